package main

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve/diff/plain"
	"joinery/resolve/plan"
)

// planMarker is the first line of a plan as Markdown: by it a bot finds the comment that it
// wrote before, and replaces it.
const planMarker = "<!-- joinery plan -->"

// A comment on GitHub has at most 65536 characters.
const (
	planRows = 100       // rows of a table
	planRoom = 48 * 1024 // bytes up to which details are added
)

// planMarkdown prints a plan for a comment on a pull request: a table of what moves, and folded
// away the details.
func planMarkdown(out writer, made *plan.Plan, files []manifest.File) error {
	var b strings.Builder
	b.WriteString(planMarker + "\n")
	shown := showPlan(made)
	if made.Empty() {
		b.WriteString("### Nothing to release\n")
	} else {
		fmt.Fprintf(&b, "### Release plan: %s, %s\n", count(len(shown.components), "component"), count(len(shown.products), "product"))
	}
	writeTable(&b, "component", shown.components)
	writeTable(&b, "product", shown.products)
	if problems := problemsOf(made).Sorted(); len(problems) > 0 {
		b.WriteString("\n**This stands in the way:**\n\n")
		for _, d := range problems {
			fmt.Fprintf(&b, "- %s: %s\n", plain.Markdown(d.At.String()), plain.Markdown(d.Message))
			for _, hint := range d.Hints {
				fmt.Fprintf(&b, "  hint: %s\n", plain.Markdown(hint))
			}
		}
	}
	for i, steps := 0, slices.Concat(shown.components, shown.products); i < len(steps); i++ {
		if b.Len() > planRoom {
			fmt.Fprintf(&b, "\nDetails of %d more: `joinery plan` shows them.\n", len(steps)-i)
			break
		}
		writeDetails(&b, steps[i])
	}
	for i, pin := range shown.along {
		if i == 0 {
			b.WriteString("\nPins that move elsewhere:\n\n")
		}
		fmt.Fprintf(&b, "- %s: %s → %s\n", plain.Markdown(pin.name), plain.Markdown(pin.from), plain.Markdown(pin.to))
	}
	if len(files) > 0 {
		fmt.Fprintf(&b, "\n%s would be written.\n", count(len(files), "file"))
	}
	_, err := out.Write([]byte(b.String()))
	return err
}

func writeTable(b *strings.Builder, what string, steps []shownStep) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(b, "\n| %s | from | to | level | because |\n|---|---|---|---|---|\n", what)
	for i, s := range steps {
		if i == planRows {
			fmt.Fprintf(b, "| and %d more | | | | |\n", len(steps)-i)
			break
		}
		to, because := "**"+plain.Markdown(s.to)+"**", ""
		if s.to == "" {
			to, because = "", "cannot be composed"
		}
		if len(s.reasons) > 0 {
			because = reasonWords(s.reasons[0])
			if more := len(s.reasons) - 1; more > 0 {
				because += fmt.Sprintf(" (and %d more)", more)
			}
		}
		level := s.level
		if s.from == "" {
			level = "first"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", s.name, plain.Markdown(s.from), to, level, because)
	}
}

func writeDetails(b *strings.Builder, s shownStep) {
	if len(s.reasons)+len(s.pins) == 0 {
		return
	}
	fmt.Fprintf(b, "\n<details><summary>%s %s</summary>\n\n", s.name, htmlText.Replace(s.to))
	for _, r := range s.reasons {
		b.WriteString("- " + reasonWords(r))
		if r.file != "" {
			b.WriteString(" (" + plain.Markdown(r.file) + ")")
		}
		b.WriteByte('\n')
	}
	for _, pin := range s.pins {
		fmt.Fprintf(b, "- pin of %s: %s → %s\n", pin.name, plain.Markdown(pin.from), plain.Markdown(pin.to))
	}
	b.WriteString("\n</details>\n")
}

func reasonWords(r shownReason) string { return r.kind + ": " + plain.Markdown(r.text) }

var htmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
