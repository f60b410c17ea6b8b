package manifest

import (
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// The parser says where a node starts. Where it ends is found here, from the text: at the last
// byte that says something, before blanks and comments.

// start returns where n's first byte is, once the text there looks like n.
func (f *editFile) start(n *yaml.Node) (int, error) {
	pos, ok := f.offset(n.Line, n.Column)
	if !ok {
		return 0, lost(n)
	}
	opens := ""
	switch {
	case n.Kind == yaml.ScalarNode && n.Style&yaml.DoubleQuotedStyle != 0:
		opens = `"`
	case n.Kind == yaml.ScalarNode && n.Style&yaml.SingleQuotedStyle != 0:
		opens = "'"
	case n.Kind == yaml.ScalarNode && n.Style&yaml.LiteralStyle != 0:
		opens = "|"
	case n.Kind == yaml.ScalarNode && n.Style&yaml.FoldedStyle != 0:
		opens = ">"
	case n.Kind == yaml.SequenceNode && isFlow(n):
		opens = "["
	case n.Kind == yaml.SequenceNode:
		opens = "-"
	}
	if !strings.HasPrefix(f.text[pos:], opens) {
		return 0, lost(n)
	}
	return pos, nil
}

func lost(n *yaml.Node) error {
	return fmt.Errorf("the text at line %d column %d is not what the parser says", n.Line, n.Column)
}

// span returns where n starts and ends. The indent is that of the block that n stands in, in
// columns from 0; only block scalars look at it.
func (f *editFile) span(n *yaml.Node, indent int) (start, end int, err error) {
	if start, err = f.start(n); err != nil {
		return 0, 0, err
	}
	switch {
	case n.Kind == yaml.ScalarNode:
		end, err = f.scalarEnd(n, start, indent)
	case n.Kind != yaml.MappingNode && n.Kind != yaml.SequenceNode:
		err = lost(n)
	case isFlow(n):
		end, err = f.flowEnd(n, start)
	case len(n.Content) == 0:
		err = lost(n)
	default:
		_, end, err = f.span(n.Content[len(n.Content)-1], n.Column-1)
	}
	return start, end, err
}

func (f *editFile) scalarEnd(n *yaml.Node, start, indent int) (int, error) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for pos := start + 1; pos < len(f.text); pos++ {
			switch f.text[pos] {
			case '\\':
				pos++
			case '"':
				return pos + 1, nil
			}
		}
		return 0, lost(n)
	case n.Style&yaml.SingleQuotedStyle != 0:
		for pos := start + 1; pos < len(f.text); pos++ {
			if f.text[pos] != '\'' {
				continue
			}
			if !strings.HasPrefix(f.text[pos:], "''") {
				return pos + 1, nil
			}
			pos++
		}
		return 0, lost(n)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return f.blockScalarEnd(start, indent), nil
	}
	return f.plainEnd(n, start)
}

// plainEnd follows the value through the text; only where its words are parted may differ.
func (f *editFile) plainEnd(n *yaml.Node, start int) (int, error) {
	pos := start
	for _, word := range strings.FieldsFunc(n.Value, isBlank) {
		pos += len(f.text[pos:]) - len(strings.TrimLeftFunc(f.text[pos:], isBlank))
		if !strings.HasPrefix(f.text[pos:], word) {
			return 0, lost(n)
		}
		pos += len(word)
	}
	return pos, nil
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// blockScalarEnd returns the end of the last line that belongs to the scalar whose | or >
// stands at start.
func (f *editFile) blockScalarEnd(start, indent int) int {
	header := f.line(f.lineStart(start))[start-f.lineStart(start):]
	indicators := strings.Fields(header)[0]
	keep, width := strings.Contains(indicators, "+"), 0
	if i := strings.IndexAny(indicators, "123456789"); i >= 0 {
		width = max(indent, 0) + int(indicators[i]-'0')
	}
	end := start + len(header)
	for pos := f.nextLine(start); pos < len(f.text); pos = f.nextLine(pos) {
		line := f.line(pos)
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		if spaces == len(line) && (width == 0 || spaces <= width) {
			if keep {
				end = pos + len(line)
			}
			continue
		}
		if width == 0 {
			width = max(spaces, indent+1)
		}
		if spaces < width {
			break
		}
		end = pos + len(line)
	}
	return end
}

// flowEnd returns the end of a list or mapping between brackets.
func (f *editFile) flowEnd(n *yaml.Node, start int) (int, error) {
	pos, bracket := start+1, byte(']')
	if n.Kind == yaml.MappingNode {
		bracket = '}'
	}
	if len(n.Content) > 0 {
		var err error
		if _, pos, err = f.span(n.Content[len(n.Content)-1], 0); err != nil {
			return 0, err
		}
	}
	if n.Kind == yaml.MappingNode && f.text[start] != '{' {
		return pos, nil // a pair in a list: [a: b]
	}
	for ; pos < len(f.text); pos++ {
		switch c := f.text[pos]; {
		case c == bracket:
			return pos + 1, nil
		case c == '#':
			pos = f.nextLine(pos) - 1
		case !strings.ContainsRune(" \t\r\n,:?", rune(c)):
			return 0, lost(n)
		}
	}
	return 0, lost(n)
}

// colon returns the place behind the colon that follows a key on its line.
func (f *editFile) colon(key *yaml.Node) (int, error) {
	_, end, err := f.span(key, 0)
	if err != nil {
		return 0, err
	}
	rest := strings.TrimLeft(f.text[end:], " \t")
	if !strings.HasPrefix(rest, ":") {
		return 0, errors.New("found a key without a colon behind it on its line")
	}
	return len(f.text) - len(rest) + 1, nil
}
