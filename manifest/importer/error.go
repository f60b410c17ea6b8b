package importer

import (
	"fmt"
	"strings"
)

// Error says what is wrong with the file that is to be imported.
type Error struct {
	File         string
	Line, Column int    // from 1; 0 where the format does not tell
	At           string // the path to the value, as dependencies[2].version; "" where the place is line and column
	Why          string
	Hint         string
}

// Error returns where and what, in one line. What the file says is cut where it is long.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	switch {
	case e.Line > 0 && e.Column > 0:
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	case e.Line > 0:
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.At != "" {
		b.WriteString(": " + short(clean(e.At)))
	}
	return b.String() + ": " + short(clean(e.Why))
}

// Hints returns what a person can do, if anything is known.
func (e *Error) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{short(e.Hint)}
}
