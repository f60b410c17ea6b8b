package registry_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/registry"
)

// publishFolder publishes all manifests below a folder, bundles with them.
func publishFolder(t *testing.T, r *registry.Registry, folder string) {
	t.Helper()
	var text []byte
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "joinery.yaml") {
			return err
		}
		file, err := os.ReadFile(name)
		text = append(append(text, "\n---\n"...), file...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(t.Context(), admin, registry.Publication{Text: text}); err != nil {
		t.Fatal(err)
	}
}

// A product that was published composes to the bundles that its own files compose to.
func TestCut(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	publishFolder(t, r, "../examples/acme-suite")
	looked, err := r.Compose(ctx, admin, registry.Cut{Product: "acme-suite"})
	if err != nil {
		t.Fatal(err)
	}
	c := registry.Cut{Product: "acme-suite", Key: "a"}
	cut, err := r.Cut(ctx, admin, c)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(cut.Text, looked.Text) || cut.New != looked.New {
		t.Errorf("cut:\n%s\nlooked:\n%s", cut.Text, looked.Text)
	}
	for _, key := range []string{"a", "b", ""} {
		c.Key = key
		again, err := r.Cut(ctx, admin, c)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(again.Text, cut.Text) {
			t.Errorf("key %q: got %s, want %s as before", key, again.Bundle.Version, cut.Bundle.Version)
		}
		if want := key == "a" && cut.New; again.New != want {
			t.Errorf("key %q: new is %t, want %t", key, again.New, want)
		}
	}
	for _, test := range []struct {
		cut  registry.Cut
		want registry.Code
	}{
		{registry.Cut{Product: "nobody"}, registry.NotFound},
		{registry.Cut{Product: "acme-suite", Line: "9.9"}, registry.NotFound},
		{registry.Cut{Product: "acme-suite", Extends: []string{"9.9.9"}}, registry.NotFound},
		{registry.Cut{Product: "acme-suite", Date: "yesterday"}, registry.Invalid},
		{registry.Cut{Product: "acme-suite", Line: "4.2", Extends: []string{"4.2.0"}}, registry.Invalid},
	} {
		if _, err := r.Compose(ctx, admin, test.cut); registry.CodeOf(err) != test.want {
			t.Errorf("%+v: got %v, want %s", test.cut, err, test.want)
		}
	}
}

// What does not fit together is not cut; the findings say why.
func TestCutThatDoesNotFit(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	publishFolder(t, r, "../examples/acme-suite-broken")
	_, err := r.Cut(ctx, admin, registry.Cut{Product: "acme-suite"})
	e, ok := err.(*registry.Error)
	if !ok || e.Code != registry.Conflict || len(e.Findings) == 0 || e.Findings[0].Rule == "" {
		t.Errorf("got %v, want a conflict with findings", err)
	}
}

// A rule that a product may do without is named, with the way to say so; where something else is wrong, too, it is
// not.
func TestCutAgainstARule(t *testing.T) {
	for _, test := range []struct{ product, hint string }{
		{
			"components: {lib: 1.1.1}", // drawn behind a 1.1.0 that was never published
			"a product that wants it so says `rules: {lineage-minor-resets: off}`, or has an exception for it",
		},
		{"rules: {lineage-minor-resets: off}\ncomponents: {lib: 1.1.1}", ""},
		{"components: {lib: 1.1.1, app: 1.0.0}", ""},
	} {
		r, ctx := newRegistry(t, registry.Options{}), t.Context()
		newLib(t, r, "1.0.0")
		draws(t, r, "lib", "minor", "patch")
		if _, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.1.1"}); err != nil {
			t.Fatal(err)
		}
		publish(t, r, "apiVersion: joinery/v1\nkind: Product\nname: suite\n"+test.product+"\n")
		_, err := r.Compose(ctx, admin, registry.Cut{Product: "suite"})
		told := new(registry.Error)
		if errors.As(err, &told); told.Hint != test.hint || (err == nil) != strings.HasPrefix(test.product, "rules") {
			t.Errorf("%s: got %v, hint %q, want %q", test.product, err, told.Hint, test.hint)
		}
	}
}

// A workspace asks a registry for what its files do not declare.
func TestElsewhere(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	publishFolder(t, r, "../examples/acme-suite")
	w, err := manifest.Load(context.Background(), nil, manifest.Options{
		Wanted: []string{"acme-suite", "nobody"}, Elsewhere: r.Elsewhere(admin, "https://versions.example/v1"),
	})
	if err != nil || len(w.Problems) > 0 {
		t.Fatalf("got %v, %v", err, w.Problems)
	}
	if got := w.Component("payments-api"); got == nil || got.File != "https://versions.example/v1/items/payments-api" {
		t.Errorf("got %+v, want payments-api with its address", got)
	}
	if len(w.Bundles("acme-suite")) == 0 {
		t.Error("the product's bundles are not there")
	}
}
