package manifest

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// editFile is the file under edit: its text, its documents, and the way from a node's line and
// column to its bytes.
type editFile struct {
	bom   string // the byte order mark, if there is one
	text  string // what follows it, with a line ending behind the last line
	bare  bool   // that line ending is ours
	eol   string // the file's line ending: that of its first line
	lines []int  // where each line starts
	docs  []*yaml.Node
}

// newEditFile reads src. Its error says in what the file is unfit for edits.
func newEditFile(src []byte) (*editFile, error) {
	text := trimMark(src)
	f := &editFile{bom: string(src[:len(src)-len(text)]), text: string(text), eol: "\n"}
	var err error
	if err = editable(f.text); err != nil {
		return nil, err
	}
	if f.docs, err = parseAll(f.text); err != nil {
		return nil, err
	}
	if first := strings.IndexByte(f.text, '\n'); first > 0 && f.text[first-1] == '\r' {
		f.eol = "\r\n"
	}
	if f.text != "" && !strings.HasSuffix(f.text, "\n") {
		f.bare, f.text = true, f.text+f.eol
	}
	f.lines = []int{0}
	for i := range len(f.text) {
		if f.text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f, nil
}

// editable refuses text whose lines and columns the parser counts in another way than an editor
// does.
func editable(text string) error {
	line := 1
	for i, r := range text {
		switch {
		case r == '\n':
			line++
			continue
		case r == '\t' || strings.HasPrefix(text[i:], "\r\n"):
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		if what, _ := illegible(r, size, text[i]); what != "" {
			return fmt.Errorf("%s at line %d", what, line)
		}
	}
	return nil
}

// parseAll returns the documents of a text. The parser's own slips are errors.
func parseAll(text string) (docs []*yaml.Node, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("it does not parse: %v", fault)
		}
	}()
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		doc := new(yaml.Node)
		err := decoder.Decode(doc)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it does not parse: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		docs = append(docs, doc)
	}
}

// offset returns where the character at line and column starts.
func (f *editFile) offset(line, column int) (int, bool) {
	if line < 1 || line > len(f.lines) || column < 1 {
		return 0, false
	}
	pos := f.lines[line-1]
	for range column - 1 {
		if pos >= len(f.text) || f.text[pos] == '\n' {
			return 0, false
		}
		_, size := utf8.DecodeRuneInString(f.text[pos:])
		pos += size
	}
	return pos, true
}

// lineStart returns where the line of pos starts.
func (f *editFile) lineStart(pos int) int { return strings.LastIndexByte(f.text[:pos], '\n') + 1 }

// nextLine returns where the line behind that of pos starts.
func (f *editFile) nextLine(pos int) int {
	i := strings.IndexByte(f.text[pos:], '\n')
	if i < 0 {
		return len(f.text)
	}
	return pos + i + 1
}

// line returns the line that starts at pos, without its ending.
func (f *editFile) line(pos int) string {
	return strings.TrimRight(f.text[pos:f.nextLine(pos)], "\r\n")
}

// insertLines returns the splice that puts whole lines before the line that starts at pos.
func (f *editFile) insertLines(pos, rank int, lines []string) editSplice {
	return editSplice{start: pos, end: pos, rank: rank, text: strings.Join(lines, f.eol) + f.eol}
}
