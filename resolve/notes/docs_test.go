package notes

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
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
	for _, m := range []any{Notes{}, Release{}, Section{}, Item{}, Part{}, Move{}, Pin{}, Cause{}, Artifact{}, Named{}} {
		kind := reflect.TypeOf(m)
		_, section, found := strings.Cut(string(text), "\n**"+kind.Name()+"**")
		if !found {
			t.Errorf("%s lacks the table of %s", page, kind.Name())
			continue
		}
		section, _, _ = strings.Cut(section, "\n**")
		for _, f := range reflect.VisibleFields(kind) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || len(f.Index) > 1 || name == "-" {
				continue
			}
			if row := fmt.Sprintf("| `%s` | `%s` |", f.Name, name); !strings.Contains(section, row) {
				t.Errorf("%s, %s: lacks the row %s …", page, kind.Name(), row)
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
