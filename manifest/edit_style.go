package manifest

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// entryStyle is how the items of a list, entries of a component or changes of an entry, are laid
// out: read off the first that shows it, else off the rest of the file, else as joinery itself
// writes.
type entryStyle struct {
	siblings []*yaml.Node
	inBraces bool       // items are flow mappings
	dash     string     // "- ", with the blanks that stand before an item's first key
	apart    bool       // the dash has a line of its own
	below    int        // columns from an item's dash to its keys
	step     int        // columns from a key to the keys below it
	item     int        // columns from a key to the dashes below it
	keys     yaml.Style // quotes of keys
	values   yaml.Style // quotes of texts, when every text has them
	mapPad   string     // between a brace and what it holds
	listPad  string     // between a bracket and what it holds
}

// entryStyle reads the layout of the entries in list, which may be nil, of the document root.
func (f *editFile) entryStyle(root, list *yaml.Node) entryStyle {
	return f.itemStyle(root, list, "version", "extends")
}

// noteStyle reads the layout of the changes in list, which is not empty.
func (f *editFile) noteStyle(root, list *yaml.Node) entryStyle {
	return f.itemStyle(root, list, "type", "links")
}

// itemStyle reads the layout of the items in list that have the field mark. Lists in brackets
// look like the field inner of an item.
func (f *editFile) itemStyle(root, list *yaml.Node, mark, inner string) entryStyle {
	s := entryStyle{dash: "- ", below: 2, keys: root.Content[0].Style & quotes}
	sample := root.Content[1]
	if list != nil {
		for _, n := range list.Content {
			if fieldIndex(n, mark) >= 0 {
				s.siblings = append(s.siblings, n)
			}
		}
	}
	if len(s.siblings) > 0 {
		first := s.siblings[0]
		s.keys, sample = first.Content[0].Style&quotes, s.like(mark)
		s.inBraces = isFlow(first) || isFlow(list)
		if !isFlow(list) {
			s.apart, s.below = f.apart(list, first), first.Column-list.Column
			s.dash = "-" + strings.Repeat(" ", max(s.below-1, 1))
		}
	}
	if s.keys == yaml.DoubleQuotedStyle && sample.Style&quotes == yaml.DoubleQuotedStyle {
		s.values = yaml.DoubleQuotedStyle
	}
	s.step, s.item = 2, 2
	shown := append(append(s.siblings[:len(s.siblings):len(s.siblings)], root), f.docs...)
	if step, ok := firstIndent(shown, yaml.MappingNode); ok {
		s.step = step
	}
	if item, ok := firstIndent(shown, yaml.SequenceNode); ok {
		s.item = item
	}
	for _, n := range s.siblings {
		if isFlow(n) {
			s.mapPad = f.pad(n)
			break
		}
	}
	if like := s.like(inner); like != nil && isFlow(like) {
		s.listPad = f.pad(like)
	}
	return s
}

// apart reports whether a list's first dash is all that its line holds.
func (f *editFile) apart(list, first *yaml.Node) bool {
	dash, err := f.start(list)
	return err == nil && first.Line > list.Line && strings.Trim(f.text[dash:f.nextLine(dash)], "- \r\n") == ""
}

// pad returns the blanks behind an opening bracket.
func (f *editFile) pad(n *yaml.Node) string {
	start, err := f.start(n)
	if err != nil {
		return ""
	}
	rest := f.text[start+1:]
	blanks := rest[:len(rest)-len(strings.TrimLeft(rest, " "))]
	if strings.HasPrefix(rest[len(blanks):], "\r") || strings.HasPrefix(rest[len(blanks):], "\n") {
		return ""
	}
	return blanks
}

// firstIndent returns how many columns a block of that kind stands right of the key that it is
// the value of, where the nodes first show it.
func firstIndent(nodes []*yaml.Node, kind yaml.Kind) (int, bool) {
	for _, n := range nodes {
		if isFlow(n) {
			continue
		}
		if n.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(n.Content); i += 2 {
				value := n.Content[i+1]
				if value.Kind == kind && !isFlow(value) && value.Line > n.Content[i].Line {
					return value.Column - n.Column, true
				}
			}
		}
		if indent, ok := firstIndent(n.Content, kind); ok {
			return indent, true
		}
	}
	return 0, false
}

// like returns the field of the first sibling that has it, nil when none has.
func (s entryStyle) like(key string) *yaml.Node {
	for _, n := range s.siblings {
		if value := valueOf(n, key); value != nil {
			return value
		}
	}
	return nil
}

// quoting returns the quotes of a text that is to look like n, which may be nil.
func (s entryStyle) quoting(n *yaml.Node) yaml.Style {
	if n != nil && n.Kind == yaml.ScalarNode && n.Style&quotes != 0 {
		return n.Style & quotes
	}
	return s.values
}

func (s entryStyle) key(name string) *yaml.Node { return textScalar(name, s.keys) }

// field returns the value of a field of text.
func (s entryStyle) field(key, value string) *yaml.Node {
	style := s.quoting(s.like(key))
	switch key {
	case "version", "released":
		return versionScalar(value, style)
	}
	return s.text(value, style)
}

// text returns a text; one of several lines is a literal block where its place allows one.
func (s entryStyle) text(value string, style yaml.Style) *yaml.Node {
	n := textScalar(value, style)
	if s.values == 0 && fitsLiteral(value) {
		n.Style = yaml.LiteralStyle
	}
	return n
}

func fitsLiteral(value string) bool {
	body := strings.TrimSuffix(value, "\n")
	return strings.Contains(value, "\n") && body != "" && !strings.HasSuffix(body, "\n") &&
		!strings.ContainsAny(body[:1], " \t\n") &&
		!strings.ContainsFunc(value, func(r rune) bool { return r != '\n' && r != '\t' && needsEscape(r) })
}

// extends returns the list of the versions that an entry grew from.
func (s entryStyle) extends(versions []string) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle}
	quotes := s.quoting(s.like("version"))
	if like := s.like("extends"); like != nil && like.Kind == yaml.SequenceNode && len(like.Content) > 0 {
		list.Style = like.Style & yaml.FlowStyle
		quotes = s.quoting(like.Content[0])
	}
	for _, version := range versions {
		list.Content = append(list.Content, versionScalar(version, quotes))
	}
	return list
}
