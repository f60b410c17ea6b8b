package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// fieldRank returns where a field stands among those of an entry by custom; an unknown one
// comes last.
func fieldRank(key string) int {
	for i, known := range entryMapping.fields {
		if known.name == key {
			return i
		}
	}
	return len(entryMapping.fields)
}

// entryNode is a version entry, with the list and the document's root that it stands in.
type entryNode struct{ root, list, node *yaml.Node }

// entry returns the entry whose version the spot is.
func (s editSpot) entry() (entryNode, error) {
	if len(s) == 5 {
		e := entryNode{root: s[1], list: s[2], node: s[3]}
		if valueOf(e.root, "versions") == e.list && e.list.Kind == yaml.SequenceNode && valueOf(e.node, "version") == s.scalar() {
			return e, nil
		}
	}
	return entryNode{}, fmt.Errorf("found %q elsewhere, wanted the version of an entry", s.scalar().Value)
}

func (e entryNode) flow() bool { return isFlow(e.root) || isFlow(e.list) || isFlow(e.node) }

// fieldIndex returns where the key stands in a mapping's content, -1 when it does not.
func fieldIndex(n *yaml.Node, key string) int {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key && n.Content[i].Kind == yaml.ScalarNode {
				return i
			}
		}
	}
	return -1
}

// planField replaces or adds a field of the entry at the spot.
func (f *editFile) planField(s editSpot, key, value string) (editPlan, error) {
	e, err := s.entry()
	if err != nil {
		return editPlan{}, err
	}
	if old := valueOf(e.node, key); old != nil {
		splice, err := f.replaceScalar(old, value, e.flow(), false)
		if err != nil {
			return editPlan{}, fmt.Errorf("its %s at line %d: %w", key, old.Line, err)
		}
		return editPlan{splices: []editSplice{splice}, intend: []func(){func() { become(old, value) }}}, nil
	}
	style := f.entryStyle(e.root, e.list)
	return f.planNewField(e, style, key, style.field(key, value))
}

// planNewField adds a field behind the last of those that stand before it by custom.
func (f *editFile) planNewField(e entryNode, style entryStyle, key string, value *yaml.Node) (editPlan, error) {
	before, best := 0, -1
	for i := 0; i+1 < len(e.node.Content); i += 2 {
		if rank := fieldRank(e.node.Content[i].Value); rank <= fieldRank(key) && rank >= best {
			before, best = i, rank
		}
	}
	_, end, err := f.span(e.node.Content[before+1], e.node.Column-1)
	if err != nil {
		return editPlan{}, err
	}
	splice := editSplice{start: end, end: end, rank: fieldRank(key), text: ", " + style.inlinePair(style.key(key), value)}
	if !e.flow() {
		lines := indented(e.node.Column-1, style.blockPair(style.key(key), value))
		splice = f.insertLines(f.nextLine(end), fieldRank(key), lines)
	}
	return editPlan{splices: []editSplice{splice}, intend: []func(){func() {
		if fieldIndex(e.node, key) < 0 {
			e.node.Content = append(e.node.Content, style.key(key), value)
		}
	}}}, nil
}

// planRemove removes a field of the entry at the spot.
func (f *editFile) planRemove(s editSpot, key string) (editPlan, error) {
	e, err := s.entry()
	if err != nil {
		return editPlan{}, err
	}
	i := fieldIndex(e.node, key)
	switch {
	case key == "version":
		return editPlan{}, errors.New("an entry cannot do without its version")
	case i < 0:
		return editPlan{}, nil
	}
	splice, err := f.cutPair(e.node, i, e.flow())
	if err != nil {
		return editPlan{}, fmt.Errorf("its %s at line %d: %w", key, e.node.Content[i].Line, err)
	}
	return editPlan{splices: []editSplice{splice}, intend: []func(){func() {
		if at := fieldIndex(e.node, key); at >= 0 {
			e.node.Content = slices.Delete(e.node.Content, at, at+2)
		}
	}}}, nil
}

// cutPair returns the splice that takes out the pair at index i of a mapping: whole lines, or
// between brackets the pair and one comma.
func (f *editFile) cutPair(m *yaml.Node, i int, flow bool) (editSplice, error) {
	if _, err := f.colon(m.Content[i]); err != nil {
		return editSplice{}, err
	}
	start, err := f.start(m.Content[i])
	if err != nil {
		return editSplice{}, err
	}
	_, end, err := f.span(m.Content[i+1], m.Column-1)
	if err != nil {
		return editSplice{}, err
	}
	line := f.lineStart(start)
	if !flow && strings.Trim(f.text[line:start], " ") == "" {
		return editSplice{start: line, end: f.nextLine(end)}, nil
	}
	if flow && i > 0 {
		_, before, err := f.span(m.Content[i-1], 0)
		if err != nil {
			return editSplice{}, err
		}
		return editSplice{start: before, end: end}, f.onlyBetween(before, start)
	}
	// the first pair, behind a dash or a brace: what follows moves up to it
	if i+2 >= len(m.Content) {
		return editSplice{}, errors.New("it stands alone")
	}
	next, err := f.start(m.Content[i+2])
	if err != nil {
		return editSplice{}, err
	}
	if !flow {
		end = f.nextLine(end)
	}
	return editSplice{start: start, end: next}, f.onlyBetween(end, next)
}

// onlyBetween refuses anything but blanks and a comma between two places.
func (f *editFile) onlyBetween(start, end int) error {
	if start > end || strings.Trim(f.text[start:end], " \t\r\n,") != "" {
		return errors.New("a comment stands in the way")
	}
	return nil
}
