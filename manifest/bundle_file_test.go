package manifest

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
)

func TestShelves(t *testing.T) {
	w := load(t, map[string]string{
		"joinery.yaml": semverProduct + "name: acme\n---\n" + semverProduct + "name: acme-suite\n---\n" + semverProduct + "name: group/web\n",
		"releases/acme-suite-1.10.0.joinery.yaml":  bundleText("acme-suite", "1.10.0"),
		"releases/acme-suite-1.9.0.joinery.yaml":   bundleText("acme-suite", "1.9.0"),
		"releases/acme-2.0.0.joinery.yaml":         "not read: [",
		"a/releases/group--web-1.0.0.joinery.yaml": bundleText("group/web", "1.0.0"),
		"a/releases/joinery.yaml":                  part("beside"),
		"releases/acme-suite-next.joinery.yaml":    bundleText("acme-suite", "3.0.0-rc.1"), // its name is no version
		"releases/unknown-1.0.0.joinery.yaml":      bundleText("unknown", "1.0.0"),
		"elsewhere/joinery.yaml":                   bundleText("acme", "2.1.0") + "---\n" + bundleText("acme", "2.0.1"),
	})
	same(t, "findings", findings(w), []string{})
	same(t, "shelves", w.Shelves(), []string{"acme", "acme-suite", "group/web", "unknown"})
	for product, want := range map[string][]string{
		"acme":       {"releases/acme-2.0.0.joinery.yaml 2.0.0", "elsewhere/joinery.yaml 2.0.1", "elsewhere/joinery.yaml 2.1.0"},
		"acme-suite": {"releases/acme-suite-1.9.0.joinery.yaml 1.9.0", "releases/acme-suite-1.10.0.joinery.yaml 1.10.0", "releases/acme-suite-next.joinery.yaml 3.0.0-rc.1"},
		"group/web":  {"a/releases/group--web-1.0.0.joinery.yaml 1.0.0"},
		"unknown":    {"releases/unknown-1.0.0.joinery.yaml 1.0.0"},
		"nobody":     nil,
	} {
		var got []string
		for _, ref := range w.Bundles(product) {
			got = append(got, ref.File+" "+ref.Version.String())
		}
		same(t, "bundles of "+product, got, want)
	}

	b, problems := w.Bundle(w.Bundles("acme-suite")[0])
	if b == nil || b.Name.Value != "acme-suite" || b.Version.Value != "1.9.0" || b.Parsed.IsZero() || len(problems) > 0 {
		t.Errorf("got %+v and %v, want acme-suite 1.9.0", b, problems)
	}
	if b, problems := w.Bundle(w.Bundles("acme")[0]); b != nil || len(problems) == 0 {
		t.Errorf("broken bundle: got %+v and %v, want a problem", b, problems)
	}
	if b, problems := w.Bundle(w.Bundles("acme")[1]); b == nil || b.Version.Value != "2.0.1" || len(problems) > 0 {
		t.Errorf("got %+v and %v, want acme 2.0.1", b, problems)
	}
	if b, problems := w.Bundle(BundleRef{File: "nowhere"}); b != nil || len(problems) != 1 {
		t.Errorf("unknown bundle: got %+v and %v, want a problem", b, problems)
	}
}

// A bundle is read once, whoever asks.
func TestBundleAtTheSameTime(t *testing.T) {
	w := load(t, map[string]string{
		"joinery.yaml":                     semverProduct + "name: acme\n",
		"releases/acme-1.0.0.joinery.yaml": bundleText("acme", "1.0.0"),
	})
	ref := w.Bundles("acme")[0]
	got := make([]*Bundle, 8)
	var wait sync.WaitGroup
	for i := range got {
		wait.Go(func() { got[i], _ = w.Bundle(ref) })
	}
	wait.Wait()
	for _, b := range got {
		if b == nil || b != got[0] {
			t.Fatalf("got several bundles, want one")
		}
	}
}

// A copy of a bundle, as an unpacked release has one, is the bundle itself.
func TestBundleCopied(t *testing.T) {
	w := load(t, map[string]string{
		"joinery.yaml":                     semverProduct + "name: acme\n",
		"acme/bundle.joinery.yaml":         bundleText("acme", "1.0.0"),
		"again/bundle.joinery.yaml":        bundleText("acme", "1.0.0"),
		"releases/acme-1.0.0.joinery.yaml": bundleText("acme", "1.0.0"),
		"releases/acme-1.1.0.joinery.yaml": bundleText("acme", "1.1.0"),
	})
	same(t, "findings", findings(w), nil)
	var got []string
	for _, ref := range w.Bundles("acme") {
		got = append(got, ref.File)
	}
	same(t, "bundles", got, []string{"releases/acme-1.0.0.joinery.yaml", "releases/acme-1.1.0.joinery.yaml"})
}

func TestBundleDisagrees(t *testing.T) {
	w := load(t, map[string]string{
		"joinery.yaml":                       semverProduct + "name: acme\n",
		"releases/acme-1.0.0.joinery.yaml":   bundleText("acme", "1.0.1"),
		"releases/acme-2.0.0.joinery.yaml":   bundleText("other", "2.0.0"),
		"releases/acme-3.0.0.joinery.yaml":   part("x"),
		"releases/acme-4.0.0.joinery.yaml":   bundleText("acme", "4.0.0") + "---\n" + bundleText("acme", "4.0.1"),
		"releases/acme-5.0.0.joinery.yaml":   bundleText("acme", "5.0.0"),
		"a/releases/acme-5.0.0.joinery.yaml": bundleText("acme", "5.0.0") + "labels: {a: b}\n",
	})
	same(t, "findings", findings(w), []string{"releases/acme-5.0.0.joinery.yaml:0 unique-version acme 5.0.0 has two bundles"})
	want := []string{
		`releases/acme-1.0.0.joinery.yaml:4 version: found "1.0.1" in the file acme-1.0.0.joinery.yaml`,
		`releases/acme-2.0.0.joinery.yaml:3 name: found "other" in the file acme-2.0.0.joinery.yaml`,
		`releases/acme-3.0.0.joinery.yaml:0 the file's name says that it holds one bundle, and it holds 1 component`,
		`releases/acme-4.0.0.joinery.yaml:0 the file's name says that it holds one bundle, and it holds 2 bundles`,
	}
	var got []string
	for _, ref := range w.Bundles("acme") {
		_, problems := w.Bundle(ref)
		for _, d := range problems {
			got = append(got, fmt.Sprintf("%s:%d %s", d.At.File, d.At.Line, d.Message))
		}
	}
	same(t, "problems of bundles", got, want)
}

// Content holds every scalar as a string except a plain true.
func TestBundleContent(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": bundleText("acme", "1.0.0") + `new: {a: 1.10, b: true, c: "true", d: [false, 2026-01-02]}
components:
  - {name: a, version: 1.0.0, direct: true}
`})
	b, _ := w.Bundle(w.Bundles("acme")[0])
	want := map[string]any{
		"apiVersion": "joinery/v1", "kind": "Bundle", "name": "acme", "version": "1.0.0",
		"new":        map[string]any{"a": "1.10", "b": true, "c": "true", "d": []any{"false", "2026-01-02"}},
		"components": []any{map[string]any{"name": "a", "version": "1.0.0", "direct": true}},
	}
	if !reflect.DeepEqual(b.Content, want) {
		t.Errorf("got %v, want %v", b.Content, want)
	}
	if len(b.Unknown) != 1 || b.Unknown[0] != (Text{Value: "new", Line: 5, Column: 1}) {
		t.Errorf("unknown: got %v, want new at 5:1", b.Unknown)
	}
}
