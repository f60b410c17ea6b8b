// Package examples_test runs every example: what it composes, what is checked about it, and what
// its README shows.
package examples_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/check"
)

// today is the day of all checks.
var today = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)

// examples is what every folder comes to.
var examples = []struct {
	folder  string
	product string
	next    string   // the version that its selection makes; "" when there is none
	level   string   // of that step; "" for a first version
	extends string   // the bundle that it follows, "" for none
	same    bool     // the selection is the one of that bundle
	found   []string // by check: severity, rule, component
	bundles int
}{
	{folder: "acme-suite", product: "acme-suite", next: "4.3.0", level: "minor", extends: "4.2.1", bundles: 3},
	{folder: "acme-suite", product: "acme-core", next: "1.0.0", extends: "1.0.0", same: true, bundles: 3},
	{folder: "acme-suite-broken", product: "acme-suite", found: []string{"error one-version ledger-lib"}, bundles: 3},
	{folder: "joinery", product: "joinery", next: "0.1.0", extends: "0.1.0", same: true, bundles: 1},
	{folder: "spring-cloud", product: "spring-cloud", next: "2025.1.2", level: "patch", extends: "2025.1.2", same: true, bundles: 41, found: []string{
		"note lineage-minor-resets spring-cloud-function",
		"note lineage-minor-resets spring-cloud-stream",
	}},
	{folder: "kube-prometheus-stack", product: "kube-prometheus-stack", next: "88.5.3", extends: "88.5.3", same: true, bundles: 25, found: []string{
		"note lineage-minor-resets kube-state-metrics",
	}},
}

func TestExamples(t *testing.T) {
	for _, e := range examples {
		t.Run(e.folder+"/"+e.product, func(t *testing.T) {
			w := load(t, e.folder)
			if got := intact(t, w); got != e.bundles {
				t.Errorf("got %d bundles, want %d", got, e.bundles)
			}
			report, err := check.Run(t.Context(), w, check.Options{Date: today})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e.found, summary(report.Findings)); diff != "" {
				t.Errorf("check found other things than wanted (-want +got):\n%s", diff)
			}
			selection, err := resolve.Resolve(t.Context(), w, w.Product(e.product), resolve.Options{Date: today})
			if (err == nil) != (e.next != "") {
				t.Fatalf("resolve: got the error %v, want the version %q", err, e.next)
			}
			if err != nil {
				return
			}
			extends, problems, err := resolve.Predecessor(w, w.Product(e.product), "")
			if err != nil || len(problems) > 0 {
				t.Fatalf("predecessor: %v, %v", err, problems)
			}
			var all []*manifest.Bundle
			got := ""
			if extends != nil {
				all, got = []*manifest.Bundle{extends}, extends.Version.Value
			}
			if got != e.extends {
				t.Errorf("got the predecessor %q, want %q", got, e.extends)
			}
			next, err := resolve.NextVersion(w, selection, all, resolve.NextOptions{Changes: w.Changes, Date: today})
			if err != nil {
				t.Fatal(err)
			}
			if got := next.Version.String(); got != e.next {
				t.Errorf("got the version %s, want %s", got, e.next)
			}
			if got := next.Bump.Level.String(); got != e.level && (got != "none" || e.level != "") {
				t.Errorf("got the level %s, want %q", got, e.level)
			}
			if got := next.Unchanged != nil; got != e.same {
				t.Errorf("unchanged: got %t, want %t", got, e.same)
			}
		})
	}
}

// load reads an example, which must have no problem.
func load(t *testing.T, folder string) *manifest.Workspace {
	t.Helper()
	fsys, err := manifest.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	w, err := manifest.Load(t.Context(), fsys, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.Problems {
		t.Errorf("%s: %s", p.At, p.Message)
	}
	return w
}

// intact looks at every bundle, old ones too: it fits its digest, its file says what joinery
// would write, and its parts are what the workspace has. It returns how many there are.
func intact(t *testing.T, w *manifest.Workspace) int {
	t.Helper()
	n := 0
	for _, product := range w.Shelves() {
		for _, ref := range w.Bundles(product) {
			n++
			b, problems := w.Bundle(ref)
			if len(problems) > 0 {
				t.Fatalf("%s: %v", ref.File, problems)
			}
			if err := bundle.Verify(b); err != nil {
				t.Errorf("%s: %v", ref.File, err)
			}
			if text, err := w.Source(ref.File); err != nil || !bytes.Equal(text, bundle.YAML(b)) {
				t.Errorf("%s: got %s (%v), want what joinery writes:\n%s", ref.File, text, err, bundle.YAML(b))
			}
			for _, listed := range b.Components {
				c := w.Component(listed.Name.Value)
				if c == nil {
					continue // a nested product, or one that is retired
				}
				if e := resolve.Entry(c, listed.Version.Value); e == nil {
					t.Errorf("%s lists %s %s, which has no entry", ref.File, listed.Name, listed.Version)
				} else if err := bundle.VerifyEntry(listed, e); err != nil {
					t.Errorf("%s: %v", ref.File, err)
				}
			}
		}
	}
	return n
}

func summary(list diag.List) []string {
	var all []string
	for _, d := range list {
		all = append(all, d.Severity.String()+" "+d.Rule+" "+d.Component)
	}
	return all
}

// TestBrokenIsTheSame holds the broken suite to being the whole one but for the manifests that
// its README names.
func TestBrokenIsTheSame(t *testing.T) {
	want := []string{"README.md", "joinery.yaml", "ledger-lib/joinery.yaml", "web-shop/joinery.yaml"}
	whole, broken := files(t, "acme-suite"), files(t, "acme-suite-broken")
	var got []string
	for _, name := range sorted(broken) {
		if !bytes.Equal(whole[name], broken[name]) {
			got = append(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files that differ (-want +got):\n%s", diff)
	}
}

// files returns the files below a folder by their paths, with slashes.
func files(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		all[name], err = os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sorted(files map[string][]byte) []string { return slices.Sorted(maps.Keys(files)) }
