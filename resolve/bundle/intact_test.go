package bundle

import (
	"slices"
	"testing"
	"testing/fstest"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// TestIntact: a bundle that was changed after its release cannot be read, and the reason is told
// with its place; one that is as it was can.
func TestIntact(t *testing.T) {
	b := &manifest.Bundle{Name: word("suite"), Version: word("1.0.0"), Versioning: manifest.Versioning{Scheme: version.SemVer}}
	Seal(b)
	whole := YAML(b)
	for _, c := range []struct {
		name, more string
		readable   bool
	}{{"as released", "", true}, {"with a change", "changes: [{type: fix, summary: smuggled in}]\n", false}} {
		w, err := manifest.Load(t.Context(), fstest.MapFS{
			"releases/suite-1.0.0.joinery.yaml": {Data: append(slices.Clone(whole), c.more...)},
		}, manifest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		source := Intact(Intact(w))
		read, problems := source.Bundle(source.Bundles("suite")[0])
		if (read != nil) != c.readable || (problems.Count(diag.Error) > 0) == c.readable {
			t.Errorf("%s: got the bundle %v and %v, want it readable: %t", c.name, read, problems, c.readable)
		}
		for _, p := range problems {
			if p.Rule != "bundle-intact" || p.At.File != "releases/suite-1.0.0.joinery.yaml" || p.At.Line == 0 {
				t.Errorf("%s: got %+v, want bundle-intact with its place", c.name, p)
			}
		}
	}
	if Intact(nil) != nil {
		t.Error("nil: got a source, want nil")
	}
}
