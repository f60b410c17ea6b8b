package diag

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tell writes a list as "place rule component message severity", a finding a line.
func tell(l List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", d.At, d.Rule, d.Component, d.Message, d.Severity)
	}
	return b.String()
}

func TestSorted(t *testing.T) {
	at := func(file string, line, column int) Place { return Place{File: file, Line: line, Column: column} }
	l := List{
		{Rule: "schema", Component: "b", Message: "m", At: at("b.yaml", 1, 1)},
		{Rule: "schema", Component: "a", Message: "n", At: at("a.yaml", 10, 1)},
		{Rule: "schema", Component: "a", Message: "m", At: at("a.yaml", 10, 1)},
		{Rule: "acyclic", Component: "z", Message: "z", At: at("a.yaml", 10, 1)},
		{Rule: "schema", Component: "a", Message: "m", At: at("a.yaml", 9, 7)},
		{Rule: "schema", Component: "a", Message: "m", At: at("a.yaml", 9, 5)},
		{Rule: "schema", Component: "a", Message: "m", At: at("a.yaml", 0, 0)},
		{Rule: "syntax", Component: "x", Message: "m"},
	}
	want := strings.TrimLeft(`
 syntax x m off
a.yaml schema a m off
a.yaml:9:5 schema a m off
a.yaml:9:7 schema a m off
a.yaml:10:1 acyclic z z off
a.yaml:10:1 schema a m off
a.yaml:10:1 schema a n off
b.yaml:1:1 schema b m off
`, "\n")
	before := tell(l)
	if got := tell(l.Sorted()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := tell(l); got != before {
		t.Errorf("the receiver changed: got\n%swant\n%s", got, before)
	}
}

func TestSortedDropsDoubles(t *testing.T) {
	at := Place{File: "a.yaml", Line: 1, Column: 1}
	finding := Diagnostic{Rule: "schema", Component: "a", Message: "m", At: at, Severity: Note}
	vary := func(change func(*Diagnostic)) Diagnostic {
		d := finding
		change(&d)
		return d
	}
	tests := []struct {
		name string
		l    List
		want int
	}{
		{"none", nil, 0},
		{"the same twice", List{finding, finding}, 1},
		{"another width", List{finding, vary(func(d *Diagnostic) { d.At.Width = 4 })}, 1},
		{"another severity", List{finding, vary(func(d *Diagnostic) { d.Severity = Error })}, 1},
		{"another message", List{finding, vary(func(d *Diagnostic) { d.Message = "n" })}, 2},
		{"another place", List{finding, vary(func(d *Diagnostic) { d.At.Line = 2 })}, 2},
		{"another product", List{finding, vary(func(d *Diagnostic) { d.Product = "p" })}, 2},
		{"another subject", List{finding, vary(func(d *Diagnostic) { d.Subject = "1.0.0" })}, 2},
	}
	for _, tt := range tests {
		if got := len(tt.l.Sorted()); got != tt.want {
			t.Errorf("%s: got %d findings, want %d", tt.name, got, tt.want)
		}
	}

	heavy := vary(func(d *Diagnostic) { d.Severity = Error })
	if got := (List{finding, heavy}).Sorted()[0].Severity; got != Error {
		t.Errorf("which of two severities stays: got %s, want %s", got, Error)
	}
}

// Whatever order findings come in, they go out in the same one; sorting again changes nothing.
func TestSortedForgetsTheOrder(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "b"})
	finding := rapid.Custom(func(t *rapid.T) Diagnostic {
		return Diagnostic{
			Rule: word.Draw(t, "rule"), Component: word.Draw(t, "component"), Message: word.Draw(t, "message"),
			Severity: Severity(rapid.IntRange(1, 3).Draw(t, "severity")),
			At:       Place{File: word.Draw(t, "file"), Line: rapid.IntRange(0, 2).Draw(t, "line")},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		l := List(rapid.SliceOfN(finding, 0, 12).Draw(t, "findings"))
		backwards := slices.Clone(l)
		slices.Reverse(backwards)

		want := tell(l.Sorted())
		if got := tell(backwards.Sorted()); got != want {
			t.Errorf("backwards: got\n%swant\n%s", got, want)
		}
		if got := tell(l.Sorted().Sorted()); got != want {
			t.Errorf("twice: got\n%swant\n%s", got, want)
		}
	})
}

func TestCount(t *testing.T) {
	l := List{{Severity: Error}, {Severity: Warning}, {Severity: Error}}
	for s, want := range map[Severity]int{Error: 2, Warning: 1, Note: 0, Off: 0} {
		if got := l.Count(s); got != want {
			t.Errorf("%s: got %d, want %d", s, got, want)
		}
	}
}
