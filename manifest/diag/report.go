package diag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Rule is what a report tells of a rule, be there findings or not.
type Rule struct {
	ID       string
	Says     string   // one sentence, small letter first, no full stop
	Help     string   // its page, Markdown; "" for none
	Severity Severity // what its findings weigh where nothing else is asked for; Off: nothing
}

// present returns the findings sorted and each once, without those in state fixed: a service
// takes whatever a report holds for a fault that is there, and what it no longer holds for
// fixed.
func (l List) present() List {
	var present List
	for _, d := range l.Sorted() {
		if d.State != "fixed" {
			present = append(present, d)
		}
	}
	return present
}

// anchor returns where to show a finding in a format that asks for a file: its own place, else
// the first that it speaks of, else the document at the workspace's root.
func (d Diagnostic) anchor() Place {
	places := []Place{d.At}
	for _, path := range d.Paths {
		places = append(places, path.At)
	}
	for _, related := range d.Related {
		places = append(places, related.At)
	}
	for _, at := range append(places, Place{File: d.Document}) {
		if !at.IsZero() {
			return at
		}
	}
	return Place{File: "joinery.yaml"}
}

// texts returns a function that returns what Text prints of a finding in so many columns. It
// reads a file once for each run of findings in it; source may be nil.
func texts(columns int, source func(file string) ([]byte, error)) func(Diagnostic) string {
	var b bytes.Buffer
	p := textPrinter{Writer: bufio.NewWriter(&b), opt: TextOptions{Source: source}, width: columns}
	return func(d Diagnostic) string {
		b.Reset()
		p.finding(d)
		_ = p.Flush() // the error is the writer's, and a Buffer takes everything
		return b.String()
	}
}

// details returns the lines that Text prints beneath a finding's first: paths, notes and hints,
// each place right behind its text, without blank lines.
func (d Diagnostic) details() []string {
	var lines []string
	for _, line := range strings.Split(texts(1, nil)(d), "\n")[1:] {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// ruleName returns the rule of a finding, for one without a rule the program's name.
func (d Diagnostic) ruleName() string {
	if d.Rule == "" {
		return "joinery"
	}
	return d.Rule
}

// names counts the names that were given out.
type names map[string]int

// next returns a name that was not given out before: name itself, then "name (2)", "name (3)".
func (taken names) next(name string) string {
	unique, n := name, max(taken[name], 1)
	for taken[unique] > 0 {
		n++
		unique = fmt.Sprintf("%s (%d)", name, n)
	}
	taken[name], taken[unique] = n, max(taken[unique], 1)
	return unique
}

// writeJSON writes v indented. Characters that a terminal would obey or hide become \u escapes.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	_, err := w.Write(escapeJSON(b.Bytes()))
	return err
}
