package plan

import (
	"bytes"
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
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/check"
)

// TestFiles carries out the plan of each testdata/release/*.txtar on its files; the options stand
// behind "$ plan", and "crlf" in the first line gives every file CRLF. Behind them stand the files
// that changed as "want FILE", those that went as "gone FILE", and the lines.
func TestFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/release/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("got %d files, %v, want some", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(string(archive.Comment), "\n")
			crlf := strings.Contains(first, "crlf")
			_, command, _ := strings.Cut(string(archive.Comment), "$ plan")
			got := &txtar.Archive{Comment: archive.Comment}
			fsys := fstest.MapFS{}
			for _, f := range archive.Files {
				if f.Name == "lines" || strings.HasPrefix(f.Name, "want ") || strings.HasPrefix(f.Name, "gone ") {
					continue
				}
				got.Files = append(got.Files, f)
				data := f.Data
				if crlf {
					data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
				}
				fsys[f.Name] = &fstest.MapFile{Data: data}
			}
			p, files := released(t, fsys, options(t, command))
			for _, f := range files {
				switch {
				case f.Remove:
					got.Files = append(got.Files, txtar.File{Name: "gone " + f.Path})
				case crlf && fsys[f.Path] != nil:
					if n := bytes.Count(f.Data, []byte("\n")); n != bytes.Count(f.Data, []byte("\r\n")) {
						t.Errorf("%s: got lines without CRLF", f.Path)
					}
					f.Data = bytes.ReplaceAll(f.Data, []byte("\r\n"), []byte("\n"))
					fallthrough
				default:
					got.Files = append(got.Files, txtar.File{Name: "want " + f.Path, Data: f.Data})
				}
			}
			got.Files = append(got.Files, txtar.File{Name: "lines", Data: []byte(strings.Join(p.Lines(), "\n") + "\n")})
			if got, want := txtar.Format(got), txtar.Format(archive); !bytes.Equal(got, want) {
				if *update {
					if err := os.WriteFile(name, got, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestFilesKeepTheirPromises carries out the plans of testdata/plan too.
func TestFilesKeepTheirPromises(t *testing.T) {
	names, err := filepath.Glob("testdata/plan/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range archive.Files {
			if command, ok := strings.CutPrefix(section.Name, "plan"); ok && !strings.Contains(command, "stamp") {
				t.Run(filepath.Base(name)+command, func(t *testing.T) {
					released(t, world(t, string(archive.Files[0].Data)), options(t, command))
				})
			}
		}
	}
}

// released makes a plan, carries it out in memory, and looks whether it kept what it promised: the
// workspace reads well, everything planned is there, each bundle is what the new workspace
// composes, what was released is as it was, check has nothing against it, and nothing is left to do. It returns nothing where
// there is no plan to carry out.
func released(t failer, fsys fstest.MapFS, o Options) (*Plan, []manifest.File) {
	t.Helper()
	before := load(t, fsys)
	p, err := Make(context.Background(), before, before.Changes, o)
	if err != nil || slices.ContainsFunc(p.Products, func(p *Product) bool { return len(p.Problems) > 0 }) {
		return p, nil
	}
	reads := map[string]int{}
	files, err := p.Files(func(file string) ([]byte, error) { reads[file]++; return fs.ReadFile(fsys, file) })
	if err != nil {
		t.Fatalf("%v in\n%s", err, told(p))
	}
	for file, n := range reads {
		if n > 1 {
			t.Fatalf("%s was read %d times, want once", file, n)
		}
	}
	if !slices.IsSortedFunc(files, func(a, b manifest.File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Fatalf("files are not sorted: %v", files)
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	replaced, removed := p.Paths()
	if all := slices.Sorted(slices.Values(append(replaced, removed...))); !slices.Equal(all, paths) {
		t.Fatalf("got the paths %v, want %v", all, paths)
	}
	if p.Empty() != (len(files) == 0) {
		t.Fatalf("got %d files of\n%s", len(files), told(p))
	}
	next := written(fsys, files)
	after := load(t, next)
	for _, c := range p.Components {
		if e := resolve.Entry(after.Component(c.Name.Value), c.To.String()); e == nil || e.Released.Value != "2026-11-20" {
			t.Fatalf("%s %s: got %v, want a version released that day", c.Name, c.To, e)
		}
	}
	keepsReleased(t, before, after)
	if len(errorsOf(t, before, o)) == 0 {
		for _, found := range errorsOf(t, after, o) {
			t.Fatalf("got no problem of the plan, and behind it %s\n%s\nbefore\n%s", found, told(p), documents(fsys))
		}
	}
	for _, product := range p.Products {
		bundlesAgain(t, after, product, o)
	}
	if o.Extends == nil {
		o.Cut = nil
		again, err := Make(context.Background(), after, after.Changes, o)
		if errors.As(err, new(*ScopeError)) {
			return p, files // a product may come not to hold any more what was asked for
		}
		if err != nil {
			t.Fatalf("planning again: %v", err)
		}
		if !again.Empty() && !slices.ContainsFunc(again.Products, func(p *Product) bool { return len(p.Problems) > 0 }) {
			t.Fatalf("planned again, got\n%s\nbehind\n%s", told(again), told(p))
		}
	}
	return p, files
}

// written returns files as they are once a release is carried out.
func written(fsys fstest.MapFS, files []manifest.File) fstest.MapFS {
	next := maps.Clone(fsys)
	for _, f := range files {
		if f.Remove {
			delete(next, f.Path)
			continue
		}
		next[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	return next
}

// errorsOf returns what keeps a workspace from being released.
func errorsOf(t failer, w *manifest.Workspace, o Options) []string {
	t.Helper()
	report, err := check.Run(context.Background(), w, check.Options{Date: o.Date})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, d := range report.Findings {
		if d.Severity == diag.Error {
			found = append(found, d.At.String()+": "+d.Message+" ["+d.Rule+"]")
		}
	}
	return found
}

// documents returns the text of files, each behind its name.
func documents(fsys fstest.MapFS) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(fsys)) {
		fmt.Fprintf(&b, "-- %s --\n%s", name, fsys[name].Data)
	}
	return b.String()
}

// keepsReleased looks whether the versions that were released are what they were.
func keepsReleased(t failer, before, after *manifest.Workspace) {
	t.Helper()
	for _, c := range before.Components {
		for _, e := range c.Versions {
			if e.Parsed.IsPrerelease() {
				continue
			}
			now := resolve.Entry(after.Component(c.Name.Value), e.Version.Value)
			if now == nil || bundle.EntryDigest(now) != bundle.EntryDigest(e) || len(now.Changes) != len(e.Changes) {
				t.Fatalf("%s %s is not what it was", c.Name, e.Version)
			}
		}
	}
}

// bundlesAgain looks whether a bundle is sound, and the one that the new workspace makes.
func bundlesAgain(t failer, after *manifest.Workspace, product *Product, o Options) {
	t.Helper()
	file := manifest.BundleFile(product.Name.Value, product.Next.Version.String())
	read, problems := after.Bundle(manifest.BundleRef{File: file, Version: product.Next.Version})
	if read == nil || len(problems) > 0 {
		t.Fatalf("%s: %v", file, problems)
	}
	if err := bundle.Verify(read); err != nil {
		t.Fatal(err)
	}
	s, err := resolve.Resolve(context.Background(), after, after.Product(product.Name.Value), resolve.Options{Environment: "production", Date: o.Date})
	if err != nil {
		t.Fatal(err)
	}
	made := bundle.Options{Version: product.Next.Version, Versioning: product.Versioning, Released: "2026-11-20", Bump: product.Next.Bump, Changes: product.Next.Changes}
	for _, b := range product.Next.Extends {
		made.Extends = append(made.Extends, b.Version.Value)
	}
	again, err := bundle.Compose(s, made)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(bundle.YAML(read)), string(bundle.YAML(again)); got != want {
		t.Fatalf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

func TestFilesNeedProductsThatCompose(t *testing.T) {
	w := load(t, world(t, "suite needs pay 1.0.0-SNAPSHOT\npay 1.0.0-SNAPSHOT\nchange quiet suite fix"))
	p, err := Make(context.Background(), w, w.Changes, options(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Files(w.Source)
	stands := new(ProblemsError)
	if !errors.As(err, &stands) {
		t.Fatalf("got %v, want a *ProblemsError", err)
	}
	if got, want := err.Error(), "suite cannot be composed, so nothing can be released"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
