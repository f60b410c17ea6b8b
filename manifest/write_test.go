package manifest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree returns the files under a folder with their content, a link as "-> target", a folder as
// "name/".
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == root {
			return err
		}
		short, _ := filepath.Rel(root, name)
		short = filepath.ToSlash(short)
		switch {
		case entry.IsDir():
			found[short+"/"] = ""
		case entry.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(name)
			found[short] = "-> " + target
			return err
		default:
			data, err := os.ReadFile(name)
			found[short] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// newTree writes a small folder to work on.
func newTree(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{"a.yaml": "a", "b.yaml": "b", "sub/c.yaml": "c"} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// fourFiles replaces, removes, adds, and adds in a folder that is not there.
var fourFiles = []File{
	{Path: "a.yaml", Data: []byte("A")},
	{Path: "b.yaml", Remove: true},
	{Path: "sub/new.yaml", Data: []byte("new")},
	{Path: "x/y/z.yaml", Data: []byte("z")},
}

func TestWriteFiles(t *testing.T) {
	root := newTree(t)
	if err := WriteFiles(t.Context(), root, fourFiles); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.yaml": "A", "sub/": "", "sub/c.yaml": "c", "sub/new.yaml": "new", "x/": "", "x/y/": "", "x/y/z.yaml": "z"}
	if got := tree(t, root); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWriteFilesMode(t *testing.T) {
	root := newTree(t)
	if err := os.Chmod(filepath.Join(root, "a.yaml"), 0o640); err != nil {
		t.Fatal(err)
	}
	files := []File{{Path: "a.yaml"}, {Path: "b.yaml", Mode: 0o600}, {Path: "run.sh", Mode: 0o755}, {Path: "locked.yaml", Mode: 0o444}}
	if err := WriteFiles(t.Context(), root, files); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{"a.yaml": 0o640, "b.yaml": 0o600, "run.sh": 0o755, "locked.yaml": 0o444} {
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: got mode %v, want %v", name, got, want)
		}
	}
}

// TestWriteFails fails at every single step in turn: the tree is as before, or all is written.
func TestWriteFails(t *testing.T) {
	for at := 1; ; at++ {
		root := newTree(t)
		before := tree(t, root)
		d := &failingDisk{disk: openDisk(t, root), failAt: at}
		err := testWriter(d).write(t.Context(), fourFiles)
		if d.calls < at {
			if at < 20 {
				t.Errorf("got %d steps, want more", at)
			}
			return
		}
		if err == nil { // cleaning up is no part of writing
			if what, _, _ := strings.Cut(d.failed, " "); what != "remove" {
				t.Errorf("step %d %s: got no error, want one", at, d.failed)
			}
			continue
		}
		var failed *WriteError
		if !errors.As(err, &failed) || !errors.Is(err, errDisk) || !strings.HasSuffix(err.Error(), "nothing was written") {
			t.Errorf("step %d %s: got error %v, want a WriteError", at, d.failed, err)
		}
		if got := tree(t, root); !maps.Equal(got, before) {
			t.Errorf("step %d %s: got %v, want %v", at, d.failed, got, before)
		}
	}
}

// TestWriteTorn has a disk that dies between the renames: the error says where the old content is.
func TestWriteTorn(t *testing.T) {
	count := &failingDisk{disk: openDisk(t, newTree(t))}
	if err := testWriter(count).write(t.Context(), fourFiles); err != nil {
		t.Fatal(err)
	}
	for at := 1; at <= count.calls; at++ {
		root := newTree(t)
		d := &failingDisk{disk: openDisk(t, root), failAt: at, broken: true}
		err := testWriter(d).write(t.Context(), fourFiles)
		var failed *WriteError
		if !errors.As(err, &failed) || len(failed.Torn) == 0 {
			continue
		}
		last := failed.Torn[len(failed.Torn)-1]
		if last.File != "a.yaml" {
			t.Errorf("got %+v, want a.yaml", last)
		}
		if got := tree(t, root)[last.Kept]; got != "a" {
			t.Errorf("got %q in %s, want the old content", got, last.Kept)
		}
		if want := "a.yaml could not be put back: the disk is full, its old content is in .a.yaml.7-0.old"; !strings.Contains(err.Error(), want) {
			t.Errorf("got error %q, want %q in it", err, want)
		}
		return
	}
	t.Error("got no torn file, want one")
}

// TestWriteCancelled cancels at every step: until the last question to ctx nothing is written.
func TestWriteCancelled(t *testing.T) {
	cancelled := 0
	for at := 1; ; at++ {
		root := newTree(t)
		before := tree(t, root)
		ctx, cancel := context.WithCancel(t.Context())
		d := &failingDisk{disk: openDisk(t, root), before: func(call int) {
			if call == at {
				cancel()
			}
		}}
		err := testWriter(d).write(ctx, fourFiles)
		cancel()
		if err == nil {
			break
		}
		cancelled++
		if got := tree(t, root); !errors.Is(err, context.Canceled) || !maps.Equal(got, before) {
			t.Errorf("step %d: got error %v and %v, want a cancelled write and %v", at, err, got, before)
		}
	}
	if cancelled < 10 {
		t.Errorf("got %d cancelled writes, want more", cancelled)
	}
}

func TestWriteRefuses(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "host"), []byte("host"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := func(target, name string) func(*testing.T, string) {
		return func(t *testing.T, root string) {
			if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
				t.Skip(err)
			}
		}
	}
	tests := []struct {
		name    string
		prepare func(t *testing.T, root string)
		files   []File
		want    string
	}{
		{name: "a path out of the root", files: []File{{Path: "../x"}}, want: `cannot write ../x: found the path "../x", wanted a file under the root; nothing was written`},
		{name: "an absolute path", files: []File{{Path: "/x"}}, want: "wanted a file under the root"},
		{name: "no path", files: []File{{}}, want: "wanted a file under the root"},
		{name: "the root itself", files: []File{{Path: "."}}, want: "wanted a file under the root"},
		{name: "one file twice", files: []File{{Path: "a.yaml"}, {Path: "a.yaml"}}, want: "it is the same file as a.yaml"},
		{name: "a folder", files: []File{{Path: "sub"}}, want: "found a folder there, wanted a file"},
		{name: "a file as a folder", files: []File{{Path: "a.yaml/b"}}, want: "cannot write a.yaml/b: not a directory"},
		{name: "a removed file that is not there", files: []File{{Path: "none", Remove: true}}, want: "cannot write none: no such file or directory; nothing was written"},
		{name: "a folder link out of the root", prepare: link(outside, "out"), files: []File{{Path: "out/x"}}, want: "path escapes from parent"},
		{name: "a folder link up", prepare: link("..", "up"), files: []File{{Path: "up/x"}}, want: "path escapes from parent"},
		{name: "a file link out of the root", prepare: link(filepath.Join(outside, "host"), "host"), files: []File{{Path: "host"}}, want: "it is a link that leads out of the root"},
		{name: "a link to nothing", prepare: link("none", "dangling"), files: []File{{Path: "dangling"}}, want: "no such file"},
		{name: "a link and its target", prepare: link("a.yaml", "l"), files: []File{{Path: "a.yaml"}, {Path: "l"}}, want: "cannot write l: it is the same file as a.yaml"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := newTree(t)
			if test.prepare != nil {
				test.prepare(t, root)
			}
			before := tree(t, root)
			err := WriteFiles(t.Context(), root, append([]File{{Path: "b.yaml", Data: []byte("B")}, {Path: "n/m", Data: []byte("n")}}, test.files...))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
			if got := tree(t, root); !maps.Equal(got, before) {
				t.Errorf("got %v, want %v", got, before)
			}
		})
	}
	if got, want := tree(t, outside), map[string]string{"host": "host"}; !maps.Equal(got, want) {
		t.Errorf("got %v outside of the root, want %v", got, want)
	}
}

