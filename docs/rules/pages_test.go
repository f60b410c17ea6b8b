package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every page of the folder is there, whole, under its rule's id.
func TestPage(t *testing.T) {
	files, err := filepath.Glob("*.md")
	if err != nil || len(files) < 2 {
		t.Fatalf("pages: got %v, %v, want one a rule", files, err)
	}
	for _, file := range files {
		id := strings.TrimSuffix(file, ".md")
		if id == "README" {
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := Page(id)
		if !ok || got != string(want) {
			t.Errorf("Page(%q): got %q, %t, want the text of %s", id, got, ok, file)
		}
		if heading := "# " + id + "\n"; !strings.HasPrefix(got, heading) {
			t.Errorf("Page(%q): got %.40q, want it to start with %q", id, got, heading)
		}
	}
}

func TestPageOfNoRule(t *testing.T) {
	for _, id := range []string{"", "no-such-rule", "README", "readme", "one-version.md", "../rules/one-version", "/one-version", "a\x00b"} {
		if text, ok := Page(id); ok || text != "" {
			t.Errorf("Page(%q): got %.40q, %t, want none", id, text, ok)
		}
	}
}
