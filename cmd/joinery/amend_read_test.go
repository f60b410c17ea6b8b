package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/resolve"
)

// TestCutMeanwhile cuts a version that somebody else cuts between the reading of the workspace and
// that of the file, and one in a file that is merely past editing.
func TestCutMeanwhile(t *testing.T) {
	const text = "apiVersion: joinery/v1\nkind: Component\nname: lib\nversions:\n  - version: 1.1.0-SNAPSHOT\n"
	root := t.TempDir()
	file := filepath.Join(root, "joinery.yaml")
	save := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	save(text)
	read, err := manifest.Load(t.Context(), os.DirFS(root), manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &opened{Workspace: read, root: root}
	a, err := resolve.AmendCut(read, read.Component("lib"), resolve.CutOptions{})
	if err != nil {
		t.Fatal(err)
	}
	save(strings.Replace(text, "-SNAPSHOT", "", 1))
	_, err = w.made(a.Files)
	if want := "joinery.yaml is not as it was read a moment ago; nothing was written"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	save(text)
	past := &manifest.EditError{File: "joinery.yaml", Edit: "cut", Problem: "found an alias"}
	_, err = w.made(func(func(string) ([]byte, error)) ([]manifest.File, error) { return nil, past })
	if !errors.Is(err, past) {
		t.Errorf("got %v, want %v", err, past)
	}
}
