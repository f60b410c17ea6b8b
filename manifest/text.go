package manifest

import (
	"unicode/utf8"

	"joinery/manifest/diag"
)

// Text is a scalar as somebody wrote it, and where: line and column of its first character,
// from 1, columns in characters. The zero Text stands for a field that is absent.
type Text struct {
	Value        string
	Line, Column int32
}

// IsZero reports whether the field was absent.
func (t Text) IsZero() bool { return t.Line == 0 && t.Value == "" }

// String returns the text as written.
func (t Text) String() string { return t.Value }

// In returns t's place in a file.
func (t Text) In(file string) diag.Place {
	return diag.Place{File: file, Line: int(t.Line), Column: int(t.Column), Width: utf8.RuneCountInString(t.Value)}
}

// Label is one entry of `labels:`, the user's own room.
type Label struct{ Key, Value Text }
