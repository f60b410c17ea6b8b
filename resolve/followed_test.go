package resolve_test

import (
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// TestFollowed: of the bundles that one extends it is compared with the highest that is here.
func TestFollowed(t *testing.T) {
	for _, c := range []struct{ here, extends, want, missing string }{
		{"1.0.0 1.0.1 1.1.0", "1.0.1 1.1.0", "1.1.0", ""},
		{"1.0.0 1.0.1 1.1.0", "1.1.0 1.0.1", "1.1.0", ""},
		{"1.0.0 1.0.1", "1.1.0 1.0.1", "1.0.1", "1.1.0"},
		{"1.0.0", "1.1.0", "", "1.1.0"},
		{"1.0.0", "", "", ""},
	} {
		var refs []manifest.BundleRef
		for _, v := range strings.Fields(c.here) {
			parsed, err := version.SemVer.Parse(v)
			if err != nil {
				t.Fatal(err)
			}
			refs = append(refs, manifest.BundleRef{File: v, Version: parsed})
		}
		var b manifest.Bundle
		for _, v := range strings.Fields(c.extends) {
			b.Extends = append(b.Extends, manifest.Reference{Text: manifest.Text{Value: v}})
		}
		ref, missing := resolve.Followed(refs, &b)
		got := ""
		if ref != nil {
			got = ref.File
		}
		if got != c.want || strings.Join(missing, " ") != c.missing {
			t.Errorf("%q of %q: got %q, missing %q, want %q, missing %q", c.extends, c.here, got, missing, c.want, c.missing)
		}
	}
}
