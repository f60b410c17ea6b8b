package manifest

import (
	"fmt"
	"strings"
)

// EditError says which edit could not be made, and why. The file is as it was.
type EditError struct {
	File         string
	Line, Column int    // where the edit starts from; 0 when it has no such place
	Edit         string // "set released of 1.4.0 to \"2026-11-20\""
	Problem      string // what was found there, what was wanted
	Hint         string // what to do by hand
}

// Error returns place, edit and problem on one line.
func (e *EditError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	fmt.Fprintf(&b, ": cannot %s: %s", e.Edit, e.Problem)
	return b.String()
}

// Hints returns what a person can do instead.
func (e *EditError) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{e.Hint}
}
