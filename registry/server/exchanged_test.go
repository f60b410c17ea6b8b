package server_test

import (
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// TestExchanged asks for what lies between bundles of which one lists a nested bundle that is another one here.
func TestExchanged(t *testing.T) {
	word := func(text string) manifest.Text { return manifest.Text{Value: text} }
	make := func(name, number, summary string, listed ...manifest.Bundled) *manifest.Bundle {
		b := &manifest.Bundle{Name: word(name), Version: word(number), Versioning: manifest.Versioning{Scheme: version.SemVer}, Components: listed}
		b.Changes = []manifest.Note{{Type: word("fix"), Summary: word(summary), ID: word("id-" + number)}}
		bundle.Seal(b)
		return b
	}
	meant, other := make("core", "1.0.0", "Meant"), make("core", "1.0.0", "Another")
	first := make("suite", "1.0.0", "First")
	second := make("suite", "2.0.0", "Second", manifest.Bundled{Name: word("core"), Version: meant.Version, Direct: true, Digest: meant.Digest.Value})
	for _, c := range []struct {
		inner *manifest.Bundle
		want  int
	}{{meant, 200}, {other, 409}} {
		w := start(t)
		w.must(200, "POST /v1/documents", "{apiVersion: joinery/v1, kind: Product, name: suite, components: {core: 1.0.0}}\n---\n{apiVersion: joinery/v1, kind: Product, name: core}\n")
		for _, b := range []*manifest.Bundle{first, second, c.inner} {
			w.must(200, "POST /v1/documents", string(bundle.YAML(b)))
		}
		for _, ask := range []string{"diff?from=1.0.0", "diff?from=2.0.0&to=1.0.0", "notes", "notes?from=1.0.0", "notes?from=2.0.0&to=1.0.0"} {
			got := w.must(c.want, "GET /v1/products/suite/"+ask, "")
			if c.want == 409 && (got.field("code") != "conflict" || !strings.Contains(got.field("detail"), "suite 2.0.0 lists a nested bundle") || !strings.Contains(got.field("errors"), "bundle-intact")) {
				t.Errorf("%s: got %s, want what was exchanged", ask, got.body)
			}
		}
	}
}
