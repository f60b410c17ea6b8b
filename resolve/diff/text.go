package diff

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag/columns"
	"joinery/resolve/bundle"
	"joinery/resolve/diff/plain"
)

// What a person reads of a list before it becomes too long; the other formats have all of it.
const (
	mostCauses    = 5
	mostArtifacts = 5 // of a component
)

const (
	width  = 80 // columns
	indent = 15 // where a fact starts, behind its label
)

// Text writes a difference for people, in 80 columns: what the product's step is and what asked for
// it, then a table of what moved. Long lists of causes and files are cut short and say so. The error
// is w's.
func Text(w io.Writer, d *bundle.Difference) error {
	var b strings.Builder
	name, step := title(d)
	for _, line := range columns.Fold(strings.TrimRight(name+"  "+step, " "), width) {
		b.WriteString(line + "\n")
	}
	if words := policy(d); words != "" {
		writeFact(&b, "policy", words)
	}
	causes := causesOf(d)
	for i, cause := range causes {
		if i == mostCauses {
			writeFact(&b, "", fmt.Sprintf("and %d more", len(causes)-i))
			break
		}
		writeFact(&b, cause.Level.String(), plain.Line(causeWords(d, cause)))
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
	b.WriteString("\n" + Counts(d) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFact writes a label and a text beside it, in as many lines as it takes.
func writeFact(b *strings.Builder, label, text string) {
	lead := "  " + label
	for _, line := range columns.Fold(text, width-indent) {
		fmt.Fprintf(b, "%-*s%s\n", indent, lead, line)
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
	for i, lines := range columns.Table(rows, width) {
		b.WriteString(strings.Join(lines, "\n") + "\n")
		if i > 0 {
			writeBeneath(b, &components[i-1])
		}
	}
}

func writeBeneath(b *strings.Builder, m *bundle.Moved) {
	const margin = "          "
	if also := strings.Join(alsoWords(m), "; "); also != "" {
		for _, line := range columns.Fold(also, width-len(margin)) {
			b.WriteString(margin + line + "\n")
		}
	}
	for i, a := range m.Artifacts {
		if i == mostArtifacts {
			fmt.Fprintf(b, "%sand %s more\n", margin, count(len(m.Artifacts)-i, "artifact"))
			break
		}
		sign, uri := artifactWords(a)
		for _, line := range columns.Fold(plain.Line(uri), width-len(margin)-2) {
			fmt.Fprintf(b, "%s%1s %s\n", margin, sign, line)
			sign = ""
		}
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
