package importer

import (
	"bytes"
	"context"
	"errors"
	"unicode/utf8"

	"joinery/manifest"
)

// document reads a file that is YAML or JSON. What starts like JSON and is neither is refused as
// JSON.
func (s *source) document(ctx context.Context) (*tree, error) {
	asJSON := bytes.HasPrefix(bytes.TrimLeft(s.text, " \t\r\n"), []byte("{"))
	var refused error
	if asJSON {
		var doc *tree
		if doc, refused = s.json(ctx); refused == nil {
			return doc, nil
		}
	}
	root, err := manifest.Plain(ctx, s.text)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil && asJSON {
		return nil, refused
	}
	if plain := new(manifest.PlainError); errors.As(err, &plain) {
		return nil, &Error{File: s.name, Line: plain.Line, Column: plain.Column, Why: plain.Why, Hint: s.tabHint(plain.Line)}
	}
	return &tree{file: s.name, root: root}, err
}

// tabHint is the hint about a line of YAML that is indented with tabs, "" for any other.
func (s *source) tabHint(line int) string {
	lines := bytes.SplitN(s.text, []byte("\n"), line+1)
	if line < 1 || line > len(lines) {
		return ""
	}
	text := lines[line-1]
	if bytes.Contains(text[:len(text)-len(bytes.TrimLeft(text, " \t"))], []byte("\t")) {
		return "the line is indented with a tab, and YAML takes blanks alone"
	}
	return ""
}

// errorAt returns an error about the byte at an offset.
func (s *source) errorAt(offset int, why string) error {
	before := s.text[:min(max(offset, 0), len(s.text))]
	last := before[bytes.LastIndexByte(before, '\n')+1:]
	return &Error{File: s.name, Line: bytes.Count(before, []byte("\n")) + 1, Column: utf8.RuneCount(last) + 1, Why: why}
}
