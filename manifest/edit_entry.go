package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// NewEntry is a version entry to be written. Fields that are zero are left out; of Texts only
// the values count. Order stays as given.
type NewEntry struct {
	Version      string
	Extends      []string
	Status       string
	Released     string
	Revision     string
	Description  string
	Dependencies []Pin
	Contract     []Offer
	HasContract  bool // writes the contract although it offers nothing
	Changes      []Note
}

// Pin is a dependency to be written: a name, and an exact version or a constraint.
type Pin struct{ Name, Want string }

// planEntries puts entries first into the component's versions, the last of them on top.
func (f *editFile) planEntries(component string, entries []NewEntry) (editPlan, error) {
	root, err := f.component(component)
	if err != nil {
		return editPlan{}, err
	}
	list := valueOf(root, "versions")
	if err := freshVersions(list, entries); err != nil {
		return editPlan{}, err
	}
	style := f.entryStyle(root, list)
	var nodes []*yaml.Node
	for _, n := range slices.Backward(entries) {
		nodes = append(nodes, style.entry(n))
	}
	var splices []editSplice
	switch {
	case list == nil:
		splices, err = f.newList(root, style, nodes)
		list = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	case list.Kind == yaml.SequenceNode && len(list.Content) > 0 && isFlow(list):
		splices, err = f.growFlow(list, style, nodes)
	case list.Kind == yaml.SequenceNode && len(list.Content) > 0:
		splices, err = f.growBlock(list, style, nodes)
	case list.Kind == yaml.SequenceNode || scalarClass(list) == "!!null":
		splices, err = f.fillList(root, "versions", isFlow(root), style, nodes)
	default:
		err = fmt.Errorf("found no list in versions at line %d", list.Line)
	}
	if err != nil {
		return editPlan{}, err
	}
	return editPlan{splices: splices, intend: []func(){func() {
		if i := fieldIndex(root, "versions"); i < 0 {
			root.Content = append(root.Content, textScalar("versions", 0), list)
		}
		list.Kind, list.Tag, list.Value = yaml.SequenceNode, "!!seq", ""
		list.Content = append(nodes, list.Content...)
	}}}, nil
}

// component returns the root of the one document that declares the component.
func (f *editFile) component(name string) (*yaml.Node, error) {
	var found *yaml.Node
	for _, doc := range f.docs {
		if doc.Kind != yaml.DocumentNode {
			continue
		}
		root := doc.Content[0]
		kind, named := valueOf(root, "kind"), valueOf(root, "name")
		if kind == nil || named == nil || kind.Value != "Component" || named.Value != name {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("found it at line %d and at line %d, wanted one", found.Line, root.Line)
		}
		if err := plainDocument(doc); err != nil {
			return nil, err
		}
		found = root
	}
	if found == nil {
		return nil, errors.New("found no such component in the file")
	}
	return found, nil
}

// freshVersions refuses a version that has an entry already, or none at all.
func freshVersions(list *yaml.Node, entries []NewEntry) error {
	lines := map[string]int{}
	if list != nil {
		for _, sibling := range list.Content {
			if v := valueOf(sibling, "version"); v != nil {
				lines[v.Value] = v.Line
			}
		}
	}
	for _, n := range entries {
		line, taken := lines[n.Version]
		switch {
		case n.Version == "":
			return errors.New("found an entry without a version")
		case taken && line > 0:
			return fmt.Errorf("found %s at line %d already", n.Version, line)
		case taken:
			return fmt.Errorf("found %s twice among the new entries", n.Version)
		}
		lines[n.Version] = 0
	}
	return nil
}

