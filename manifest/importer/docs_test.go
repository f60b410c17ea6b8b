package importer_test

import (
	"os"
	"strings"
	"testing"

	"joinery/manifest/importer"
)

// TestGuide looks for every format in the guide's table and in the package's documentation.
func TestGuide(t *testing.T) {
	for file, row := range map[string]string{"../../docs/guides/import.md": "| `%` |", "doc.go": "//\t% "} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range importer.Formats() {
			if want := strings.ReplaceAll(row, "%", format); !strings.Contains(string(text), want) {
				t.Errorf("%s: got no line with %q, want one", file, want)
			}
		}
	}
}
