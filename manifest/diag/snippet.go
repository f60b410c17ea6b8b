package diag

import (
	"strings"
	"unicode/utf8"

	"joinery/manifest/diag/columns"
)

const (
	tabStop    = 4
	cutMark    = "…"
	minSnippet = 24 // columns below which cutting would hide the caret; room for two escapes
)

// snippet returns one line of a file as a terminal shows it, and the underline beneath it.
//
//	ledger-lib: 2.2.0
//	^^^^^^^^^^
//
// The underline covers at.Width characters from at.Column on, or one if the width is unknown;
// at a quoted scalar it covers the quotes and what is between them. It is clipped to the line:
// a column behind the end marks the place just after the last character. Without a column it
// is empty. A tab reaches to the next multiple of four columns; what else cannot be seen is
// written out. A line that needs more than width columns is cut around the underline, with
// an ellipsis where something is left out.
func snippet(line string, at Place, width int) (shown, underline string) {
	cells := split(strings.TrimRight(line, " \t"))
	from := min(max(at.Column-1, 0), len(cells))
	to := cells.end(from, at.Width)

	lo, hi := cells.window(from, to, max(width, minSnippet))
	to = min(to, hi)
	shown = cells[lo:hi].text()
	indent := cells[lo:from].columns()
	if lo > 0 {
		shown = cutMark + shown
		indent++
	}
	if hi < len(cells) {
		shown += cutMark
	}
	if at.Column > 0 {
		underline = strings.Repeat(" ", indent) + strings.Repeat("^", max(cells[from:to].columns(), 1))
	}
	return shown, underline
}

// A cell is one character of a line and what stands for it on the terminal.
type cell struct {
	char    rune
	shown   string
	columns int
}

type cells []cell

func split(line string) cells {
	var all cells
	column := 0
	for len(line) > 0 {
		r, size := utf8.DecodeRuneInString(line)
		c := cell{char: r}
		if r == '\t' {
			c.shown = strings.Repeat(" ", tabStop-column%tabStop)
		} else {
			c.shown = visibleRune(r, line[:size])
		}
		c.columns = columns.Of(c.shown)
		column += c.columns
		all = append(all, c)
		line = line[size:]
	}
	return all
}

func (cs cells) columns() int {
	n := 0
	for _, c := range cs {
		n += c.columns
	}
	return n
}

func (cs cells) text() string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(c.shown)
	}
	return b.String()
}

// end returns where the underline from a cell on ends: behind a quoted scalar's closing quote,
// else after width cells, at least one, at most at the line's end.
func (cs cells) end(from, width int) int {
	if from == len(cs) {
		return from
	}
	if quote := cs[from].char; quote == '"' || quote == '\'' {
		for i := from + 1; i < len(cs); i++ {
			switch {
			case quote == '"' && cs[i].char == '\\':
				i++
			case cs[i].char != quote:
			case quote == '\'' && i+1 < len(cs) && cs[i+1].char == quote: // '' is a quote inside
				i++
			default:
				return i + 1
			}
		}
	}
	return from + min(max(width, 1), len(cs)-from)
}

// window returns which cells to show in width columns, the marks of a cut included: all if
// they fit, else the beginning if the underline lies in it or starts in its first half, else
// what is around the underline.
func (cs cells) window(from, to, width int) (lo, hi int) {
	if cs.columns() <= width {
		return 0, len(cs)
	}
	room := width - 1
	if cs[:to].columns() > room && cs[:from].columns() > room/2 {
		room--
		before := (room - min(cs[from:to].columns(), room)) / 2
		for lo = from; lo > 0 && cs[lo-1].columns <= before; lo-- {
			before -= cs[lo-1].columns
		}
	}
	for hi = lo; hi < len(cs) && cs[hi].columns <= room; hi++ {
		room -= cs[hi].columns
	}
	for hi == len(cs) && lo > 0 && cs[lo-1].columns <= room {
		lo--
		room -= cs[lo].columns
	}
	for lo > 0 && lo < from && cs[lo].columns == 0 { // a mark would sit on the ellipsis
		lo++
	}
	return lo, hi
}
