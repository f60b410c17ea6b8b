package notes

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"

	"joinery/manifest/diag/columns"
)

// textWidth is how wide mail is, in columns.
const textWidth = 72

// Text writes the notes as plain text for mail, at most 72 columns wide but for words that are
// longer, such as links and digests. The error is w's.
func (n *Notes) Text(w io.Writer) error {
	t := textPage{w: bufio.NewWriter(w)} // keeps the first error
	t.heading(n.Headline(), "=")
	for _, line := range n.Intro() {
		t.wrap("", "", line)
	}
	for _, s := range n.Sections {
		t.heading(s.Title, "-")
		for i, item := range s.Items {
			if i > 0 && (item.Details != "" || s.Items[i-1].Details != "") {
				t.line("")
			}
			n.textItem(&t, item)
		}
	}
	if table := n.Table(); table != nil {
		t.heading(n.Words.Say("components"), "-")
		t.table(table)
		if rest := n.Rest(); rest != "" {
			t.line("")
			t.wrap("", "", rest)
		}
	}
	if reasons := n.Reasons(); len(reasons) > 0 {
		t.heading(n.Words.Say("because"), "-")
		for _, r := range reasons {
			t.wrap("* ", "  ", r)
		}
	}
	if marks := n.Marks(); len(marks) > 0 {
		t.heading(n.Words.Say("recognise"), "-")
		for _, m := range marks {
			t.wrap("* ", "  ", m.Name+": "+m.Value)
		}
	}
	return t.w.Flush()
}

// legible replaces control characters, which a terminal would obey, by U+FFFD, and drops those
// that turn the direction of a line around, which make it read as something else.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

func (n *Notes) textItem(t *textPage, i Item) {
	line := i.Summary
	if n.IsMarkdown(i) {
		line = plainOf(line)
	}
	if lead := n.Lead(i); lead != "" {
		line = lead + ": " + line
	}
	if origin := i.Origin(); origin != "" {
		line += " (" + origin + ")"
	}
	if facts := n.Facts(i); len(facts) > 0 {
		line += " · " + strings.Join(facts, " · ")
	}
	t.wrap("* ", "  ", line)
	for _, l := range i.Links {
		t.wrap("  ", "  ", l)
	}
	for b := range blocksOf(i.Details) {
		t.block(b)
	}
}

// textPage is plain text in the making.
type textPage struct {
	w     *bufio.Writer
	begun bool
}

func (t *textPage) line(text string) {
	t.begun = true
	t.w.WriteString(legible(text) + "\n")
}

func (t *textPage) heading(title, line string) {
	if t.begun {
		t.line("")
	}
	t.line(title)
	t.line(strings.Repeat(line, min(columns.Of(title), textWidth)))
}

// wrap writes words behind first, and further lines behind rest.
func (t *textPage) wrap(first, rest, words string) {
	line, start := first, true
	for word := range strings.FieldsSeq(words) {
		gap := " "
		for piece := range columns.Break(word) {
			if !start && columns.Of(line+gap+piece) > textWidth {
				t.line(line)
				line, start = rest, true
			}
			if !start {
				line += gap
			}
			line += piece
			start, gap = false, ""
		}
	}
	t.line(strings.TrimRight(line, " "))
}

// block writes a paragraph of an item's details.
func (t *textPage) block(b block) {
	margin := "  " + strings.Repeat("  ", b.depth)
	switch b.kind {
	case codeBlock:
		for line := range strings.Lines(b.runs[0].text) {
			t.line(strings.TrimRight(margin+"  "+line, " \r\n"))
		}
		return
	case itemBlock:
		sign := "- "
		if b.number > 0 {
			sign = strconv.Itoa(b.number) + ". "
		}
		outer := margin[2:]
		t.wrap(outer+sign, outer+strings.Repeat(" ", len(sign)), withLinks(b.runs))
		return
	}
	t.wrap(margin, margin, withLinks(b.runs))
}

// withLinks writes runs with the links behind what leads to them.
func withLinks(runs []run) string {
	var b strings.Builder
	runs = marked(runs)
	for i, r := range runs {
		b.WriteString(r.text)
		last := i+1 == len(runs) || runs[i+1].link != r.link
		if r.link != "" && last && r.link != r.text && r.link != "mailto:"+r.text {
			b.WriteString(" <" + r.link + ">")
		}
	}
	return b.String()
}

// table writes rows in columns, or, where they would be too wide, each row on two lines.
func (t *textPage) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	total := 0
	for c := range widths {
		for _, row := range rows {
			widths[c] = max(widths[c], columns.Of(row[c]))
		}
		total += widths[c] + 2
	}
	for _, row := range rows {
		if total-2 > textWidth {
			t.wrap("", "  ", row[0])
			t.wrap("  ", "  ", strings.Join(row[1:], "  "))
			continue
		}
		line := ""
		for c, cell := range row {
			line += cell + strings.Repeat(" ", widths[c]-columns.Of(cell)+2)
		}
		t.line(strings.TrimRight(line, " "))
	}
}
