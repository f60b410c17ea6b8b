package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
)

// chunk is the text of one document of a file.
type chunk struct {
	text   []byte
	before int // lines of the file before it
	stray  int // the line of the chunk, from 1, where text follows a line "..."; 0 when none does
}

// split cuts a file into its documents at the lines that start with "---". The parts are
// parsed one by one, so that a fault in one of them leaves the others readable.
func split(text []byte) []chunk {
	var chunks []chunk
	start, before := 0, 0          // of the present chunk
	ended, prologue := 0, true     // the line of its "...", whether only directives and comments were met
	stray, line, offset := 0, 0, 0 // of the line looked at
	for offset < len(text) {
		end := bytes.IndexByte(text[offset:], '\n') + 1
		if end == 0 {
			end = len(text) - offset
		}
		row := text[offset : offset+end]
		switch {
		case isMarker(row, "---"):
			if !prologue || start < offset && !hasDirective(text[start:offset]) {
				chunks = append(chunks, chunk{text[start:offset], before, stray})
				start, before, ended, stray = offset, line, 0, 0
			}
			prologue = false
		case isMarker(row, "..."):
			ended = line + 1
		case isComment(row):
		case row[0] == '%' && (prologue || ended > 0):
		default:
			if ended > 0 && stray == 0 {
				stray = line - before + 1
			}
			prologue = false
		}
		offset += end
		line++
	}
	return append(chunks, chunk{text[start:], before, stray})
}

// isMarker reports whether a line is "---" or "...", alone or followed by a blank.
func isMarker(row []byte, marker string) bool {
	return bytes.HasPrefix(row, []byte(marker)) && (len(row) == len(marker) || bytes.IndexByte([]byte(" \t\r\n"), row[len(marker)]) >= 0)
}

func isComment(row []byte) bool {
	row = bytes.TrimSpace(row)
	return len(row) == 0 || row[0] == '#'
}

func hasDirective(text []byte) bool {
	return bytes.HasPrefix(text, []byte("%")) || bytes.Contains(text, []byte("\n%"))
}

// blank reports whether nothing at all stands in the chunk.
func (c chunk) blank() bool { return len(bytes.TrimSpace(c.text)) == 0 }

// body returns the chunk's text without the line "---" above it.
func (c chunk) body() []byte {
	row, rest, _ := bytes.Cut(c.text, []byte("\n"))
	if string(bytes.TrimRight(row, " \t\r")) == "---" {
		return rest
	}
	return c.text
}

// end returns the mark behind the last character of the chunk that is not a line end.
func (c chunk) end() mark {
	text := bytes.TrimRight(c.text, "\r\n")
	last := text[bytes.LastIndexByte(text, '\n')+1:]
	return mark{bytes.Count(text, []byte("\n")) + 1, utf8.RuneCount(last) + 1}
}

// parse returns the root of the document in c, nil when it is empty or holds nothing but
// comments. A syntax error is reported.
func (d *decoder) parse(c chunk) (root *yaml.Node) {
	text := c.text
	if c.stray > 0 {
		d.report("syntax", diag.Place{File: d.file.name, Line: c.before + c.stray, Column: 1}, "found text behind the end of the document, which \"...\" marks",
			"start the next document with a line \"---\"")
	}
	parser := yaml.NewDecoder(bytes.NewReader(text))
	defer func() {
		if fault := recover(); fault != nil { // the parser's own slips
			d.syntax(parser, fmt.Errorf("%v", fault), c)
			root = nil
		}
	}()
	var document, rest yaml.Node
	if err := parser.Decode(&document); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		d.syntax(parser, err, c)
		return nil
	}
	if c.stray == 0 {
		if err := parser.Decode(&rest); err != nil && !errors.Is(err, io.EOF) {
			d.syntax(parser, err, c)
			return nil
		}
	}
	root = document.Content[0]
	root.HeadComment, root.FootComment = joinComments(document.HeadComment, root.HeadComment), joinComments(root.FootComment, document.FootComment)
	if isNull(root) && root.Value == "" && root.Anchor == "" {
		return nil
	}
	return root
}
