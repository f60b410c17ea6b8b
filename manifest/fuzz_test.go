package manifest

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDecode feeds any bytes to the decoder: it never panics, every problem has a place inside
// the file, and reading twice says the same.
func FuzzDecode(f *testing.F) {
	samples, err := filepath.Glob("testdata/samples/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range samples {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, read := range []func() reading{
			func() reading { return reading{documents: newDecoder().read(sourceOf("joinery.yaml", text))} },
			func() reading {
				change, problems := newDecoder().change(sourceOf("changes/x.md", text))
				return reading{documents: documents{problems: problems}, changes: []*Change{change}}
			},
		} {
			first, second := read(), read()
			if !reflect.DeepEqual(first, second) {
				t.Fatalf("got two readings:\n%+v\n%+v", first, second)
			}
			lines := strings.Count(string(text), "\n") + 1
			for _, d := range first.problems {
				if d.At.Line < 1 || d.At.Line > lines || d.At.Column < 1 {
					t.Fatalf("got a place outside the file's %d lines: %+v", lines, d)
				}
				if d.Message == "" || strings.ContainsAny(d.Message, "\n\r") || !utf8.ValidString(d.Message) {
					t.Fatalf("got the message %q, wanted one line", d.Message)
				}
			}
		}
	})
}

func sourceOf(name string, text []byte) *source { return &source{name: name, text: trimMark(text)} }

// FuzzName holds the check of names against their pattern.
func FuzzName(f *testing.F) {
	for _, name := range []string{"a", "a/b", "a-b.c_d", "a--b", "A", "", "a.json", "a/", "é", "-", "a.b.xml"} {
		f.Add(name)
	}
	pattern, except := regexp.MustCompile(namePattern), regexp.MustCompile(nameExcept)
	f.Fuzz(func(t *testing.T, name string) {
		want := pattern.MatchString(name) && !except.MatchString(name) && len(name) <= maxName
		if got := CheckName(name) == nil; got != want {
			t.Errorf("%q: got %v, the pattern says %v", name, got, want)
		}
	})
}
