package main

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"joinery/manifest"
)

// TestOverlay lays written files over a tree and looks at the result as any tree is looked at.
func TestOverlay(t *testing.T) {
	under := fstest.MapFS{
		"a.yaml":     {Data: []byte("a")},
		"sub/b.yaml": {Data: []byte("b")},
		"sub/c.yaml": {Data: []byte("c")},
	}
	files := []manifest.File{
		{Path: "a.yaml", Data: []byte("A")},
		{Path: "sub/b.yaml", Remove: true},
		{Path: "new/deep/d.yaml", Data: []byte("d")},
	}
	for _, test := range []struct {
		name  string
		under fs.FS
		want  []string
	}{
		{"over a tree", under, []string{"a.yaml=A", "new/deep/d.yaml=d", "sub/c.yaml=c"}},
		{"over nothing", nil, []string{"a.yaml=A", "new/deep/d.yaml=d"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := newOverlay(test.under, files)
			var got []string
			err := fs.WalkDir(o, ".", func(name string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				data, err := fs.ReadFile(o, name)
				got = append(got, name+"="+string(data))
				return err
			})
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %v (%v), want %v", got, err, test.want)
			}
			for _, name := range []string{"sub/b.yaml", "no.yaml"} {
				if _, err := fs.Stat(o, name); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s: got %v, want that it does not exist", name, err)
				}
				if _, err := fs.Lstat(o, name); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s itself: got %v, want that it does not exist", name, err)
				}
			}
			if info, err := fs.Lstat(o, "new/deep"); err != nil || !info.IsDir() {
				t.Errorf("new/deep: got %v (%v), want a folder", info, err)
			}
		})
	}
}