func TestWriteThroughLinks(t *testing.T) {
	root := newTree(t)
	if errors.Join(os.Symlink("../a.yaml", filepath.Join(root, "sub/l.yaml")), os.Symlink("sub", filepath.Join(root, "d"))) != nil {
		t.Skip("no links here")
	}
	if err := WriteFiles(t.Context(), root, []File{{Path: "sub/l.yaml", Data: []byte("A")}, {Path: "d/c.yaml", Data: []byte("C")}}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.yaml": "A", "b.yaml": "b", "d": "-> sub", "sub/": "", "sub/c.yaml": "C", "sub/l.yaml": "-> ../a.yaml"}
	if got := tree(t, root); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWriteBesideLeftovers(t *testing.T) {
	root := newTree(t)
	left := besideName("a.yaml", os.Getpid(), 0, stagedEnd)
	for _, name := range []string{left, besideName("a.yaml", os.Getpid(), 1, keptEnd)} {
		if err := os.WriteFile(filepath.Join(root, name), []byte("left"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteFiles(t.Context(), root, []File{{Path: "a.yaml", Data: []byte("A")}}); err != nil {
		t.Fatal(err)
	}
	got := tree(t, root)
	if names := slices.Sorted(maps.Keys(got)); got["a.yaml"] != "A" || got[left] != "left" || len(names) != 6 {
		t.Errorf("got %v, want the leftovers untouched", names)
	}
}

func TestWriteNoRoot(t *testing.T) {
	err := WriteFiles(t.Context(), filepath.Join(t.TempDir(), "none"), nil)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want one", err)
	}
}

// TestKeepCopies is for file systems that know no links.
func TestKeepCopies(t *testing.T) {
	root := newTree(t)
	if err := os.Chmod(filepath.Join(root, "a.yaml"), 0o640); err != nil {
		t.Fatal(err)
	}
	d := openDisk(t, root).(rootDisk)
	if err := d.copy("a.yaml", "kept"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(root, "kept"))
	if got := tree(t, root)["kept"]; err != nil || got != "a" || info.Mode().Perm() != 0o640 {
		t.Errorf("got %q, %v, error %v, want a copy", got, info, err)
	}
	if err := d.Keep("a.yaml", "b.yaml"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got error %v, want one: a kept content replaces no file", err)
	}
	if err := d.Keep("none", "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want one: there is nothing to keep", err)
	}
}

func ExampleDiff() {
	before := []byte("versions:\n  - version: 1.4.0\n")
	after := []byte("versions:\n  - version: 1.4.1\n")
	fmt.Print(Diff("joinery.yaml", before, after))
	fmt.Print(Diff("new.yaml", nil, []byte("kind: Product\n")))
	fmt.Print(Diff("joinery.yaml", before, before))
	// Output:
	// --- a/joinery.yaml
	// +++ b/joinery.yaml
	// @@ -1,2 +1,2 @@
	//  versions:
	// -  - version: 1.4.0
	// +  - version: 1.4.1
	// --- /dev/null
	// +++ b/new.yaml
	// @@ -0,0 +1,1 @@
	// +kind: Product
}
