package main

import (
	"fmt"
	"strings"

	"joinery/resolve/bundle"
)

// diffMarker is the first line of a difference as Markdown: by it a bot finds the comment that
// it wrote before, and replaces it.
const diffMarker = "<!-- joinery diff -->"

// diffMarkdown prints a difference for a comment or a page: a table of what moved, and folded
// away the artifacts.
func diffMarkdown(out writer, d *bundle.Difference) error {
	var b strings.Builder
	title, step := diffTitle(d)
	if step != "" {
		title += " (" + step + ")"
	}
	b.WriteString(diffMarker + "\n### " + markdown(strings.Join(strings.Fields(title), " ")) + "\n\n")
	if policy := diffPolicy(d); policy != "" {
		b.WriteString("The policy " + markdown(policy) + ".")
		causes := diffCausesOf(d)
		for i, cause := range causes {
			if i == diffCauses {
				fmt.Fprintf(&b, "\n- and %d more", len(causes)-i)
				break
			}
			if i == 0 {
				b.WriteString("\n")
			}
			b.WriteString("\n- " + cause.Level.String() + ": " + markdown(causeWords(d, cause)))
		}
		b.WriteString("\n\n")
	}
	if through := bundleVersions(d.Step.Through); through != "" {
		b.WriteString("In between: " + markdown(through) + ".\n\n")
	}
	if len(d.Components) > 0 {
		b.WriteString("| | component | from | to | level | through | |\n|---|---|---|---|---|---|---|\n")
	}
	for i := range d.Components {
		if i == planRows {
			fmt.Fprintf(&b, "| | and %d more | | | | | |\n", len(d.Components)-i)
			break
		}
		m := &d.Components[i]
		cells := append(movedRow(m), strings.Join(alsoWords(m), "; "))
		for j := range cells {
			cells[j] = markdown(cells[j])
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	if len(d.Components) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(diffCounts(d) + ".\n")
	for i := range d.Components {
		if b.Len() > planRoom {
			b.WriteString("\nArtifacts of more components: `joinery diff --format json` lists them.\n")
			break
		}
		foldArtifacts(&b, &d.Components[i])
	}
	_, err := out.Write([]byte(b.String()))
	return err
}

func foldArtifacts(b *strings.Builder, m *bundle.Moved) {
	if len(m.Artifacts) == 0 {
		return
	}
	fmt.Fprintf(b, "\n<details><summary>%s of %s</summary>\n\n", count(len(m.Artifacts), "artifact"), m.Name)
	for i, a := range m.Artifacts {
		if i == planRows {
			fmt.Fprintf(b, "- and %d more\n", len(m.Artifacts)-i)
			break
		}
		fmt.Fprintf(b, "- %s: %s\n", a.Movement, markdown(a.URI))
	}
	b.WriteString("\n</details>\n")
}
