package sqlstore

import (
	"math/bits"
	"strings"

	"joinery/registry"
)

// A statement is SQL with its arguments. Each ? in the text stands for the next of them; no text of
// ours has another ? in it.
type statement struct {
	text string
	args []any
	row  func(scan scanFunc) error // takes each row of a query; nil for what writes
	need error                     // what it means when a write meets no row; nil: nothing

	bound bool // args are as drivers take them
}

// scanFunc reads the columns of a row.
type scanFunc func(columns ...any) error

// write makes a statement that writes.
func write(text string, args ...any) *statement { return &statement{text: text, args: args} }

// must says what it means when the statement meets no row.
func (s *statement) must(otherwise error) *statement {
	s.need = otherwise
	return s
}

// clauses is what follows where: conditions that all must hold.
type clauses struct {
	text []string
	args []any
}

func (c *clauses) and(condition string, args ...any) {
	c.text = append(c.text, condition)
	c.args = append(c.args, args...)
}

// through names the index of versions that is to answer.
func (c *clauses) through(d *Dialect, index string) {
	if condition, ok := d.Through[index]; ok {
		c.and(condition)
	}
}

func (c *clauses) String() string {
	if len(c.text) == 0 {
		return ""
	}
	return " where " + strings.Join(c.text, " and ")
}

// places returns n placeholders in brackets.
func places(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")" }

// insertBytes is about how long an insert of several rows gets.
const insertBytes = 1 << 20

// insert makes the statements that add bound rows to a table, as many rows in each as the dialect
// takes; so many that a server which keeps what it once prepared meets few texts.
func (d *Dialect) insert(to *table, rows [][]any) []*statement {
	if to.keys != nil && d.Set != nil {
		return d.setEach(to, rows)
	}
	row, tail := places(to.width), ""
	if to == audit {
		row = "(" + d.NextEntry + strings.Repeat(", ?", to.width-1) + ")"
	}
	if to.keys != nil {
		tail = d.Conflict(to.keys, to.column())
	}
	var all []*statement
	for len(rows) > 0 {
		s := &statement{bound: true}
		n := together(rows[:min(d.Rows, len(rows))])
		for _, values := range rows[:n] {
			s.args = append(s.args, values...)
		}
		s.text = "insert into " + to.name + " (" + to.columns + ") values " + strings.Repeat(row+", ", n-1) + row + tail
		all, rows = append(all, s), rows[n:]
	}
	return all
}

// together returns how many rows go into one statement.
func together(rows [][]any) int {
	n, bytes := 0, 0
	for ; n < len(rows) && bytes < insertBytes; n++ {
		for _, value := range rows[n] {
			if document, ok := value.([]byte); ok {
				bytes += len(document)
			}
		}
	}
	return fewTexts(n)
}

// fewTexts returns n, which is at least 1, or when it is large the highest power of two that is not
// above it.
func fewTexts(n int) int {
	if n <= 16 {
		return n
	}
	return 1 << (bits.Len(uint(n)) - 1)
}

// setEach makes a statement for each row that may be there already.
func (d *Dialect) setEach(to *table, rows [][]any) []*statement {
	text, order := d.Set(to.name, to.keys, to.column())
	all := make([]*statement, len(rows))
	for i, row := range rows {
		all[i] = &statement{text: text, bound: true}
		for _, n := range order {
			all[i].args = append(all[i].args, row[n])
		}
	}
	return all
}

// column is the one that is set, the last.
func (t *table) column() string { return t.columns[strings.LastIndex(t.columns, " ")+1:] }

// bind makes the arguments what drivers take, once. The error is Invalid for a string that cannot be
// kept.
func (s *statement) bind(d *Dialect) error {
	if s.bound {
		return nil
	}
	bound := make([]any, len(s.args))
	for i, a := range s.args {
		var err error
		if bound[i], err = d.bind(a); err != nil {
			return err
		}
	}
	s.args, s.bound = bound, true
	return nil
}

// placed returns a text with the database's placeholders.
func (d *Dialect) placed(text string) string {
	if d.Place == nil {
		return text
	}
	if known, ok := d.texts.Load(text); ok {
		return known.(string)
	}
	var b strings.Builder
	n, rest := 0, text
	for {
		before, after, found := strings.Cut(rest, "?")
		b.WriteString(before)
		if !found {
			break
		}
		n++
		b.WriteString(d.Place(n))
		rest = after
	}
	d.texts.Store(text, b.String())
	return b.String()
}

func errNotThere(format string, args ...any) *registry.Error {
	return registry.Errorf(registry.NotFound, format, args...)
}
