package notes

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

const page = "../../docs/concepts/notes.md"

// TestDocs holds that the page on notes has every field of the model, under both its names, and
// the English catalogue as it is.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := os.ReadFile("words/en.json")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		before, after := around(t, string(text), "```json\n", "```\n")
		text = []byte(before + string(catalogue) + after)
		if err := os.WriteFile(page, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Contains(text, append([]byte("```json\n"), catalogue...)) {
		t.Errorf("%s lacks words/en.json as it is; -update writes it", page)
	}
	for _, m := range []any{Notes{}, Release{}, Section{}, Item{}, Part{}, Move{}, Pin{}, Made{}, Cause{}, Artifact{}, Named{}} {
		kind := reflect.TypeOf(m)
		_, section, found := strings.Cut(string(text), "\n**"+kind.Name()+"**")
		if !found {
			t.Errorf("%s lacks the table of %s", page, kind.Name())
			continue
		}
		section, _, _ = strings.Cut(section, "\n**")
		for _, f := range reflect.VisibleFields(kind) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || len(f.Index) > 1 || !f.IsExported() {
				continue
			}
			row := fmt.Sprintf("| `%s` | `%s` |", f.Name, name)
			if name == "-" { // templates alone see it
				row = fmt.Sprintf("| `%s` | |", f.Name)
			}
			if !strings.Contains(section, row) {
				t.Errorf("%s, %s: lacks the row %s …", page, kind.Name(), row)
			}
		}
	}
}

// TestDocsMethods holds that the page has every method of the model that a template can use: all
// but those that write a format, or need what a template has not.
func TestDocsMethods(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	writer, data := reflect.TypeFor[io.Writer](), reflect.TypeFor[[]byte]()
	for _, m := range []any{&Notes{}, Item{}, Named{}, Words{}, &Logo{}} {
		kind := reflect.TypeOf(m)
		for i := range kind.NumMethod() {
			method := kind.Method(i)
			if n := method.Type; n.NumIn() > 1 && (n.In(1) == writer || n.In(1) == data) {
				continue
			}
			if !regexp.MustCompile("`[.A-Za-z]*\\." + method.Name + "[ `]").Match(text) {
				t.Errorf("%s says nothing of %s.%s", page, kind, method.Name)
			}
		}
	}
}

// around returns what stands before and behind a stretch between two marks, the marks kept.
func around(t *testing.T, text, open, shut string) (before, after string) {
	t.Helper()
	before, rest, ok := strings.Cut(text, open)
	_, after, ok2 := strings.Cut(rest, shut)
	if !ok || !ok2 {
		t.Fatalf("%s lacks a block from %q to %q", page, open, shut)
	}
	return before + open, shut + after
}
