package manifest

import (
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// The parser's notes are where troubleOf looks for them.
func TestSyntaxMarks(t *testing.T) {
	for _, test := range []struct {
		text string
		want trouble
	}{
		{"a: b: c\n", trouble{problem: "mapping values are not allowed in this context", at: mark{1, 5}}},
		{"a:\n  b: [c\n  }\n", trouble{problem: "did not find expected ',' or ']'", at: mark{3, 3}, context: "while parsing a flow sequence", since: mark{2, 6}}},
		{"a: *b\n", trouble{problem: "unknown anchor 'b' referenced", at: mark{1, 4}}},
	} {
		parser := yaml.NewDecoder(strings.NewReader(test.text))
		got := troubleOf(parser, parser.Decode(new(yaml.Node)))
		got.token = mark{}
		if got.context == "" {
			got.since = mark{}
		}
		if got != test.want {
			t.Errorf("%q: got %+v, want %+v", test.text, got, test.want)
		}
	}
}

// Hints of syntax errors, word for word.
func TestSyntaxHints(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"title: a: b", `put quotes around a text that holds ": ", or check the indentation`},
		{"paths: [**]", `put quotes around a text that starts with "*" or "&"`},
		{"title: @x", "put quotes around the text"},
		{"title: \"a", "close it on the same line, with the same quote"},
		{"labels:\n\ta: b", "indent with spaces"},
		{`title: "a\p"`, "double the backslash, or use single quotes"},
	} {
		w := load(t, map[string]string{"joinery.yaml": part("a") + test.line + "\n"})
		if len(w.Problems) != 1 || len(w.Problems[0].Hints) != 1 || w.Problems[0].Hints[0] != test.want {
			t.Errorf("%q: got %+v, want the hint %q", test.line, w.Problems, test.want)
		}
	}
}

// A syntax error says which component it is about, as far as the text tells.
func TestSyntaxNames(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": part("a") + "labels: [\n---\n" + strings.Replace(part("b"), "Component", "Product", 1) + "labels: [\n"})
	if len(w.Problems) != 2 || w.Problems[0].Component != "a" || w.Problems[1].Product != "b" {
		t.Errorf("got %+v, want one finding about the component a and one about the product b", w.Problems)
	}
}

// Documents nested without end are refused, not followed.
func TestDepth(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": part("a") + "labels: " + strings.Repeat("[", 20000)})
	if len(w.Problems) != 1 || w.Problems[0].Message != "found lists or maps nested deeper than 10000" {
		t.Errorf("got %+v, want one finding about the depth", w.Problems)
	}
}

// An alias bomb is a finding, and cheap.
func TestAliasBomb(t *testing.T) {
	var text strings.Builder
	text.WriteString("apiVersion: joinery/v1\nkind: Bundle\nname: a\nversion: 1.0.0\na0: &a0 [x]\n")
	for i := 1; i < 40; i++ {
		text.WriteString("a" + string(rune('0'+i%10)) + string(rune('a'+i/10)) + ": &b [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]\n")
	}
	if w := load(t, map[string]string{"joinery.yaml": text.String()}); len(w.Problems) == 0 {
		t.Error("got no finding, want some about aliases")
	}
}

// Very many keys in one map cost no more than their number.
func TestManyKeys(t *testing.T) {
	var text strings.Builder
	text.WriteString(part("a") + "labels:\n")
	for i := range 60000 {
		text.WriteString("  k" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strconv.Itoa(i) + ": v\n")
	}
	text.WriteString("  k0: v\n  k0: v\n")
	w := load(t, map[string]string{"joinery.yaml": text.String()})
	if len(w.Problems) != 1 || w.Problems[0].Message != `"k0" stands twice` {
		t.Errorf("got %d findings, want one about k0", len(w.Problems))
	}
}
