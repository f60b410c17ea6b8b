package manifest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// part is a manifest that declares a component.
func part(name string) string {
	return "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\n"
}

// bundleText is a bundle's file.
func bundleText(product, version string) string {
	return "apiVersion: joinery/v1\nkind: Bundle\nname: " + product + "\nversion: " + version + "\n"
}

// writtenTo writes files into a folder of the test and returns it.
func writtenTo(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func loadDir(t *testing.T, dir string) *Workspace {
	t.Helper()
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, err := Load(context.Background(), tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// findings returns a workspace's problems as FILE:LINE RULE MESSAGE.
func findings(w *Workspace) []string {
	lines := []string{}
	for _, d := range w.Problems {
		lines = append(lines, fmt.Sprintf("%s:%d %s %s", d.At.File, d.At.Line, d.Rule, d.Message))
	}
	return lines
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\ngot:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestDiscovery(t *testing.T) {
	w := load(t, map[string]string{
		"joinery.yaml":                  part("root"),
		"a/joinery.yaml":                part("a"),
		"a/b.joinery.yaml":              part("b"),
		"a/xjoinery.yaml":               part("not-ours"),
		"a/joinery.yml":                 part("not-ours"),
		"a/.joinery.yaml":               part("an-editors"),
		".git/joinery.yaml":             part("in-a-dot-folder"),
		"vendor/joinery.yaml":           part("vendored"),
		"a/node_modules/x/joinery.yaml": part("node"),
		"changes/README.md":             "About this folder.",
		"changes/one.md":                "---\ncomponents: {a: fix}\n---\nOne.\n",
		"changes/sub/two.md":            "not looked at",
		"a/changes/three.md":            "not looked at",
	})
	same(t, "names", w.Names(), []string{"a", "b", "root"})
	same(t, "findings", findings(w), []string{})
	if len(w.Changes) != 1 || w.Changes[0].ID != "one" || w.Changes[0].Summary.Value != "One." {
		t.Errorf("changes: got %+v, want one", w.Changes)
	}
}

func TestLinks(t *testing.T) {
	outside := writtenTo(t, map[string]string{"joinery.yaml": part("outside")})
	dir := writtenTo(t, map[string]string{
		"a/joinery.yaml":      part("a"),
		"vendor/joinery.yaml": part("vendored"),
		"folder/plain.txt":    "",
	})
	for link, target := range map[string]string{
		"b/joinery.yaml":        "../a/joinery.yaml", // found without the link
		"c/joinery.yaml":        "../vendor/joinery.yaml",
		"d/joinery.yaml":        "../vendor/joinery.yaml", // the same a second time
		"out/joinery.yaml":      filepath.Join(outside, "joinery.yaml"),
		"up/joinery.yaml":       "../../joinery.yaml",
		"gone/joinery.yaml":     "nowhere",
		"circle/joinery.yaml":   "joinery.yaml",
		"folders/joinery.yaml":  "../folder",
		"linked-folder":         "a",
		"linked-folder-outside": outside,
	} {
		file := filepath.Join(dir, filepath.FromSlash(link))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, file); err != nil {
			t.Skip(err)
		}
	}
	w := loadDir(t, dir)
	same(t, "names", w.Names(), []string{"a", "vendored"})
	same(t, "findings", findings(w), []string{
		"circle/joinery.yaml:0 syntax cannot be read: the link leads through too many others",
		"folders/joinery.yaml:0 syntax found a link to a folder, wanted a file",
		"gone/joinery.yaml:0 syntax cannot be read: no such file or directory",
		"out/joinery.yaml:0 syntax cannot be read: the link leads out of the workspace",
		"up/joinery.yaml:0 syntax cannot be read: the link leads out of the workspace",
	})
	if w.Component("vendored").File != "c/joinery.yaml" {
		t.Errorf("file of vendored: got %s, want c/joinery.yaml", w.Component("vendored").File)
	}
}

func TestUnreadable(t *testing.T) {
	dir := writtenTo(t, map[string]string{
		"a/joinery.yaml":        part("a"),
		"folder.joinery.yaml/x": "",
		"empty/joinery.yaml":    "",
		"huge/joinery.yaml":     "",
		"comment/joinery.yaml":  "# nothing yet\n",
	})
	if err := os.Truncate(filepath.Join(dir, "huge", "joinery.yaml"), LargestFile+1<<20); err != nil {
		t.Fatal(err)
	}
	w := loadDir(t, dir)
	same(t, "findings", findings(w), []string{
		"empty/joinery.yaml:1 schema the file is empty, wanted a document",
		"folder.joinery.yaml:0 syntax found a folder, wanted a file",
		"huge/joinery.yaml:0 syntax the file has 257 MiB, at most 256 are read",
	})
	same(t, "names", w.Names(), []string{"a"})
}

// refusing is a tree that refuses to open some files.
type refusing struct {
	fs.FS
	names []string
}

func (r refusing) Open(name string) (fs.File, error) {
	if slices.Contains(r.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.FS.Open(name)
}

func TestRefused(t *testing.T) {
	tree := fstest.MapFS{"a/joinery.yaml": {Data: []byte(part("a"))}, "b/joinery.yaml": {Data: []byte(part("b"))}, "c/joinery.yaml": {Data: []byte(part("c"))}}
	w, err := Load(context.Background(), refusing{tree, []string{"a", "b/joinery.yaml"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "findings", findings(w), []string{
		"a:0 syntax cannot be read: permission denied",
		"b/joinery.yaml:0 syntax cannot be read: permission denied",
	})
	same(t, "names", w.Names(), []string{"c"})
	if _, err := Load(context.Background(), refusing{tree, []string{"."}}, Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("root that cannot be read: got %v, want %v", err, fs.ErrPermission)
	}
}

func TestOpenKeepsInside(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}

func TestFindRoot(t *testing.T) {
	dir, err := filepath.EvalSymlinks(writtenTo(t, map[string]string{
		"joinery.yaml":                 part("above-the-repository"),
		"repo/.git":                    "gitdir: elsewhere",
		"repo/products/joinery.yaml":   part("outer"),
		"repo/products/a/b/c.txt":      "",
		"repo/products/a/joinery.yaml": part("inner"),
		"repo/other/d.txt":             "",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ from, want string }{
		{"repo/products/a/b", "repo/products"},
		{"repo/products/a", "repo/products"},
		{"repo/products", "repo/products"},
		{"repo/other", "repo/other"},
		{"repo", "repo"},
	} {
		got, err := FindRoot(filepath.Join(dir, test.from))
		if want := filepath.Join(dir, test.want); err != nil || got != want {
			t.Errorf("from %s: got %s, %v, want %s", test.from, got, err, want)
		}
	}
	if _, err := FindRoot(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}

// The number of workers changes nothing, and progress counts every file.
func TestWorkers(t *testing.T) {
	tree := generated(40)
	for i := range 10 {
		tree[fmt.Sprintf("x%d/joinery.yaml", i)] = &fstest.MapFile{Data: []byte(part("twice") + "nmae: x\nlabels: [\n")}
	}
	var first *Workspace
	for _, workers := range []int{1, 2, 7, 100} {
		last, most := 0, 0
		w, err := Load(context.Background(), tree, Options{Workers: workers, Progress: func(done, total int) {
			if done < last {
				t.Errorf("progress: got %d after %d", done, last)
			}
			last, most = done, total
		}})
		if err != nil {
			t.Fatal(err)
		}
		if last != 50 || most != 50 {
			t.Errorf("progress: got %d of %d, want 50 of 50", last, most)
		}
		if first == nil {
			first = w
		}
		if !reflect.DeepEqual(w.Problems, first.Problems) || !reflect.DeepEqual(w.Components, first.Components) {
			t.Errorf("%d workers: got another workspace than with one", workers)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Load(ctx, generated(30), Options{Workers: 1, Progress: func(done, _ int) {
		if done == 3 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

const semverProduct = "apiVersion: joinery/v1\nkind: Product\n"

// A width is not looked for in a line that no person writes.
func TestLongLine(t *testing.T) {
	text := "x: [" + strings.Repeat("a, ", longLine) + "]\ny: b\n"
	s := &source{name: "f", text: []byte(text)}
	if got := s.place(1, 5, "a").Width; got != 0 {
		t.Errorf("long line: got the width %d, want none", got)
	}
	if got := s.place(2, 4, "b").Width; got != 1 {
		t.Errorf("short line: got the width %d, want 1", got)
	}
}

// Requirements are parsed in the scheme of what they are requirements on.
func TestLink(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": `apiVersion: joinery/v1
kind: Component
name: a
versions:
  - version: 1.0.0
    dependencies: {b: 1.2.3.4, nobody: "^^", inner: "^1", shelved: 1.0.0}
---
apiVersion: joinery/v1
kind: Component
name: b
versioning: four-part
---
apiVersion: joinery/v1
kind: Product
name: inner
---
` + bundleText("shelved", "1.0.0")})
	same(t, "findings", findings(w), []string{})
	var got []string
	for _, d := range w.Component("a").Versions[0].Dependencies {
		got = append(got, fmt.Sprintf("%s %v", d.Name, !d.Constraint.IsZero()))
	}
	same(t, "parsed", got, []string{"b true", "nobody false", "inner true", "shelved true"})
}

func TestSource(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": "\ufeff" + part("a")})
	if got, err := w.Source("joinery.yaml"); err != nil || string(got) != part("a") {
		t.Errorf("got %q, %v, want the text without its mark", got, err)
	}
	if _, err := w.Source("nowhere"); err == nil {
		t.Error("got no error, want one about nowhere")
	}
}

func TestIsDocument(t *testing.T) {
	for file, want := range map[string]bool{
		"joinery.yaml": true, "a/b/joinery.yaml": true, "a.joinery.yaml": true, "releases/a-1.0.0.joinery.yaml": true, "changes/a.md": true,
		"": false, ".": false, "a.yaml": false, ".a.joinery.yaml": false, "vendor/joinery.yaml": false, "a/.git/joinery.yaml": false,
		"changes/README.md": false, "docs/changes/a.md": false, "joinery.yaml/a.txt": false,
	} {
		if got := IsDocument(file); got != want {
			t.Errorf("%s: got %t, want %t", file, got, want)
		}
	}
}
