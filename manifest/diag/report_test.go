package diag

import (
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rules are those that the reports describe.
func rules() []Rule {
	return []Rule{
		{ID: "schema", Says: "a document fits its schema", Severity: Error},
		{ID: "one-version", Says: "each component appears at one version in a product's tree", Severity: Error,
			Help: "# one-version\n\nEach component appears at *one* version.\n"},
		{ID: "override", Says: "no override is in force", Severity: Warning},
		{ID: "first-release", Says: "the first production version is 1.0.0"},
	}
}

// hostile is text that wants to be more than text.
const hostile = "a\r\n::error::b %0A %25,c:d \"'<&>]]> [x](1) \\ \x00\x1b[2J\x7f\u0085\u009b\u202e\u2028\U000e0001\xff\ufffe 値段 🚀"

// reports are the lists that every format prints into a golden file.
func reports() []struct {
	name string
	l    List
} {
	misspelt := Diagnostic{
		Rule: "schema", Severity: Error, State: "new", Message: `unknown field "dependancies"`,
		At: Place{"ledger/joinery.yaml", 5, 22, 12}, Component: "ledger-lib", Subject: "versions.2.1.0.dependancies",
		Hints: []string{`did you mean "dependencies"?`},
	}
	full := conflict()
	full.Related = []Related{{Place{"ledger/joinery.yaml", 12, 5, 5}, "2.2.0 is declared here"}, {Place{}, "the registry knows it too"}}
	full.Hints = append(full.Hints, "or hold both:\n  exceptions:\n  - rule: one-version")
	return []struct {
		name string
		l    List
	}{
		{"sample", List{misspelt}}, // what docs/reference/formats.md shows
		{"conflict", List{full}},
		{"states", List{
			{Rule: "schema", Severity: Error, State: "new", Message: "made by this change", At: Place{"joinery.yaml", 3, 7, 10}, Subject: "a"},
			{Rule: "schema", Severity: Error, State: "old", Message: "was there before", At: Place{"joinery.yaml", 4, 10, 5}, Subject: "b"},
			{Rule: "schema", Severity: Error, State: "old", Was: Warning, Message: "was lighter before", At: Place{"joinery.yaml", 5, 3, 4}, Subject: "d"},
			{Rule: "schema", Severity: Error, State: "fixed", Message: "its line is in the base", At: Place{"joinery.yaml", 7, 5, 12}, Subject: "c"},
		}},
		{"places", List{
			{Rule: "schema", Severity: Error, Message: "nowhere"},
			{Rule: "schema", Severity: Error, Message: "in a document", Document: "pay/joinery.yaml"},
			{Rule: "schema", Severity: Error, Message: "where a path ends", Paths: []Path{{[]string{"acme-suite"}, Place{}}, {[]string{"acme-suite", "ledger-lib"}, Place{"ledger/joinery.yaml", 4, 0, 0}}}},
			{Rule: "schema", Severity: Error, Message: "where a note points", Related: []Related{{Place{"shop/joinery.yaml", 2, 3, 0}, "here"}}},
			{Rule: "schema", Severity: Error, Message: "in a file", At: Place{File: "joinery.yaml"}, Subject: "file"},
			{Rule: "schema", Severity: Error, Message: "on a line", At: Place{File: "joinery.yaml", Line: 3}, Subject: "line"},
			{Rule: "schema", Severity: Error, Message: "from a column on", At: Place{File: "joinery.yaml", Line: 3, Column: 7}, Subject: "column"},
			{Rule: "schema", Severity: Error, Message: "before the first line", At: Place{"joinery.yaml", -1, -1, -1}, Subject: "before"},
			{Rule: "schema", Severity: Error, Message: "in a strange file", At: Place{"50% off/a b#c?d:é,[1].yaml", 1, 1, 1}, Subject: "strange"},
			{Rule: "schema", Severity: Error, Message: "in a file like an address", At: Place{"http://x/y.yaml", 1, 1, 1}, Subject: "address"},
		}},
		{"severities", List{
			{Rule: "override", Severity: Error, Message: "first", At: Place{"joinery.yaml", 1, 1, 1}, Component: "a"},
			{Rule: "override", Severity: Warning, Message: "second", At: Place{"joinery.yaml", 2, 1, 1}, Component: "b"},
			{Rule: "override", Severity: Note, Message: "third", At: Place{"joinery.yaml", 3, 1, 1}, Component: "c"},
			{Rule: "unheard-of", Severity: Warning, Message: "of a rule that nobody described", At: Place{"joinery.yaml", 4, 1, 1}},
			{Severity: Error, Message: "of no rule", At: Place{"joinery.yaml", 5, 1, 1}},
		}},
		{"twice", List{
			{Rule: "syntax", Severity: Error, Message: "b", At: Place{"joinery.yaml", 2, 1, 1}, Document: "joinery.yaml"},
			{Rule: "syntax", Severity: Error, Message: "a", At: Place{"joinery.yaml", 1, 1, 1}, Document: "joinery.yaml"},
			{Rule: "syntax", Severity: Error, Message: "a", At: Place{"joinery.yaml", 1, 1, 1}, Document: "joinery.yaml"},
			{Rule: "syntax", Severity: Error, Message: "c", At: Place{"joinery.yaml", 2, 1, 1}, Document: "joinery.yaml"},
			{Rule: "syntax", Severity: Error, Message: "d", At: Place{"joinery.yaml", 3, 1, 1}, Document: "joinery.yaml (2)"},
		}},
		{"hostile", List{{
			Rule: hostile, Severity: Error, State: hostile, Message: hostile, At: Place{hostile, 1, 7, 15},
			Component: hostile, Subject: hostile,
			Paths:   []Path{{[]string{hostile}, Place{hostile, 1, 1, 1}}},
			Related: []Related{{Place{hostile, 2, 8, 1}, hostile}},
			Hints:   []string{hostile},
		}}},
		{"nothing", nil},
	}
}

// formats are those that services read, with everything that they can tell.
var formats = map[string]func(io.Writer, List) error{
	"sarif":  func(w io.Writer, l List) error { return SARIF(w, l, SARIFOptions{Version: "1.2.0", Rules: rules()}) },
	"junit":  func(w io.Writer, l List) error { return JUnit(w, l, JUnitOptions{Rules: rules(), Source: files}) },
	"github": GitHub,
	"gitlab": GitLab,
}

// printed returns what a format prints.
func printed(t interface{ Fatal(...any) }, format string, l List) string {
	var b strings.Builder
	if err := formats[format](&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReports(t *testing.T) {
	for format := range formats {
		for _, tt := range reports() {
			t.Run(format+"_"+tt.name, func(t *testing.T) {
				golden(t, format+"_"+tt.name+".golden", printed(t, format, tt.l))
			})
		}
	}
}

// Whatever is found, nothing of a report is obeyed by a terminal, and order does not matter.
func TestReportsAreTame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawList(t)
		backwards := append(List{}, l...)
		for i, j := 0, len(l)-1; i < j; i, j = i+1, j-1 {
			backwards[i], backwards[j] = backwards[j], backwards[i]
		}
		for format := range formats {
			got := printed(t, format, l)
			for _, r := range got {
				if r != '\n' && !harmless(r) {
					t.Errorf("%s: got %q in %q", format, r, got)
				}
			}
			if again := printed(t, format, backwards); got != again {
				t.Errorf("%s: the other way round: got\n%s\nwant\n%s", format, again, got)
			}
		}
	})
}

