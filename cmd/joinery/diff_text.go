package main

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// What a person reads of a list before it becomes too long; json and md have all of it.
const (
	diffCauses    = 5
	diffArtifacts = 5 // of a component
)

// diffText prints a difference for people, in 80 columns:
//
//	acme-suite  4.2.1 → 4.3.0  minor
//	  policy       asks for minor, and that it is
//	  minor        payments-api 1.3.2 → 1.4.0
//
//	        component     from   to     level
//	raised  payments-api  1.3.2  1.4.0  minor
//	raised  web-shop      2.0.0  2.0.1  patch
//
//	2 raised; 7 as before
func diffText(out writer, d *bundle.Difference) error {
	var b strings.Builder
	title, step := diffTitle(d)
	for _, line := range folded(strings.TrimRight(title+"  "+step, " "), planWidth) {
		b.WriteString(line + "\n")
	}
	if policy := diffPolicy(d); policy != "" {
		writeFact(&b, "policy", policy)
	}
	causes := diffCausesOf(d)
	for i, cause := range causes {
		if i == diffCauses {
			writeFact(&b, "", fmt.Sprintf("and %d more", len(causes)-i))
			break
		}
		writeFact(&b, cause.Level.String(), printable(causeWords(d, cause)))
	}
	if through := bundleVersions(d.Step.Through); through != "" {
		writeFact(&b, "in between", through)
	}
	if from, to := d.From.Released.Value, d.To.Released.Value; from != "" && to != "" && from != to {
		writeFact(&b, "released", from+" → "+to)
	}
	if len(d.Components) > 0 {
		b.WriteByte('\n')
		writeMoved(&b, d.Components)
	}
	b.WriteString("\n" + diffCounts(d) + "\n")
	_, err := out.Write([]byte(b.String()))
	return err
}

// writeFact writes a label and a text beside it, in as many lines as it takes.
func writeFact(b *strings.Builder, label, text string) {
	lead := "  " + label
	for _, line := range folded(text, planWidth-planIndent) {
		fmt.Fprintf(b, "%-*s%s\n", planIndent, lead, line)
		lead = ""
	}
}

// writeMoved writes the table of components, and beneath a row what it has no column for.
func writeMoved(b *strings.Builder, components []bundle.Moved) {
	rows := [][]string{{"", "component", "from", "to", "level", ""}}
	if slices.ContainsFunc(components, func(m bundle.Moved) bool { return len(m.Through) > 0 }) {
		rows[0][5] = "through"
	}
	for i := range components {
		rows = append(rows, movedRow(&components[i]))
	}
	for i, lines := range table(rows, planWidth) {
		b.WriteString(strings.Join(lines, "\n") + "\n")
		if i > 0 {
			writeBeneath(b, &components[i-1])
		}
	}
}

func writeBeneath(b *strings.Builder, m *bundle.Moved) {
	const indent = "          "
	if also := strings.Join(alsoWords(m), "; "); also != "" {
		for _, line := range folded(also, planWidth-len(indent)) {
			b.WriteString(indent + line + "\n")
		}
	}
	for i, a := range m.Artifacts {
		if i == diffArtifacts {
			fmt.Fprintf(b, "%sand %s more\n", indent, count(len(m.Artifacts)-i, "artifact"))
			break
		}
		sign, uri := artifactWords(a)
		b.WriteString(indent + sign + " " + printable(uri) + "\n")
	}
}

// bundleVersions writes the versions of some bundles.
func bundleVersions(bundles []*manifest.Bundle) string {
	var all []string
	for _, b := range bundles {
		all = append(all, b.Version.Value)
	}
	return strings.Join(all, ", ")
}
