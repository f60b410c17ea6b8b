package pack

import (
	"os"
	"strings"
	"testing"
)

// TestDocs looks whether the page about packages, and the package's own documentation, name every file.
func TestDocs(t *testing.T) {
	for _, file := range []string{"../../docs/concepts/package.md", "doc.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range append([]string{sumsFile, artifactsFolder}, documents...) {
			if !strings.Contains(string(text), name) {
				t.Errorf("%s: got nothing about %s", file, name)
			}
		}
	}
}
