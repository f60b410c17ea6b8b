package registry_test

import (
	"slices"
	"testing"

	"joinery/manifest"
	"joinery/registry"
)

// The bundles of a product come, too, where the registry has no document of it: a file may declare it.
func TestElsewhereBundlesAlone(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	publish(t, r, bundleText(t))
	files := func(who registry.Who) (files []string) {
		t.Helper()
		documents, err := r.Elsewhere(who, "registry:/")(ctx, []string{"acme-suite", "nobody", "NO NAME"})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range documents {
			files = append(files, d.File)
		}
		return files
	}
	bundles, err := r.Bundles(ctx, admin, "acme-suite")
	if err != nil || len(bundles) != 1 {
		t.Fatalf("got %d bundles, %v, want the one that was published", len(bundles), err)
	}
	want := []string{"registry://" + manifest.BundleFile("acme-suite", bundles[0].Version)}
	if got := files(admin); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := files(registry.Who{Name: "ada", Role: registry.Publish, Items: []string{"payments-*"}}); len(got) > 0 {
		t.Errorf("for who may not see the product: got %q, want nothing", got)
	}
	w, err := r.Workspace(ctx, "acme-suite")
	if err != nil {
		t.Fatal(err)
	}
	if refs := w.Bundles("acme-suite"); len(refs) != 1 || refs[0].Version.String() != bundles[0].Version {
		t.Errorf("got the bundles %v in the workspace, want %s", refs, bundles[0].Version)
	}
}