// newList writes the field versions behind the document's last field.
func (f *editFile) newList(root *yaml.Node, style entryStyle, nodes []*yaml.Node) ([]editSplice, error) {
	_, end, err := f.span(root.Content[len(root.Content)-1], root.Column-1)
	if err != nil {
		return nil, err
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Content: nodes}
	if isFlow(root) {
		return []editSplice{{start: end, end: end, text: ", " + style.inlinePair(style.key("versions"), list)}}, nil
	}
	lines := indented(root.Column-1, style.blockPair(style.key("versions"), list))
	return []editSplice{f.insertLines(f.nextLine(end), 0, lines)}, nil
}

// fillList writes the first items into a list of the mapping m that holds none: [] or nothing.
func (f *editFile) fillList(m *yaml.Node, key string, flow bool, style entryStyle, nodes []*yaml.Node) ([]editSplice, error) {
	i := fieldIndex(m, key)
	start, err := f.colon(m.Content[i])
	if err != nil {
		return nil, err
	}
	_, end, err := f.span(m.Content[i+1], m.Column-1)
	if err != nil {
		return nil, err
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Content: nodes}
	if end < start || strings.Contains(f.text[start:end], "\n") {
		return nil, fmt.Errorf("found empty %s over several lines, wanted them on one", key)
	}
	if flow {
		return []editSplice{{start: start, end: end, text: " " + style.inline(list, true)}}, nil
	}
	lines := indented(m.Column-1, style.blockPair(style.key(key), list))
	return []editSplice{{start: start, end: end}, f.insertLines(f.nextLine(end), fieldRank(key), lines[1:])}, nil
}

// growFlow writes entries before the first one of a list in brackets: on lines of their own
// when that one has its own.
func (f *editFile) growFlow(list *yaml.Node, style entryStyle, nodes []*yaml.Node) ([]editSplice, error) {
	first, err := f.start(list.Content[0])
	if err != nil {
		return nil, err
	}
	line := f.lineStart(first)
	indent := f.text[line:first]
	ownLine := strings.Trim(indent, " \t") == ""
	var b strings.Builder
	for _, n := range nodes {
		if ownLine {
			b.WriteString(indent + style.inline(n, true) + "," + f.eol)
		} else {
			b.WriteString(style.inline(n, true) + ", ")
		}
	}
	at := first
	if ownLine {
		at = f.aboveComments(line)
	}
	return []editSplice{{start: at, end: at, text: b.String()}}, nil
}

// growBlock writes entries before the first dash of a list, and before the comments that stand
// right above it.
func (f *editFile) growBlock(list *yaml.Node, style entryStyle, nodes []*yaml.Node) ([]editSplice, error) {
	dash, err := f.start(list)
	if err != nil {
		return nil, err
	}
	line := f.lineStart(dash)
	if strings.Trim(f.text[line:dash], " ") != "" {
		return nil, errors.New("found an entry that does not start its line")
	}
	apart, err := f.blankBetween(list)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, n := range nodes {
		lines = append(lines, indented(list.Column-1, style.itemLines(n))...)
		if apart {
			lines = append(lines, "")
		}
	}
	return []editSplice{f.insertLines(f.aboveComments(line), 0, lines)}, nil
}

// aboveComments goes up from the line that starts at pos over comment lines: a comment with no
// blank line below it belongs to what it stands on.
func (f *editFile) aboveComments(pos int) int {
	for pos > 0 {
		above := f.lineStart(pos - 1)
		if !strings.HasPrefix(strings.TrimLeft(f.line(above), " \t"), "#") {
			break
		}
		pos = above
	}
	return pos
}

// blankBetween reports whether a blank line parts the first two items of a list.
func (f *editFile) blankBetween(list *yaml.Node) (bool, error) {
	if len(list.Content) < 2 {
		return false, nil
	}
	_, end, err := f.span(list.Content[0], list.Column-1)
	if err != nil {
		return false, err
	}
	second, err := f.start(list.Content[1])
	if err != nil {
		return false, err
	}
	for pos := f.nextLine(end); pos < f.lineStart(second); pos = f.nextLine(pos) {
		if strings.TrimSpace(f.line(pos)) == "" {
			return true, nil
		}
	}
	return false, nil
}
