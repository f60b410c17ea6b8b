package manifest

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// plainLayout is how joinery writes where nobody wrote before.
var plainLayout = entryStyle{dash: "- ", below: 2, step: 2, item: 2}

// textOf returns lines as a text.
func textOf(lines []string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }

// blockLines writes a mapping as lines, whatever its style, and a list in block style; both with
// their comments.
func blockLines(n *yaml.Node) []string {
	lines := commentLines(n.HeadComment)
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			lines = append(lines, dashed(itemBlock(item))...)
		}
	} else {
		for i := 0; i+1 < len(n.Content); i += 2 {
			lines = append(lines, pairBlock(n.Content[i], n.Content[i+1])...)
		}
	}
	return append(lines, commentLines(n.FootComment)...)
}

// pairBlock writes a field as lines, with comments above it, beside it and below it.
func pairBlock(key, value *yaml.Node) []string {
	lines := commentLines(key.HeadComment)
	head := len(lines)
	if isBlock(value) {
		lines = append(lines, scalarText(key, false, true)+":")
		lines = append(lines, indented(plainLayout.step, blockLines(value))...)
	} else {
		lines = append(lines, plainLayout.blockPair(key, value)...)
	}
	lines[head] += beside(key.LineComment, value.LineComment)
	if !isBlock(value) {
		lines = append(lines, commentLines(value.FootComment)...)
	}
	return append(lines, commentLines(key.FootComment)...)
}

// itemBlock writes an item of a list as lines, without its dash.
func itemBlock(n *yaml.Node) []string {
	if isBlock(n) {
		return blockLines(n)
	}
	lines := append(commentLines(n.HeadComment), plainLayout.inline(n, false)+beside(n.LineComment))
	return append(lines, commentLines(n.FootComment)...)
}

// dashed puts a dash before the lines of an item; comments above its first line stand above the
// dash.
func dashed(lines []string) []string {
	first := 0
	for first < len(lines) && strings.HasPrefix(lines[first], "#") {
		first++
	}
	indented(plainLayout.below, lines[first:])
	if first < len(lines) {
		lines[first] = plainLayout.dash + lines[first][plainLayout.below:]
	}
	return lines
}

// isBlock reports whether a value stands on lines of its own.
func isBlock(n *yaml.Node) bool {
	return (n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode) && !isFlow(n) && len(n.Content) > 0
}

// commentLines returns the lines of a comment that say something.
func commentLines(comment string) []string {
	var lines []string
	for line := range strings.Lines(comment) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// beside returns comments as they stand behind a value.
func beside(comments ...string) string {
	lines := commentLines(joinComments(comments...))
	if len(lines) == 0 {
		return ""
	}
	return " " + strings.Join(lines, " ")
}

// joinComments returns comments below each other.
func joinComments(comments ...string) string {
	var all []string
	for _, c := range comments {
		if c != "" {
			all = append(all, c)
		}
	}
	return strings.Join(all, "\n")
}

// uncomment takes all comments out of a document.
func uncomment(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, child := range n.Content {
		uncomment(child)
	}
}
