package manifest

import (
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// planNotes puts notes last into the changes of the entry at the spot.
func (f *editFile) planNotes(s editSpot, notes []Note) (editPlan, error) {
	e, err := s.entry()
	if err != nil {
		return editPlan{}, err
	}
	list := valueOf(e.node, "changes")
	if list == nil {
		style := f.entryStyle(e.root, e.list)
		return f.planNewField(e, style, "changes", style.notes(notes))
	}
	var added []*yaml.Node
	var splices []editSplice
	switch {
	case list.Kind == yaml.SequenceNode && len(list.Content) > 0:
		style := f.noteStyle(e.root, list)
		added = style.notes(notes).Content
		if isFlow(list) {
			splices, err = f.extendFlow(list, style, added)
		} else {
			splices, err = f.extendBlock(list, style, added)
		}
	case list.Kind == yaml.SequenceNode || scalarClass(list) == "!!null":
		style := f.entryStyle(e.root, e.list)
		added = style.notes(notes).Content
		splices, err = f.fillList(e.node, "changes", e.flow(), style, added)
	default:
		err = errors.New("found no list, wanted one")
	}
	if err != nil {
		return editPlan{}, fmt.Errorf("its changes at line %d: %w", list.Line, err)
	}
	return editPlan{splices: splices, intend: []func(){func() {
		list.Kind, list.Tag, list.Value = yaml.SequenceNode, "!!seq", ""
		list.Content = append(list.Content, added...)
	}}}, nil
}

// extendFlow writes notes behind the last one of a list in brackets: on lines of their own when
// that one has its own.
func (f *editFile) extendFlow(list *yaml.Node, style entryStyle, added []*yaml.Node) ([]editSplice, error) {
	start, end, err := f.span(list.Content[len(list.Content)-1], 0)
	if err != nil {
		return nil, err
	}
	between := ", "
	if indent := f.text[f.lineStart(start):start]; strings.Trim(indent, " \t") == "" {
		between = "," + f.eol + indent
	}
	var b strings.Builder
	for _, n := range added {
		b.WriteString(between + style.inline(n, true))
	}
	return []editSplice{{start: end, end: end, text: b.String()}}, nil
}

// extendBlock writes notes below the last one of a list.
func (f *editFile) extendBlock(list *yaml.Node, style entryStyle, added []*yaml.Node) ([]editSplice, error) {
	_, end, err := f.span(list.Content[len(list.Content)-1], list.Column-1)
	if err != nil {
		return nil, err
	}
	apart, err := f.blankBetween(list)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, n := range added {
		if apart {
			lines = append(lines, "")
		}
		if style.inBraces && !holdsBlocks(n) {
			n.Style = yaml.FlowStyle
		}
		lines = append(lines, indented(list.Column-1, style.itemLines(n))...)
	}
	return []editSplice{f.insertLines(f.nextLine(end), fieldRank("changes"), lines)}, nil
}

// holdsBlocks reports whether a text of several lines stands in n.
func holdsBlocks(n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode {
		return n.Style == yaml.LiteralStyle
	}
	for _, child := range n.Content {
		if holdsBlocks(child) {
			return true
		}
	}
	return false
}
