package manifest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"
)

// The limits of foreign YAML: bytes of the text, and values once every alias is written out.
const (
	maxPlain       = 16 << 20
	maxPlainValues = 2_000_000
	maxPlainDepth  = 1000
)

// Plain reads one YAML document of whatever kind, for those who read what others write. A map
// becomes a map[string]any, a list a []any, a scalar the text as it is written (1.10 is "1.10",
// true is "true"), null and an empty document nil. Aliases and merge keys are followed; the value
// behind an alias is shared, so nothing of the result may be changed.
//
// The error is a *[PlainError]: the text does not parse, a key stands twice or is no text, an
// alias leads into itself, a second document follows, or the document is larger than 16 MiB, deeper
// than a thousand levels or, with its aliases written out, more than two million values. When ctx
// ends first, it is ctx's own.
func Plain(ctx context.Context, text []byte) (any, error) {
	if len(text) > maxPlain {
		return nil, &PlainError{Why: fmt.Sprintf("the document has %d MiB, at most %d are read", len(text)>>20, maxPlain>>20)}
	}
	root, err := parsePlain(ctx, trimMark(text))
	if ctx.Err() != nil { // which the parser takes for an error of the text
		return nil, ctx.Err()
	}
	if root == nil || err != nil {
		return nil, err
	}
	p := plainReader{ctx: ctx, known: map[*yaml.Node]plainValue{}}
	v, err := p.value(root, 0)
	return v.is, err
}

// PlainError says what is wrong with a foreign document, and where.
type PlainError struct {
	Line, Column int // from 1, 0 when it is the whole document
	Why          string
}

// Error returns the place and what is wrong there.
func (e *PlainError) Error() string {
	if e.Line == 0 {
		return e.Why
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Why)
}

// parsePlain returns the root of the only document, nil when there is none.
func parsePlain(ctx context.Context, text []byte) (root *yaml.Node, err error) {
	parser := yaml.NewDecoder(UntilDone(ctx, bytes.NewReader(text)))
	defer func() {
		if fault := recover(); fault != nil { // the parser's own slips
			root, err = nil, plainSyntax(parser, fmt.Errorf("%v", fault), text)
		}
	}()
	var document, rest yaml.Node
	if err := parser.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, plainSyntax(parser, err, text)
	}
	switch err := parser.Decode(&rest); {
	case err == nil:
		return nil, &PlainError{Line: max(rest.Line, 1), Column: max(rest.Column, 1), Why: "found a second document, wanted one"}
	case !errors.Is(err, io.EOF):
		return nil, plainSyntax(parser, err, text)
	}
	return document.Content[0], nil
}

func plainSyntax(parser *yaml.Decoder, err error, text []byte) error {
	t := troubleOf(parser, err)
	if end := (chunk{text: text}).end(); t.at.line > end.line {
		t.at = end
	}
	return &PlainError{Line: max(t.at.line, 1), Column: max(t.at.column, 1), Why: t.problem}
}

// plainValue is what a node says, and how many values that is.
type plainValue struct {
	is   any
	size int
}

// plainReader turns nodes into values, each anchored one once.
type plainReader struct {
	ctx     context.Context
	known   map[*yaml.Node]plainValue
	within  []*yaml.Node // the anchored nodes that are being read
	written int
}

func (p *plainReader) value(n *yaml.Node, depth int) (plainValue, error) {
	if err := p.ctx.Err(); err != nil {
		return plainValue{}, err
	}
	if depth > maxPlainDepth {
		return plainValue{}, plainFault(n, "found lists or maps nested deeper than %d", maxPlainDepth)
	}
	if n.Kind == yaml.AliasNode {
		for _, open := range p.within {
			if open == n.Alias {
				return plainValue{}, plainFault(n, "the alias *%s leads into itself", n.Value)
			}
		}
		return p.count(n, p.known[n.Alias])
	}
	if n.Anchor != "" {
		p.within = append(p.within, n)
		defer func() { p.within = p.within[:len(p.within)-1] }()
	}
	v, err := p.content(n, depth)
	if err == nil && n.Anchor != "" {
		p.known[n] = v
	}
	return v, err
}

// count adds what an alias stands for to what the document says.
func (p *plainReader) count(n *yaml.Node, v plainValue) (plainValue, error) {
	if p.written += v.size; p.written > maxPlainValues {
		return plainValue{}, plainFault(n, "with its aliases written out the document has more than %d values", maxPlainValues)
	}
	return v, nil
}

func (p *plainReader) content(n *yaml.Node, depth int) (plainValue, error) {
	switch n.Kind {
	case yaml.MappingNode:
		return p.mapping(n, depth)
	case yaml.SequenceNode:
		list, size := make([]any, 0, len(n.Content)), 1
		for _, item := range n.Content {
			v, err := p.value(item, depth+1)
			if err != nil {
				return plainValue{}, err
			}
			list, size = append(list, v.is), size+v.size
		}
		return p.one(n, plainValue{list, size})
	}
	if isNull(n) {
		return p.one(n, plainValue{nil, 1})
	}
	return p.one(n, plainValue{n.Value, 1})
}

// one counts a value that stands in the document itself.
func (p *plainReader) one(n *yaml.Node, v plainValue) (plainValue, error) {
	_, err := p.count(n, plainValue{size: 1})
	return v, err
}

func (p *plainReader) mapping(n *yaml.Node, depth int) (plainValue, error) {
	out, size := make(map[string]any, len(n.Content)/2), 1
	var merged []map[string]any
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, content := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			return plainValue{}, plainFault(n.Content[i], "found %s as a key, wanted text", kindOf(key))
		}
		v, err := p.value(content, depth+1)
		if err != nil {
			return plainValue{}, err
		}
		size += v.size
		if key.Tag == "!!merge" {
			more, err := mergedMaps(content, v.is)
			if err != nil {
				return plainValue{}, err
			}
			merged = append(merged, more...)
			continue
		}
		if _, twice := out[key.Value]; twice {
			return plainValue{}, plainFault(n.Content[i], "the key %s stands twice", quoted(key.Value))
		}
		out[key.Value] = v.is
	}
	for _, more := range merged { // what stands in the map itself wins, then what is merged first
		for key, v := range more {
			if _, own := out[key]; !own {
				out[key] = v
			}
		}
	}
	return p.one(n, plainValue{out, size})
}

// mergedMaps returns the maps behind a merge key: one, or a list of them.
func mergedMaps(n *yaml.Node, value any) ([]map[string]any, error) {
	all, ok := value.([]any)
	if !ok {
		all = []any{value}
	}
	var maps []map[string]any
	for _, one := range all {
		m, ok := one.(map[string]any)
		if !ok {
			return nil, plainFault(n, "found something else than a map behind the merge key <<")
		}
		maps = append(maps, m)
	}
	return maps, nil
}

func plainFault(n *yaml.Node, format string, args ...any) error {
	return &PlainError{Line: max(n.Line, 1), Column: max(n.Column, 1), Why: strings.TrimSpace(fmt.Sprintf(format, args...))}
}
