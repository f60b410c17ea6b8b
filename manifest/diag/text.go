package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"joinery/manifest/diag/columns"
)

// TextOptions say how [Text] prints. The zero value prints plain text without snippets.
type TextOptions struct {
	Color bool // colour severities, underlines and rules; nothing is told by colour alone
	Width int  // columns for snippets and aligned places, 0 for 80; a message is never cut

	// Source returns the text of a file named in a Place. With nil, or when it fails, a
	// finding is printed without a snippet; so is one in state fixed, whose line was in the
	// base. It is called once for each run of findings in one file.
	Source func(file string) ([]byte, error)
}

// Text prints findings for people, sorted and each once, with a blank line between them:
//
//	joinery.yaml:9:5: error: ledger-lib appears at 2.1.0 and at 2.2.0 [one-version]
//	    9 |     ledger-lib: 2.2.0
//	      |     ^^^^^^^^^^
//	  acme-suite → ledger-lib 2.2.0
//	  acme-suite → payments-api 1.4.0 → ledger-lib 2.1.0    payments/joinery.yaml:14:7
//	  note: ledger-lib 2.2.0 is declared here    ledger/joinery.yaml:12:5
//
//	hint: move the pin of payments-api 1.4.0 to 2.2.0
//
// A path ends in the place of its last requirement, unless that is the finding's own. A state
// follows the rule: "[one-version] (new)", or "(old, was a warning)". Characters that a terminal would obey or hide are
// written out. The error is the writer's.
func Text(w io.Writer, l List, opt TextOptions) error {
	p := textPrinter{Writer: bufio.NewWriter(w), opt: opt, width: opt.Width}
	if p.width <= 0 {
		p.width = 80
	}
	for i, d := range l.Sorted() {
		if i > 0 {
			p.WriteByte('\n')
		}
		p.finding(d)
	}
	return p.Flush()
}

// textPrinter keeps the first error of its writer until Flush.
type textPrinter struct {
	*bufio.Writer
	opt   TextOptions
	width int

	file string // the file that source was read from
	src  *source
}

func (p *textPrinter) finding(d Diagnostic) {
	p.headline(d)
	p.snippet(d)

	var paths, notes []row
	for _, path := range d.Paths {
		r := row{text: strings.Join(path.Steps, " → "), at: path.At}
		if path.At.Compare(d.At) == 0 {
			r.at = Place{}
		}
		paths = append(paths, r)
	}
	for _, related := range d.Related {
		notes = append(notes, row{text: "note: " + related.Message, at: related.At})
	}
	p.rows(paths)
	p.rows(notes)

	for i, hint := range d.Hints {
		if i == 0 {
			p.WriteByte('\n')
		}
		for j, line := range strings.Split(strings.TrimRight(hint, "\n"), "\n") {
			indent := "hint: "
			if j > 0 {
				indent = "      "
			}
			p.WriteString(strings.TrimRight(indent+visible(line), " ") + "\n")
		}
	}
}

func (p *textPrinter) headline(d Diagnostic) {
	if !d.At.IsZero() {
		p.WriteString(visible(d.At.String()) + ": ")
	}
	p.WriteString(p.paint(severityColor(d.Severity), d.Severity.String()+":") + " " + visible(d.Message))
	if d.Rule != "" {
		p.WriteString(" " + p.paint(dim, "["+visible(d.Rule)+"]"))
	}
	if d.State != "" {
		p.WriteString(" (" + visible(d.standing()) + ")")
	}
	p.WriteByte('\n')
}

// snippet prints the finding's line and its underline behind a gutter, or nothing when the
// line cannot be had or is blank.
func (p *textPrinter) snippet(d Diagnostic) {
	if p.opt.Source == nil || d.At.IsZero() || d.At.Line <= 0 || d.State == "fixed" {
		return
	}
	if p.file != d.At.File {
		p.file, p.src = d.At.File, nil
		if text, err := p.opt.Source(d.At.File); err == nil {
			p.src = newSource(text)
		}
	}
	if p.src == nil {
		return
	}
	line, ok := p.src.line(d.At.Line)
	if !ok || strings.TrimSpace(line) == "" {
		return
	}
	number := fmt.Sprintf("%5d", d.At.Line)
	shown, underline := snippet(line, d.At, p.width-len(number)-len(" | "))
	fmt.Fprintf(p, "%s | %s\n", number, shown)
	if underline != "" {
		carets := strings.TrimLeft(underline, " ")
		indent := underline[:len(underline)-len(carets)]
		fmt.Fprintf(p, "%*s | %s%s\n", len(number), "", indent, p.paint(severityColor(d.Severity), carets))
	}
}

// row is a line beneath a finding and the place that it speaks of.
type row struct {
	text string
	at   Place
}

// rows prints one row a line, the places in one column if that fits the width, else each
// right behind its text.
func (p *textPrinter) rows(rows []row) {
	const indent, gap = "  ", "    "
	widest, longest := 0, 0
	for i := range rows {
		rows[i].text = visible(rows[i].text)
		if !rows[i].at.IsZero() {
			widest = max(widest, columns.Of(rows[i].text))
			longest = max(longest, columns.Of(visible(rows[i].at.String())))
		}
	}
	if len(indent)+widest+len(gap)+longest > p.width {
		widest = 0
	}
	for _, r := range rows {
		p.WriteString(indent + r.text)
		if !r.at.IsZero() {
			pad := max(widest-columns.Of(r.text), 0)
			p.WriteString(strings.Repeat(" ", pad) + gap + visible(r.at.String()))
		}
		p.WriteByte('\n')
	}
}

// The colours, as a terminal's own palette has them.
const (
	red    = "31"
	yellow = "33"
	blue   = "34"
	dim    = "2"
)

func severityColor(s Severity) string {
	switch s {
	case Error:
		return red
	case Warning:
		return yellow
	default:
		return blue
	}
}

func (p *textPrinter) paint(color, text string) string {
	if !p.opt.Color {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
