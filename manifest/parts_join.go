package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// JoinError says why texts are no pieces of a document.
type JoinError struct {
	Entry   int // from 1; 0 for the text of the component
	Line    int // of that text, from 1; 0 for all of it
	Problem string
}

// Error returns place and problem on one line.
func (e *JoinError) Error() string {
	place := "the component"
	if e.Entry > 0 {
		place = fmt.Sprintf("entry %d", e.Entry)
	}
	if e.Line > 0 {
		place += fmt.Sprintf(", line %d", e.Line)
	}
	return "cannot join " + place + ": " + e.Problem
}

// Join puts a component and its versions together, in the order given, as joinery lays them out.
// The texts are those of [Split], [HeaderText], [EntryText] or [SetStatus]; without entries the
// component has no field versions.
//
// Join costs little more than a copy: it looks at the start of each line, not at what values say.
// What it joins is a sound document if the texts are what they should be. The error is a
// *[JoinError].
func Join(header []byte, entries [][]byte) ([]byte, error) {
	const indent = 4
	size := len(header) + len("versions:\n")
	for _, entry := range entries {
		size += len(entry) + indent*(bytes.Count(entry, []byte("\n"))+1)
	}
	out := bytes.NewBuffer(make([]byte, 0, size))
	if err := copyPiece(out, header, 0, "", ""); err != nil {
		return nil, err
	}
	if len(entries) > 0 {
		out.WriteString("versions:\n")
	}
	for i, entry := range entries {
		if err := copyPiece(out, entry, i+1, "  ", "- "); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// copyPiece writes a piece's lines behind an indent, the first that is no comment behind a dash.
func copyPiece(out *bytes.Buffer, piece []byte, entry int, indent, dash string) error {
	fail := func(line int, format string, args ...any) error {
		return &JoinError{Entry: entry, Line: line, Problem: fmt.Sprintf(format, args...)}
	}
	fields, first := headerFields, "apiVersion"
	if entry > 0 {
		fields, first = entryFields, "version"
	}
	number, begun := 0, false
	for len(piece) > 0 {
		number++
		line, rest, ended := bytes.Cut(piece, []byte("\n"))
		piece = rest
		out.WriteString(indentOf(line, indent))
		switch {
		case !ended:
			return fail(number, "found no line end, wanted one behind every line")
		case bytes.IndexByte(line, '\r') >= 0:
			return fail(number, "found a carriage return, wanted LF alone")
		case len(line) == 0:
		case line[0] == '#' && !begun:
		case line[0] == ' ' && begun, line[0] == '#':
			out.WriteString(blanks[:len(dash)])
		default:
			key, _, _ := strings.Cut(string(line[:min(len(line), longestField+1)]), ":")
			switch {
			case !begun && key != first:
				return fail(number, "found %s, wanted the field %s first", quoted(key), first)
			case !slices.Contains(fields, key):
				return fail(number, "found %s, which is no field of it", quoted(key))
			case begun:
				out.WriteString(blanks[:len(dash)])
			default:
				out.WriteString(dash)
			}
			begun = true
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	if !begun {
		return fail(0, "found nothing, wanted the field %s", first)
	}
	return nil
}

const blanks = "  "

// indentOf returns the indent of a line; an empty one has none.
func indentOf(line []byte, indent string) string {
	if len(line) == 0 {
		return ""
	}
	return indent
}

// The fields that may start a line of a piece.
var (
	headerFields = fieldNames(&componentMapping, "versions")
	entryFields  = fieldNames(&entryMapping)
)

// longestField is more than the length of any field's name.
const longestField = 32

func fieldNames[T any](m *mapping[T], except ...string) []string {
	var names []string
	for _, f := range m.fields {
		if !slices.Contains(except, f.name) {
			names = append(names, f.name)
		}
	}
	return names
}
