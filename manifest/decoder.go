package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// decoder turns the nodes of one file's documents into what they mean, and keeps every problem
// that it meets. A worker has one decoder for all its files, since the words that it has met
// stay with it.
type decoder struct {
	words    map[string]string
	versions map[versionKey]version.Version

	file     *source
	skipped  int    // lines of the file before the document
	path     []step // where in the document we are
	name     string // the component or product that the document declares
	isPart   bool   // it is a component
	onKey    bool   // the key itself is being read
	tolerant bool   // fields that are not known go to unknown instead of problems
	unknown  []Text
	problems diag.List
}

type versionKey struct {
	scheme version.Scheme
	text   string
}

// step is one hop of a field path: a key, or an item of a list.
type step struct {
	key   string
	item  *yaml.Node // nil for a key
	index int
}

func newDecoder() *decoder {
	return &decoder{words: map[string]string{}, versions: map[versionKey]version.Version{}}
}

// open makes d ready for another file.
func (d *decoder) open(file *source) {
	d.file, d.problems = file, nil
	d.begin(0)
}

// begin makes d ready for another document of the file, before which so many lines stand.
func (d *decoder) begin(skipped int) {
	d.skipped, d.path, d.name, d.isPart, d.tolerant, d.unknown = skipped, d.path[:0], "", false, false, nil
}

// word returns text, the same string for the same text, so that names that recur in many
// documents are kept once.
func (d *decoder) word(text string) string {
	if known, ok := d.words[text]; ok {
		return known
	}
	d.words[text] = text
	return text
}

// text returns the scalar n and where it stands.
func (d *decoder) text(n *yaml.Node) Text {
	const recurs = 40 // longer texts hardly ever stand twice
	value := n.Value
	if len(value) <= recurs {
		value = d.word(value)
	}
	return Text{Value: value, Line: int32(n.Line + d.skipped), Column: int32(n.Column)}
}

// place returns where n stands. Of a list or map it is the place of its first character.
func (d *decoder) place(n *yaml.Node) diag.Place {
	for n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && n.Anchor == "" && len(n.Content) > 0 {
		n = n.Content[0]
	}
	return d.file.place(n.Line+d.skipped, n.Column, n.Value)
}

// textPlace returns where a text stands.
func (d *decoder) textPlace(t Text) diag.Place {
	return d.file.place(int(t.Line), int(t.Column), t.Value)
}

// report keeps an error about the field that d is at. The returned finding may be added to
// until the next report.
func (d *decoder) report(rule string, at diag.Place, message string, hints ...string) *diag.Diagnostic {
	found := diag.Diagnostic{Rule: rule, Severity: diag.Error, Message: message, At: at, Subject: d.subject(), Hints: hints}
	switch {
	case d.name == "":
		found.Document = d.file.name
	case d.isPart:
		found.Component = d.name
	default:
		found.Product = d.name
	}
	d.problems = append(d.problems, found)
	return &d.problems[len(d.problems)-1]
}

// wrong reports a value that does not fit the document's schema.
func (d *decoder) wrong(n *yaml.Node, message string, hints ...string) *diag.Diagnostic {
	return d.report("schema", d.place(n), message, hints...)
}

// unfit reports that the field that d is at holds something else than was wanted.
func (d *decoder) unfit(n *yaml.Node, found, wanted string, hints ...string) {
	d.wrong(n, fmt.Sprintf("%s: found %s, wanted %s", d.here(), found, wanted), hints...)
}

// enter goes one key deeper, enterItem to an item of a list; leave comes back.
func (d *decoder) enter(key string) { d.path = append(d.path, step{key: key}) }

func (d *decoder) enterItem(n *yaml.Node, index int) {
	d.path = append(d.path, step{item: n, index: index})
}

func (d *decoder) leave() { d.path = d.path[:len(d.path)-1] }

// subject returns the path of the field that d is at, items of lists by what names them:
// versions.1.4.0.dependencies.ledger-lib.
func (d *decoder) subject() string {
	parts := make([]string, len(d.path))
	for i, s := range d.path {
		parts[i] = s.String()
	}
	return strings.Join(parts, ".")
}

// here names the field that d is at in a message: its key, or the list's with the item's number.
func (d *decoder) here() string {
	number := ""
	last := len(d.path) - 1
	if d.onKey {
		last--
	}
	for i := last; i >= 0; i-- {
		s := d.path[i]
		if s.item == nil {
			return s.key + number
		}
		number = " item " + strconv.Itoa(s.index+1) + number
	}
	return "the document"
}

// identifying are the keys whose values name an item of a list; the first that it has decides,
// the second of a pair is added when it is there.
var identifying = [][]string{{"name", "version"}, {"version"}, {"id"}, {"uri"}, {"rule", "component"}, {"component"}, {"change"}, {"summary"}, {"date"}}

// String returns the key, or what names the item; an item without a name goes by its number.
func (s step) String() string {
	switch {
	case s.item == nil:
		return s.key
	case s.item.Kind == yaml.ScalarNode && s.item.Value != "":
		return s.item.Value
	}
	for _, keys := range identifying {
		var words []string
		for _, key := range keys {
			value := valueOf(s.item, key)
			if value == nil || value.Kind != yaml.ScalarNode || value.Value == "" {
				break
			}
			words = append(words, value.Value)
		}
		if len(words) > 0 {
			return strings.Join(words, " ")
		}
	}
	return strconv.Itoa(s.index + 1)
}

// valueOf returns the value of a key of a mapping, nil when the key is absent or n is
// no mapping.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode && n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
