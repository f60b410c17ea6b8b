package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"joinery/manifest/diag"
)

// LargestFile is the size in bytes of the largest manifest that is read.
const LargestFile = 256 << 20

// byteOrderMark may stand at the start of a file; columns do not count it.
var byteOrderMark = []byte("\xef\xbb\xbf")

// source is the text of one file, without a byte order mark. Its lines are looked up only
// when a problem has to be shown.
type source struct {
	name   string
	text   []byte
	starts []int // of each line, once asked for
}

// line returns line n, from 1, without its end.
func (s *source) line(n int) string {
	if s.starts == nil {
		s.starts = []int{0}
		for i, b := range s.text {
			if b == '\n' {
				s.starts = append(s.starts, i+1)
			}
		}
	}
	if n < 1 || n > len(s.starts) {
		return ""
	}
	line := s.text[s.starts[n-1]:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return strings.TrimSuffix(string(line), "\r")
}

// longLine is how many bytes a line may have in which widths are looked for: a text without line
// ends, every value of which is wrong, would take hours.
const longLine = 4 << 10

// isLong reports whether a line is longer than that.
func (s *source) isLong(line int) bool {
	s.line(0) // finds the starts
	end := len(s.text)
	if line < len(s.starts) {
		end = s.starts[line]
	}
	return line >= 1 && line <= len(s.starts) && end-s.starts[line-1] > longLine
}

// place returns where the scalar with that value stands. Its width is that of the text in the
// file, quotes included, and ends with the line; in a very long line it is unknown.
func (s *source) place(line, column int, value string) diag.Place {
	at := diag.Place{File: s.name, Line: line, Column: column}
	if s.isLong(line) {
		return at
	}
	rest := []rune(s.line(line))
	if column < 1 || column > len(rest) {
		return at
	}
	at.Width = written(rest[column-1:], utf8.RuneCountInString(value))
	return at
}

// written returns how many characters of rest, which ends with its line, a scalar takes whose
// value has the given length.
func written(rest []rune, length int) int {
	switch quote := rest[0]; quote {
	case '"', '\'':
		for i := 1; i < len(rest); i++ {
			switch {
			case quote == '"' && rest[i] == '\\':
				i++
			case rest[i] != quote:
			case quote == '\'' && i+1 < len(rest) && rest[i+1] == quote:
				i++
			default:
				return i + 1
			}
		}
		return len(rest)
	case '|', '>', '[', '{', '-', '&', '*', '!':
		word := 1
		for word < len(rest) && rest[word] > ' ' && strings.ContainsRune("|>&*!", quote) {
			word++
		}
		if length > 0 && (quote == '-') {
			return min(length, len(rest))
		}
		return word
	}
	return max(1, min(length, len(rest)))
}

// readSource reads a file, up to the size that is allowed.
func readSource(fsys fs.FS, name string) (*source, *diag.Diagnostic) {
	fail := func(problem diag.Diagnostic) (*source, *diag.Diagnostic) { return nil, &problem }
	file, err := fsys.Open(name)
	if err != nil {
		return fail(unreadable(name, err))
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return fail(unreadable(name, err))
	case !info.Mode().IsRegular():
		return fail(inPlace(name, "a folder or device"))
	case info.Size() > LargestFile:
		return fail(fileProblem(name, fmt.Sprintf("the file has %d MiB, at most %d are read", info.Size()>>20, LargestFile>>20), "split it into several files"))
	}
	text := make([]byte, 0, info.Size()+1)
	for {
		n, err := file.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if errors.Is(err, io.EOF) {
			return &source{name: name, text: trimMark(text)}, nil
		}
		if err != nil {
			return fail(unreadable(name, err))
		}
		if len(text) > LargestFile {
			return fail(fileProblem(name, "the file grows while it is read", "try again when it is written"))
		}
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
	}
}

// trimMark returns a file's text without a byte order mark at its start.
func trimMark(text []byte) []byte { return bytes.TrimPrefix(text, byteOrderMark) }
