package manifest

import (
	"fmt"
	"testing"
)

// Every character that would make lines or columns ambiguous is refused at its place.
func TestIllegible(t *testing.T) {
	const start = "apiVersion: joinery/v1\nkind: Component\nname: x\n"
	for _, test := range []struct {
		name, text, want string
	}{
		{"not UTF-8", start + "title: caf\xe9\n", "4:11 found the byte 0xe9, wanted UTF-8"},
		{"lone carriage return", start + "title: \"a\rb\"\n", "4:10 found a carriage return without a line feed"},
		{"next line", start + "title: \"a\u0085b\"\n", "4:10 found the line end U+0085, wanted LF or CRLF"},
		{"line separator", start + "title: é\u2028b\n", "4:9 found the line end U+2028, wanted LF or CRLF"},
		{"paragraph separator", start + "# a\u2029b\n", "4:4 found the line end U+2029, wanted LF or CRLF"},
		{"zero", start + "title: a\x00b\n", "4:9 found the control character U+0000"},
		{"escape", start + "title: \x1b[31m\n", "4:8 found the control character U+001B"},
		{"delete", start + "title: \x7f\n", "4:8 found the control character U+007F"},
		{"C1", start + "title: \u009b\n", "4:8 found the control character U+009B"},
		{"mark inside", start + "title: \ufeffx\n", "4:8 found a byte order mark inside the file"},
		{"mark of a later document", start + "---\n\ufeffkind: x\n", "5:1 found a byte order mark inside the file"},
		{"CRLF", "apiVersion: joinery/v1\r\nkind: Component\r\nname: x\r\nnmae: y\r\n", "4:1 unknown field \"nmae\""},
		{"mark in front", "\ufeff" + "nmae: x\n" + start, "1:1 unknown field \"nmae\""},
		{"emoji before", start + "labels: {a: 🚀é, a: b}\n", "4:17 \"a\" stands twice"},
		{"tab before", start + "labels: {a: b,\tb: c,\ta: d}\n", "4:22 \"a\" stands twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := load(t, map[string]string{"joinery.yaml": test.text})
			if len(w.Problems) != 1 {
				t.Fatalf("got %d findings %v, want one", len(w.Problems), w.Problems)
			}
			d := w.Problems[0]
			if got := fmt.Sprintf("%d:%d %s", d.At.Line, d.At.Column, d.Message); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A document that cannot be read leaves the others of its file readable.
func TestIllegibleDocumentLeavesOthers(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": "a: \x00\n---\napiVersion: joinery/v1\nkind: Component\nname: x\n"})
	if len(w.Problems) != 1 || w.Component("x") == nil {
		t.Errorf("got findings %v and components %v, want one finding and x", w.Problems, w.Names())
	}
}

// A width is that of the text in the file, quotes included.
func TestWidths(t *testing.T) {
	for _, test := range []struct {
		line string
		want int
	}{
		{`type: servce`, 6},
		{`type: "servce" # x`, 8},
		{`type: "ser\"ce"`, 9},
		{`type: 'ser''ce'`, 9},
		{`type: ser vce`, 7},
		{`type: [a]`, 1},
		{`type: {a: b}`, 1},
		{`type: |-`, 2},
		{`type: &x cli`, 2},
		{`type: ""`, 2},
		{`type:`, 4},
	} {
		text := "apiVersion: joinery/v1\nkind: Component\nname: x\n" + test.line + "\n"
		w := load(t, map[string]string{"joinery.yaml": text})
		if len(w.Problems) != 1 || w.Problems[0].At.Width != test.want {
			t.Errorf("%s: got %+v, want one finding of width %d", test.line, w.Problems, test.want)
		}
	}
}
