package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"joinery/manifest"
)

// document reads a file that is YAML or JSON. What starts like JSON and is neither is refused as
// JSON.
func (s *source) document() (*tree, error) {
	asJSON := bytes.HasPrefix(bytes.TrimLeft(s.text, " \t\r\n"), []byte("{"))
	var refused error
	if asJSON {
		var doc *tree
		if doc, refused = s.json(); refused == nil {
			return doc, nil
		}
	}
	root, err := manifest.Plain(s.text)
	if err != nil && asJSON {
		return nil, refused
	}
	if plain := new(manifest.PlainError); errors.As(err, &plain) {
		return nil, &Error{File: s.name, Line: plain.Line, Column: plain.Column, Why: plain.Why}
	}
	return &tree{file: s.name, root: root}, err
}

// json reads a JSON document, a number as the text that it is written in.
func (s *source) json() (*tree, error) {
	decoder := json.NewDecoder(bytes.NewReader(s.text))
	decoder.UseNumber()
	var root any
	if err := decoder.Decode(&root); err != nil {
		return nil, s.jsonError(err, decoder.InputOffset())
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, s.errorAt(int(decoder.InputOffset()), "found text behind the end of the document")
	}
	return &tree{file: s.name, root: plainJSON(root)}, nil
}

func (s *source) jsonError(err error, offset int64) error {
	why := strings.TrimPrefix(err.Error(), "json: ")
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		offset = syntax.Offset - 1
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		offset, why = int64(len(s.text)), "the document is cut off"
	}
	return s.errorAt(int(offset), why)
}

// errorAt returns an error about the byte at an offset.
func (s *source) errorAt(offset int, why string) error {
	before := s.text[:min(max(offset, 0), len(s.text))]
	last := before[bytes.LastIndexByte(before, '\n')+1:]
	return &Error{File: s.name, Line: bytes.Count(before, []byte("\n")) + 1, Column: utf8.RuneCount(last) + 1, Why: why}
}

// plainJSON turns what encoding/json gives into what [manifest.Plain] gives.
func plainJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = plainJSON(value)
		}
	case []any:
		for i, value := range v {
			v[i] = plainJSON(value)
		}
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	}
	return v
}
