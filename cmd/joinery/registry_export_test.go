package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"joinery/manifest"
)

// TestExportStopped sees that an export which does not come to its end leaves no folders of its own.
func TestExportStopped(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "there"), 0o755); err != nil {
		t.Fatal(err)
	}
	files := []manifest.File{{Path: "lib.joinery.yaml", Data: []byte("lib"), From: manifest.NoContent}}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		dir  string
		left bool // the folder, after an export that was stopped
	}{{"there", true}, {"new", false}, {"there/a/b", false}} {
		dir := filepath.Join(folder, c.dir)
		if err := writeNew(stopped, dir, files); err == nil {
			t.Errorf("%s: got no error, want one", c.dir)
		}
		if got := exists(dir); got != c.left {
			t.Errorf("%s: got %t after an export that was stopped, want %t", c.dir, got, c.left)
		}
	}
	if exists(filepath.Join(folder, "there", "a")) || !exists(filepath.Join(folder, "there")) {
		t.Error("got another folder above, want it as it was")
	}
	if err := writeNew(t.Context(), filepath.Join(folder, "there/a/b"), files); err != nil || !exists(filepath.Join(folder, "there/a/b/lib.joinery.yaml")) {
		t.Errorf("got %v, want the file", err)
	}
}
