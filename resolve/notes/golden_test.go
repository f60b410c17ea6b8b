package notes

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

var update = flag.Bool("update", false, "write the golden files")

// example loads one of the examples.
func example(t *testing.T, name string) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(t.Context(), os.DirFS(filepath.Join("../../examples", name)), manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// bundled returns a bundle of a workspace by its version.
func bundled(t *testing.T, w *manifest.Workspace, product, v string) *manifest.Bundle {
	t.Helper()
	for _, ref := range w.Bundles(product) {
		if ref.Version.String() == v {
			b, problems := w.Bundle(ref)
			if b == nil {
				t.Fatalf("%s %s cannot be read: %v", product, v, problems)
			}
			return b
		}
	}
	t.Fatalf("there is no bundle %s %s", product, v)
	return nil
}

// nextAcme composes the bundle that acme-suite's next release would be, on a fixed day.
func nextAcme(t *testing.T, w *manifest.Workspace) (from, to *manifest.Bundle) {
	t.Helper()
	from = bundled(t, w, "acme-suite", "4.2.1")
	product := w.Product("acme-suite")
	s, err := resolve.Resolve(t.Context(), w, product, resolve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	next, err := resolve.NextVersion(w, s, []*manifest.Bundle{from}, resolve.NextOptions{Date: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	to, err = bundle.Compose(s, bundle.Options{
		Version: next.Version, Versioning: product.Versioning, Extends: []string{from.Version.Value}, Released: "2026-11-23", Bump: next.Bump,
	})
	if err != nil {
		t.Fatal(err)
	}
	return from, to
}

// TestGolden makes the notes of the examples in every format. What comes out is in testdata, for
// a person to open; -update writes it.
func TestGolden(t *testing.T) {
	acme, cloud := example(t, "acme-suite"), example(t, "spring-cloud")
	from, to := nextAcme(t, acme)
	all := []string{"md", "txt", "json", "html"}
	for _, g := range []struct {
		name     string
		source   *manifest.Workspace
		from, to *manifest.Bundle
		audience Audience
		language string
		formats  []string
	}{
		{"acme-suite-4.3.0-sales", acme, from, to, Sales, "en", append([]string{"docx"}, all...)},
		{"acme-suite-4.3.0-sales-de", acme, from, to, Sales, "de", []string{"md", "html"}},
		{"acme-suite-4.3.0-engineering", acme, from, to, Engineering, "en", all},
		{"acme-suite-4.3.0-support", acme, from, to, Support, "en", all},
		{"acme-suite-4.2.0-sales", acme, nil, bundled(t, acme, "acme-suite", "4.2.0"), Sales, "en", []string{"md", "html"}},
		{"spring-cloud-2025.1.0-engineering", cloud, bundled(t, cloud, "spring-cloud", "2025.0.0"), bundled(t, cloud, "spring-cloud", "2025.1.0"), Engineering, "en", []string{"md", "html"}},
		{"spring-cloud-2025.1.1-engineering", cloud, bundled(t, cloud, "spring-cloud", "2025.1.0"), bundled(t, cloud, "spring-cloud", "2025.1.1"), Engineering, "en", []string{"md"}},
		{"spring-cloud-2025.1.2-sales", cloud, bundled(t, cloud, "spring-cloud", "2025.1.1"), bundled(t, cloud, "spring-cloud", "2025.1.2"), Sales, "en", []string{"md", "txt"}},
	} {
		words, _ := Language(g.language)
		n := Make(g.source, g.from, g.to, Options{Audience: g.audience, Words: words})
		for _, format := range g.formats {
			var b bytes.Buffer
			if err := writers[format](n, &b); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", g.name+"."+format), b.Bytes())
		}
	}
}

// writers are the formats by the ending of their files.
var writers = map[string]func(*Notes, io.Writer) error{
	"md": (*Notes).Markdown, "txt": (*Notes).Text, "json": (*Notes).JSON, "html": (*Notes).HTML, "docx": (*Notes).Docx,
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not what is made now; -update writes it (-want +got):\n%s", file, diff)
	}
}