// A report that cannot be written is an error.
func TestReportsWriterFails(t *testing.T) {
	for format, write := range formats {
		if err := write(brokenWriter{}, List{conflict()}); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v, want %v", format, err, errBroken)
		}
	}
}

// drawList draws findings that differ in their message, which may be hostile or long.
func drawList(t *rapid.T) List {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[%:,\[\]()&<>"\\ {}0-9a]{0,8}`), rapid.SampledFrom([]string{
		hostile, "joinery.yaml", "a", "a (2)", strings.Repeat("long ", 2000),
	}))
	place := rapid.Custom(func(t *rapid.T) Place {
		n := rapid.IntRange(-1, 3)
		return Place{text.Draw(t, "file"), n.Draw(t, "line"), n.Draw(t, "column"), n.Draw(t, "width")}
	})
	finding := rapid.Custom(func(t *rapid.T) Diagnostic {
		d := Diagnostic{
			Rule: text.Draw(t, "rule"), Severity: rapid.SampledFrom([]Severity{Note, Warning, Error}).Draw(t, "severity"),
			State: rapid.SampledFrom([]string{"", "new", "old", "fixed"}).Draw(t, "state"), Message: text.Draw(t, "message"),
			At: place.Draw(t, "at"), Component: text.Draw(t, "component"), Subject: text.Draw(t, "subject"),
			Hints: rapid.SliceOfN(text, 0, 2).Draw(t, "hints"),
		}
		if rapid.Bool().Draw(t, "more") {
			d.Paths = []Path{{rapid.SliceOfN(text, 0, 2).Draw(t, "steps"), place.Draw(t, "path")}}
			d.Related = []Related{{place.Draw(t, "related"), text.Draw(t, "note")}}
		}
		return d
	})
	return rapid.SliceOfNDistinct(finding, 0, 4, func(d Diagnostic) string { return d.Message }).Draw(t, "findings")
}

func TestNames(t *testing.T) {
	taken := names{}
	for i, tt := range []struct{ name, want string }{
		{"a", "a"},
		{"a", "a (2)"},
		{"a (3)", "a (3)"},
		{"a", "a (4)"},
		{"a (2)", "a (2) (2)"},
		{"", ""},
		{"", " (2)"},
	} {
		if got := taken.next(tt.name); got != tt.want {
			t.Errorf("%d: %q: got %q, want %q", i, tt.name, got, tt.want)
		}
	}
}

// What the reference shows of each format is what is really printed, apart from indentation.
func TestReportsReference(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	left := regexp.MustCompile(`(?m)^ +`)
	for format, name := range map[string]string{
		"sarif": "sarif", "junit": "junit", "github": "github-actions", "gitlab": "gitlab-code-quality",
	} {
		_, section, found := strings.Cut(string(page), "\n## `"+name+"`\n")
		_, block, fenced := strings.Cut(section, "\n```")
		_, block, _ = strings.Cut(block, "\n")
		block, _, closed := strings.Cut(block, "```")
		if !found || !fenced || !closed {
			t.Errorf("formats.md has no block under the heading %s", name)
			continue
		}
		text, err := os.ReadFile("testdata/" + format + "_sample.golden")
		if err != nil {
			t.Fatal(err)
		}
		got, want := left.ReplaceAllString(block, ""), left.ReplaceAllString(string(text), "")
		if got == "" || !strings.Contains(want, got) {
			t.Errorf("the sample of %s: got\n%s\nwant a part of\n%s", format, block, text)
		}
	}
}
