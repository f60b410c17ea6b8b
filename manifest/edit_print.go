package manifest

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// blockPair writes a field of a block mapping as lines, the key in the first column.
func (s entryStyle) blockPair(key, value *yaml.Node) []string {
	head := scalarText(key, false, true) + ":"
	switch {
	case value.Kind == yaml.ScalarNode && value.Style == yaml.LiteralStyle:
		mark := " |-"
		if strings.HasSuffix(value.Value, "\n") {
			mark = " |"
		}
		lines := strings.Split(strings.TrimSuffix(value.Value, "\n"), "\n")
		return append([]string{head + mark}, indented(s.step, lines)...)
	case value.Kind == yaml.ScalarNode || isFlow(value) || len(value.Content) == 0:
		return []string{head + " " + s.inline(value, false)}
	case value.Kind == yaml.MappingNode:
		return append([]string{head}, indented(s.step, s.block(value))...)
	}
	lines := []string{head}
	for _, item := range value.Content {
		lines = append(lines, indented(s.item, s.itemLines(item))...)
	}
	return lines
}

// block writes the fields of a mapping as lines.
func (s entryStyle) block(mapping *yaml.Node) []string {
	var lines []string
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		lines = append(lines, s.blockPair(mapping.Content[i], mapping.Content[i+1])...)
	}
	return lines
}

// itemLines writes an item of a block list, the dash in the first column.
func (s entryStyle) itemLines(n *yaml.Node) []string {
	switch {
	case n.Kind == yaml.ScalarNode:
		return []string{"- " + scalarText(n, false, false)}
	case isFlow(n):
		return []string{s.dash + s.inline(n, true)}
	case s.apart:
		return append([]string{"-"}, indented(s.below, s.block(n))...)
	}
	lines := indented(s.below, s.block(n))
	lines[0] = s.dash + lines[0][s.below:]
	return lines
}

// inline writes a value on one line.
func (s entryStyle) inline(n *yaml.Node, flow bool) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, s.inlinePair(n.Content[i], n.Content[i+1]))
		}
		return bracketed("{", s.mapPad, parts, "}")
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, s.inline(item, true))
		}
		return bracketed("[", s.listPad, parts, "]")
	}
	return scalarText(n, flow, false)
}

// inlinePair writes a field of a flow mapping.
func (s entryStyle) inlinePair(key, value *yaml.Node) string {
	return scalarText(key, true, true) + ": " + s.inline(value, true)
}

func bracketed(open, pad string, parts []string, end string) string {
	if len(parts) == 0 {
		return open + end
	}
	return open + pad + strings.Join(parts, ", ") + pad + end
}

// indented puts columns of blanks before each line that is not empty.
func indented(columns int, lines []string) []string {
	for i, line := range lines {
		if line != "" {
			lines[i] = strings.Repeat(" ", columns) + line
		}
	}
	return lines
}
