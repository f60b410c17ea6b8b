package diff

import (
	"fmt"
	"io"
	"strings"

	"joinery/resolve/bundle"
	"joinery/resolve/diff/plain"
)

// marker is the first line of a difference as Markdown: by it a bot finds the comment that
// it wrote before, and replaces it.
const marker = "<!-- joinery diff -->"

// A comment on GitHub has at most 65536 characters.
const (
	mostRows = 100       // of the table
	room     = 48 * 1024 // bytes up to which details are added
)

// Markdown writes a difference for a comment or a page: a table of what moved, and folded away the
// artifacts. It is kept short enough for a comment, and says what it leaves out. The error is w's.
func Markdown(w io.Writer, d *bundle.Difference) error {
	var b strings.Builder
	name, step := title(d)
	if step != "" {
		name += " (" + step + ")"
	}
	b.WriteString(marker + "\n### " + plain.Markdown(strings.Join(strings.Fields(name), " ")) + "\n\n")
	if words := policy(d); words != "" {
		b.WriteString("The policy " + plain.Markdown(words) + ".")
		causes := causesOf(d)
		for i, cause := range causes {
			if i == mostCauses {
				fmt.Fprintf(&b, "\n- and %d more", len(causes)-i)
				break
			}
			if i == 0 {
				b.WriteString("\n")
			}
			b.WriteString("\n- " + cause.Level.String() + ": " + plain.Markdown(causeWords(d, cause)))
		}
		b.WriteString("\n\n")
	}
	if through := bundleVersions(d.Step.Through); through != "" {
		b.WriteString("In between: " + plain.Markdown(through) + ".\n\n")
	}
	if len(d.Components) > 0 {
		b.WriteString("| | component | from | to | level | through | |\n|---|---|---|---|---|---|---|\n")
	}
	for i := range d.Components {
		if i == mostRows {
			fmt.Fprintf(&b, "| | and %d more | | | | | |\n", len(d.Components)-i)
			break
		}
		m := &d.Components[i]
		cells := append(movedRow(m), strings.Join(alsoWords(m), "; "))
		for j := range cells {
			cells[j] = plain.Markdown(cells[j])
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	if len(d.Components) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(Counts(d) + ".\n")
	for i := range d.Components {
		if b.Len() > room {
			b.WriteString("\nArtifacts of more components: `joinery diff --format json` lists them.\n")
			break
		}
		foldArtifacts(&b, &d.Components[i])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func foldArtifacts(b *strings.Builder, m *bundle.Moved) {
	if len(m.Artifacts) == 0 {
		return
	}
	fmt.Fprintf(b, "\n<details><summary>%s of %s</summary>\n\n", count(len(m.Artifacts), "artifact"), m.Name)
	for i, a := range m.Artifacts {
		if i == mostRows {
			fmt.Fprintf(b, "- and %d more\n", len(m.Artifacts)-i)
			break
		}
		fmt.Fprintf(b, "- %s: %s\n", a.Movement, plain.Markdown(a.URI))
	}
	b.WriteString("\n</details>\n")
}
