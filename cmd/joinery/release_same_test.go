package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/manifest"
)

// TestSameChanges saves a change file between the reading of the workspace and that of the files
// that a release removes.
func TestSameChanges(t *testing.T) {
	const text = "---\ncomponents: {ledger-lib: fix}\n---\nRounding.\n"
	for _, test := range []struct{ name, saved, want string }{
		{"as it was", text, ""},
		{"another text", strings.Replace(text, "Rounding", "Rounding to cents", 1), "changes/rounding.md is not as it was read"},
		{"another name", strings.Replace(text, "ledger-lib", "web-shop", 1), "changes/rounding.md is not as it was read"},
		{"no change at all", "Rounding.\n", "changes/rounding.md is not as it was read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			file := filepath.Join(root, "changes", "rounding.md")
			save := func(text string) {
				t.Helper()
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			save(text)
			fsys := os.DirFS(root)
			read, err := manifest.Load(t.Context(), fsys, manifest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			w := &opened{Workspace: read, root: root}
			save(test.saved)
			files, err := w.made(func(func(string) ([]byte, error)) ([]manifest.File, error) {
				return []manifest.File{{Path: "changes/rounding.md", Remove: true}}, nil
			})
			if err != nil || len(files) != 1 || files[0].From != manifest.ContentOf([]byte(test.saved)) {
				t.Fatalf("got %v (%v), want the file with what it holds", files, err)
			}
			said := ""
			if err := w.sameChanges(t.Context(), files); err != nil {
				said = err.Error()
			}
			if !strings.HasPrefix(said, test.want) || (said == "") != (test.want == "") {
				t.Errorf("got %q, want %q", said, test.want)
			}
		})
	}
}
