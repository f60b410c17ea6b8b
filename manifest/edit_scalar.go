package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// quotes are the two quoted styles of a scalar.
const quotes = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle

// planSet replaces the scalar at the spot.
func (f *editFile) planSet(s editSpot, value string) (editPlan, error) {
	n := s.scalar()
	splice, err := f.replaceScalar(n, value, s.flow(), s.isKey())
	if err != nil {
		return editPlan{}, err
	}
	return editPlan{splices: []editSplice{splice}, intend: []func(){func() { become(n, value) }}}, nil
}

// become makes n say value.
func become(n *yaml.Node, value string) { n.Value, n.Tag, n.Style = value, "!!str", 0 }

// replaceScalar returns the splice that makes a one-line scalar say value in its own quotes.
func (f *editFile) replaceScalar(n *yaml.Node, value string, flow, key bool) (editSplice, error) {
	if n.Kind != yaml.ScalarNode {
		return editSplice{}, errors.New("found a list or a mapping, wanted text on one line")
	}
	start, end, err := f.span(n, 0)
	if err != nil {
		return editSplice{}, err
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || strings.Contains(f.text[start:end], "\n") {
		return editSplice{}, errors.New("found text over several lines, wanted text on one line")
	}
	if start == end || scalarClass(n) == "!!null" {
		return editSplice{}, errors.New("found no value, wanted text")
	}
	text := f.text[start:end]
	if n.Value != value {
		text = scalarText(versionScalar(value, n.Style&quotes), flow, key)
	}
	return editSplice{start: start, end: end, text: text}, nil
}

// textScalar returns a node that says value. Plain text that another reader could take for a
// number, a day or a truth value gets quotes.
func textScalar(value string, style yaml.Style) *yaml.Node {
	n := versionScalar(value, style)
	if n.Style == 0 && (&yaml.Node{Kind: yaml.ScalarNode, Value: value}).ShortTag() != "!!str" {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// versionScalar is textScalar for versions and days, which are text as written: 1.10 needs no
// quotes.
func versionScalar(value string, style yaml.Style) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: value}
	if style == 0 && (scalarClass(n) != "!!str" || slices.Contains(oldTruths, strings.ToLower(value))) {
		style = yaml.DoubleQuotedStyle
	}
	n.Tag, n.Style = "!!str", style
	return n
}

// oldTruths are what YAML 1.1 takes for a truth value.
var oldTruths = []string{"y", "n", "yes", "no", "on", "off"}

// scalarText writes n in its style on one line; where the style cannot hold the value, in
// double quotes.
func scalarText(n *yaml.Node, flow, key bool) string {
	switch {
	case n.Tag != "!!str":
		return n.Value
	case n.Style == yaml.SingleQuotedStyle && !strings.ContainsFunc(n.Value, needsEscape):
		return "'" + strings.ReplaceAll(n.Value, "'", "''") + "'"
	case n.Style == 0 && readsPlain(n.Value, flow, key):
		return n.Value
	}
	return doubleQuoted(n.Value)
}

// readsPlain reports whether value, written without quotes, reads back as itself. It asks the
// parser, so that the grammar stands in one place.
func readsPlain(value string, flow, key bool) bool {
	if value == "" || strings.ContainsFunc(value, needsEscape) {
		return false
	}
	if isWords(value) {
		return scalarClass(&yaml.Node{Kind: yaml.ScalarNode, Value: value}) == "!!str"
	}
	pair, at := "key: "+value, 1
	if key {
		pair, at = value+": value", 0
	}
	if flow {
		pair = "{" + pair + ", last: 1}"
	} else {
		pair += " # comment\nlast: 1\n"
	}
	docs, err := parseAll(pair)
	if err != nil || len(docs) != 1 {
		return false
	}
	root := docs[0].Content[0]
	if root.Kind != yaml.MappingNode || len(root.Content) != 4 || root.Content[2].Value != "last" {
		return false
	}
	n := root.Content[at]
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Anchor == "" && n.Value == value &&
		scalarClass(n) == "!!str" && root.Content[1-at].Style == 0
}

// isWords reports whether value is made of letters, digits and signs that mean nothing to YAML
// wherever they stand, with single blanks between them. It spares the parser what is common.
func isWords(value string) bool {
	blank := true // before the character looked at
	for i := range len(value) {
		c := value[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case !blank && (c == ' ' || c == '.' || c == '/' || c == '_' || c == '-'):
		default:
			return false
		}
		blank = c == ' '
	}
	return !blank
}

// needsEscape reports whether r can stand in double quotes only, and only escaped.
func needsEscape(r rune) bool {
	what, _ := illegible(r, utf8.RuneLen(r), byte(r))
	return what != ""
}

func doubleQuoted(value string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case needsEscape(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
