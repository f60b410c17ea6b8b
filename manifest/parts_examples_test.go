package manifest_test

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

var today = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)

// apart is an example in parts: every component and product as pieces, and the files without the
// components.
type apart struct {
	files   *manifest.Workspace
	there   map[string][]manifest.Document // all that a name is answered with
	without fstest.MapFS                   // products, bundles and changes
}

// takeApart splits every document of an example, and checks that entries keep their digests.
func takeApart(t *testing.T, folder string) apart {
	t.Helper()
	tree, err := manifest.Open("../examples/" + folder)
	if err != nil {
		t.Fatal(err)
	}
	a := apart{there: map[string][]manifest.Document{}, without: fstest.MapFS{}}
	if a.files, err = manifest.Load(t.Context(), tree, manifest.Options{}); err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(tree, file)
		if err != nil || !strings.HasSuffix(file, "joinery.yaml") {
			a.without[file] = &fstest.MapFile{Data: text}
			return err
		}
		parts, problems := manifest.Split(file, text)
		if len(problems) > 0 {
			t.Errorf("%s: got the problems %v", file, problems)
		}
		var rest []byte
		for _, p := range parts {
			rest = append(rest, a.take(t, p)...)
		}
		if len(rest) > 0 {
			a.without[file] = &fstest.MapFile{Data: rest}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// take puts one document there, and returns the text of one that is no component.
func (a *apart) take(t *testing.T, p manifest.Parts) []byte {
	t.Helper()
	const host = "https://host/v1/"
	var name string
	var doc manifest.Document
	switch {
	case p.Component != nil:
		name = p.Component.Name.Value
		text, err := manifest.Join(p.Text, p.Entries)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, p, text)
		doc = manifest.Document{File: host + "items/" + name, Text: text}
	case p.Product != nil:
		name = p.Product.Name.Value
		doc = manifest.Document{File: host + "products/" + name, Text: p.Text}
	default:
		name = p.Bundle.Name.Value
		doc = manifest.Document{File: host + manifest.BundleFile(name, p.Bundle.Version.Value), Text: p.Text}
	}
	a.there[name] = append(a.there[name], doc)
	if p.Component != nil {
		return nil
	}
	return append([]byte("---\n"), p.Text...)
}

// wantSame checks that every entry has the digest that it had, and that nothing moves a second
// time.
func wantSame(t *testing.T, p manifest.Parts, text []byte) {
	t.Helper()
	again, problems := manifest.Split("again.yaml", text)
	if len(problems) > 0 || len(again) != 1 {
		t.Fatalf("%s: got the problems %v of\n%s", p.Component.Name.Value, problems, text)
	}
	for i, e := range p.Component.Versions {
		if got, want := bundle.EntryDigest(again[0].Component.Versions[i]), bundle.EntryDigest(e); got != want {
			t.Errorf("%s %s: got the digest %s, want %s", p.Component.Name.Value, e.Version.Value, got, want)
		}
	}
	if joined, err := manifest.Join(again[0].Text, again[0].Entries); err != nil || !bytes.Equal(joined, text) {
		t.Errorf("%s: got %s (%v), want\n%s", p.Component.Name.Value, joined, err, text)
	}
}

// A bundle is the same bytes, whether its components come from files or in parts, and whether its
// product does.
func TestExamplesInParts(t *testing.T) {
	for _, c := range []struct{ folder, product string }{
		{"acme-suite", "acme-suite"},
		{"acme-suite", "acme-core"},
		{"joinery", "joinery"},
		{"kube-prometheus-stack", "kube-prometheus-stack"},
		{"spring-cloud", "spring-cloud"},
	} {
		t.Run(c.folder+"/"+c.product, func(t *testing.T) {
			a := takeApart(t, c.folder)
			ask := func(_ context.Context, names []string) ([]manifest.Document, error) {
				var all []manifest.Document
				for _, name := range names {
					all = append(all, a.there[name]...)
				}
				return all, nil
			}
			want := resolved(t, a.files, c.product)
			for _, from := range []struct {
				name  string
				files fstest.MapFS
				opt   manifest.Options
			}{
				{"components from elsewhere", a.without, manifest.Options{Elsewhere: ask}},
				{"all but the changes from elsewhere", changesOf(a.without), manifest.Options{Elsewhere: ask, Wanted: []string{c.product}}},
			} {
				w, err := manifest.Load(t.Context(), from.files, from.opt)
				if err != nil || len(w.Problems) > 0 {
					t.Fatalf("%s: got the problems %v (%v)", from.name, w.Problems, err)
				}
				if got := resolved(t, w, c.product); !bytes.Equal(got, want) {
					t.Errorf("%s: got\n%s\nwant\n%s", from.name, got, want)
				}
			}
		})
	}
}

func changesOf(files fstest.MapFS) fstest.MapFS {
	changes := fstest.MapFS{}
	for name, file := range files {
		if strings.HasPrefix(name, "changes/") {
			changes[name] = file
		}
	}
	return changes
}

// resolved returns the bundle that a product's next release would be.
func resolved(t *testing.T, w *manifest.Workspace, product string) []byte {
	t.Helper()
	selection, err := resolve.Resolve(t.Context(), w, w.Product(product), resolve.Options{Date: today})
	if err != nil {
		t.Fatal(err)
	}
	before, problems, err := resolve.Predecessor(w, w.Product(product), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	var extends []*manifest.Bundle
	made := bundle.Options{Versioning: selection.Product.Versioning}
	if before != nil {
		extends, made.Extends = []*manifest.Bundle{before}, []string{before.Version.Value}
	}
	next, err := resolve.NextVersion(w, selection, extends, resolve.NextOptions{Changes: w.Changes, Date: today})
	if err != nil {
		t.Fatal(err)
	}
	made.Version, made.Bump, made.Changes = next.Version, next.Bump, next.Changes
	b, err := bundle.Compose(selection, made)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.YAML(b)
}
