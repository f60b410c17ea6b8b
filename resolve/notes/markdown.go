package notes

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Markdown writes the notes as a page of Markdown. What changes say in Markdown stands in it as
// it was written; for sales without raw HTML and links that are not safe to follow. The error is w's.
func (n *Notes) Markdown(w io.Writer) error {
	_, err := io.WriteString(w, legible(n.markdown("#", n.Headline(), n.Intro())))
	return err
}

// markdown writes the notes below a heading of some depth.
func (n *Notes) markdown(depth, heading string, intro []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", depth, plainMarkdown(heading))
	if len(intro) > 0 {
		b.WriteString("\n" + plainMarkdown(strings.Join(intro, ". ")))
		if !strings.HasSuffix(intro[len(intro)-1], ".") {
			b.WriteString(".")
		}
		b.WriteString("\n")
	}
	section := func(title string) { fmt.Fprintf(&b, "\n%s# %s\n\n", depth, plainMarkdown(title)) }
	for _, s := range n.Sections {
		section(s.Title)
		for i, item := range s.Items {
			if i > 0 && (item.Details != "" || s.Items[i-1].Details != "") {
				b.WriteString("\n")
			}
			n.markdownItem(&b, item)
		}
	}
	if table := n.Table(); table != nil {
		section(n.Words.Say("components"))
		for i, row := range table {
			if i == 1 {
				b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
			}
			for _, cell := range row {
				b.WriteString("| " + strings.ReplaceAll(plainMarkdown(cell), "|", `\|`) + " ")
			}
			b.WriteString("|\n")
		}
		if rest := n.Rest(); rest != "" {
			b.WriteString("\n" + plainMarkdown(rest) + "\n")
		}
	}
	if reasons := n.Reasons(); len(reasons) > 0 {
		section(n.Words.Say("because"))
		for _, r := range reasons {
			b.WriteString("- " + plainMarkdown(r) + "\n")
		}
	}
	if marks := n.Marks(); len(marks) > 0 {
		section(n.Words.Say("recognise"))
		for _, m := range marks {
			value := plainMarkdown(m.Value)
			if m.Exact {
				value = "`" + strings.ReplaceAll(m.Value, "`", "'") + "`"
			}
			b.WriteString("- " + plainMarkdown(m.Name) + ": " + value + "\n")
		}
	}
	return b.String()
}

func (n *Notes) markdownItem(b *strings.Builder, item Item) {
	summary, details := item.Summary, item.Details
	if n.Audience == Sales {
		summary, details = safeSummary(summary), safeMarkdown(details)
	}
	if !n.IsMarkdown(item) {
		summary = plainMarkdown(item.Summary)
	}
	if lead := n.Lead(item); lead != "" {
		summary = plainMarkdown(lead) + ": " + summary
	}
	fmt.Fprintf(b, "- **%s**", summary)
	if origin := item.Origin(); origin != "" {
		b.WriteString(" (" + plainMarkdown(origin) + ")")
	}
	if facts := n.Facts(item); len(facts) > 0 {
		b.WriteString(" · " + plainMarkdown(strings.Join(facts, " · ")))
	}
	for _, l := range item.Links {
		if safeLink(l) != "" {
			l = "<" + l + ">"
		} else {
			l = plainMarkdown(l)
		}
		b.WriteString(" · " + l)
	}
	b.WriteString("\n")
	if strings.TrimSpace(details) == "" {
		return
	}
	b.WriteString("\n")
	for line := range strings.Lines(details) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			b.WriteString("  " + line)
		}
		b.WriteString("\n")
	}
}

var (
	markdownEscapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "~", `\~`, "<", "&lt;", "\n", " ", "\r", "")
	entity          = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
)

// plainMarkdown writes text that is no Markdown so that it is read as it stands.
func plainMarkdown(text string) string {
	return markdownEscapes.Replace(entity.ReplaceAllString(text, "&amp;$1"))
}
