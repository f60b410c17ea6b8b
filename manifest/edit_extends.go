package manifest

import (
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// planExtends makes the entry at the spot grow from other versions.
func (f *editFile) planExtends(s editSpot, extends []string) (editPlan, error) {
	e, err := s.entry()
	if err != nil {
		return editPlan{}, err
	}
	list := valueOf(e.node, "extends")
	switch {
	case len(extends) == 0:
		return f.planRemove(s, "extends")
	case list == nil:
		style := f.entryStyle(e.root, e.list)
		return f.planNewField(e, style, "extends", style.extends(extends))
	case list.Kind != yaml.SequenceNode:
		return editPlan{}, fmt.Errorf("its extends at line %d: found no list, wanted one", list.Line)
	}
	splices, err := f.listSplices(list, extends, e.flow() || isFlow(list))
	if err != nil {
		return editPlan{}, fmt.Errorf("its extends at line %d: %w", list.Line, err)
	}
	return editPlan{splices: splices, intend: []func(){func() {
		list.Content = nil
		for _, version := range extends {
			list.Content = append(list.Content, versionScalar(version, 0))
		}
	}}}, nil
}

// listSplices makes a list of texts hold the wanted ones, of which there is at least one. Items
// at both ends that stay are left alone; of those between, each is replaced while there are
// both old and new ones, then the rest is taken out or put in.
func (f *editFile) listSplices(list *yaml.Node, wanted []string, flow bool) ([]editSplice, error) {
	old := list.Content
	if len(old) == 0 {
		start, end, err := f.span(list, 0)
		if err != nil || strings.Trim(f.text[start+1:end-1], " \t\r\n") != "" {
			return nil, errors.New("a comment stands in the way")
		}
		return []editSplice{{start: start + 1, end: end - 1, text: strings.Join(scalarTexts(wanted, 0, true), ", ")}}, nil
	}
	head, tail := 0, 0
	for head < min(len(old), len(wanted)) && old[head].Value == wanted[head] {
		head++
	}
	for tail < min(len(old), len(wanted))-head && old[len(old)-1-tail].Value == wanted[len(wanted)-1-tail] {
		tail++
	}
	var splices []editSplice
	oldEnd, newEnd := len(old)-tail, len(wanted)-tail
	for ; head < min(oldEnd, newEnd); head++ {
		splice, err := f.replaceScalar(old[head], wanted[head], flow, false)
		if err != nil {
			return nil, err
		}
		splices = append(splices, splice)
	}
	if head < newEnd {
		texts := scalarTexts(wanted[head:newEnd], old[0].Style&quotes, flow)
		splice, err := f.putItems(list, head, texts, flow)
		return append(splices, splice), err
	}
	for i := head; i < oldEnd; i++ {
		splice, err := f.cutItem(list, i, head == 0, flow)
		if err != nil {
			return nil, err
		}
		splices = append(splices, splice)
	}
	return splices, nil
}

func scalarTexts(values []string, style yaml.Style, flow bool) []string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = scalarText(versionScalar(value, style), flow, false)
	}
	return texts
}

// putItems puts texts before the item at index, which may be the list's length.
func (f *editFile) putItems(list *yaml.Node, index int, texts []string, flow bool) (editSplice, error) {
	neighbour := list.Content[max(index-1, 0)]
	start, end, err := f.span(neighbour, list.Column-1)
	if err != nil {
		return editSplice{}, err
	}
	joined := strings.Join(texts, ", ")
	switch {
	case flow && index == 0:
		return editSplice{start: start, end: start, text: joined + ", "}, nil
	case flow:
		return editSplice{start: end, end: end, text: ", " + joined}, nil
	}
	line, prefix, err := f.dashLine(start)
	if err != nil {
		return editSplice{}, err
	}
	if index > 0 {
		line = f.nextLine(end)
	}
	for i := range texts {
		texts[i] = prefix + texts[i]
	}
	return f.insertLines(line, 0, texts), nil
}

// cutItem takes out the item at index i: its lines, or in brackets the item and one comma, the
// one behind it when the list's head goes.
func (f *editFile) cutItem(list *yaml.Node, i int, head, flow bool) (editSplice, error) {
	start, end, err := f.span(list.Content[i], list.Column-1)
	if err != nil {
		return editSplice{}, err
	}
	switch {
	case flow && head:
		next, err := f.start(list.Content[i+1])
		if err != nil {
			return editSplice{}, err
		}
		return editSplice{start: start, end: next}, f.onlyBetween(end, next)
	case flow:
		_, before, err := f.span(list.Content[i-1], list.Column-1)
		if err != nil {
			return editSplice{}, err
		}
		return editSplice{start: before, end: end}, f.onlyBetween(before, start)
	}
	line, _, err := f.dashLine(start)
	return editSplice{start: line, end: f.nextLine(end)}, err
}

// dashLine returns the start of the line of an item that stands behind its dash, and the
// indent, dash and blanks before it.
func (f *editFile) dashLine(item int) (line int, prefix string, err error) {
	line = f.lineStart(item)
	prefix = f.text[line:item]
	if strings.TrimLeft(strings.TrimRight(prefix, " "), " ") != "-" {
		return 0, "", errors.New("found an item that does not stand alone behind its dash")
	}
	return line, prefix, nil
}
