package sbom

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

func load(t *testing.T, tree fs.FS) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(context.Background(), tree, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Problems) > 0 {
		t.Fatal(w.Problems)
	}
	return w
}

// world makes a workspace of the documents in a text, each headed by its kind and name, of a product
// called suite, and of bundles; each bundle is a line "acme-suite 2.0.0 < 1.0.0: pay 1.4.0!, ledger 2.1.0 by pay",
// where "< 1.0.0" says what it extends, "!" that a component is direct, and "by" who needs it; a line
// that ends in "tells a" has a fix a of the product itself.
func world(t *testing.T, documents string, bundles ...string) *manifest.Workspace {
	t.Helper()
	tree := fstest.MapFS{"joinery.yaml": {Data: []byte(manifests(documents + "\n-- Product suite --\n"))}}
	w := load(t, tree)
	for _, line := range bundles {
		b := listed(t, w, line)
		tree[manifest.BundleFile(b.Name.Value, b.Version.Value)] = &fstest.MapFile{Data: bundle.YAML(b)}
		w = load(t, tree)
	}
	return w
}

// manifests adds the lines that every document starts with.
func manifests(documents string) string {
	var b strings.Builder
	for _, f := range txtar.Parse([]byte(documents)).Files {
		kind, name, _ := strings.Cut(f.Name, " ")
		b.WriteString("---\napiVersion: joinery/v1\nkind: " + kind + "\nname: " + name + "\n" + string(f.Data))
	}
	return b.String()
}

// listed returns the sealed bundle that a line tells.
func listed(t *testing.T, w *manifest.Workspace, line string) *manifest.Bundle {
	t.Helper()
	line, tells, _ := strings.Cut(line, " tells ")
	head, components, _ := strings.Cut(line, ": ")
	head, extends, _ := strings.Cut(head, " < ")
	name, v, _ := strings.Cut(head, " ")
	b := &manifest.Bundle{Name: text(name), Version: text(v), Versioning: manifest.Versioning{Scheme: version.SemVer}}
	for _, before := range strings.Fields(extends) {
		b.Extends = append(b.Extends, manifest.Reference{Text: text(before)})
	}
	for _, id := range strings.Fields(tells) {
		b.Changes = append(b.Changes, manifest.Note{Type: text("fix"), Summary: text(id), ID: text(id)})
	}
	for _, item := range strings.Split(components, ", ") {
		item, by, _ := strings.Cut(item, " by ")
		name, v, _ := strings.Cut(item, " ")
		v, direct := strings.CutSuffix(v, "!")
		c := manifest.Bundled{Name: text(name), Version: text(v), Direct: direct, RequiredBy: strings.Fields(by)}
		if component := w.Component(name); component != nil {
			if e := resolve.Entry(component, v); e != nil {
				c.Digest, c.Artifacts = bundle.EntryDigest(e), e.Artifacts
			}
		}
		for _, ref := range w.Bundles(name) {
			if inner, _ := w.Bundle(ref); inner != nil && ref.Version.Is(v) {
				c.Digest = inner.Digest.Value
			}
		}
		if last := len(b.Components) - 1; last >= 0 && b.Components[last].Name == c.Name {
			c.Exception, b.Components[last].Exception = true, true
		}
		b.Components = append(b.Components, c)
	}
	bundle.Seal(b)
	return b
}

func text(value string) manifest.Text { return manifest.Text{Value: value} }

// bill returns the bill of a bundle in the workspace.
func bill(t *testing.T, w *manifest.Workspace, product, version string) *Bill {
	t.Helper()
	b, err := New(shelved(t, w, product, version), Options{Source: w, Tool: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
