package sbom

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// hostile are texts that some format or tool might trip over.
var hostile = rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{
	"a", "Z", "0", " ", "\n", "\t", "\r", "\x00", "\x01", "\x1b[31m", "\x7f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffe", "\uffff", "é", "😀", "\xff", "\xed\xa0\x80",
	"\"", "'", "\\", "<", ">", "&", "]]>", "<!--", "</name>", "&amp;", "&#0;", "<?", "{", "}", "[", "]", "%", "%2", "%20", "#", "?", "/", "//", ":", "@", "..", "\\u0000",
	"https://", "https://acme.example:99999/", "javascript:", "pkg:", "sha256:", "urn:cdx:", "NOASSERTION",
}), 0, 6), func(pieces []string) string { return strings.Join(pieces, "") })

func anyDigest(t *rapid.T) string {
	return rapid.OneOf(
		rapid.StringMatching(`sha256:[0-9a-f]{64}`), rapid.Just(""), hostile,
	).Draw(t, "digest")
}

// anyBundle draws bundles that no decoder admits: in memory, nothing stops them.
func anyBundle(t *rapid.T) *manifest.Bundle {
	name := rapid.SampledFrom([]string{"pay", "shop/cart", "ledger", "a.b_c", "suite"})
	pin := rapid.OneOf(rapid.SampledFrom([]string{"1.0.0", "1.0.0+b", "bookworm-v1.0.0", "1~2_3", `<&">`}), hostile)
	b := &manifest.Bundle{
		Name: text("suite"), Version: text(pin.Draw(t, "version")), Versioning: manifest.Versioning{Scheme: version.SemVer},
		Released: text(rapid.SampledFrom([]string{"", "2026-11-20", "0000-00-00", "soon"}).Draw(t, "released")),
	}
	for range rapid.IntRange(0, 6).Draw(t, "components") {
		c := manifest.Bundled{
			Name: text(name.Draw(t, "name")), Version: text(pin.Draw(t, "version")), Direct: rapid.Bool().Draw(t, "direct"),
			Exception: rapid.Bool().Draw(t, "exception"), RequiredBy: rapid.SliceOfN(name, 0, 3).Draw(t, "requiredBy"), Digest: anyDigest(t),
		}
		for range rapid.IntRange(0, 2).Draw(t, "artifacts") {
			c.Artifacts = append(c.Artifacts, manifest.Artifact{
				URI: text(hostile.Draw(t, "uri")), Digest: text(anyDigest(t)), MediaType: text(hostile.Draw(t, "mediaType")),
			})
		}
		b.Components = append(b.Components, c)
	}
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		b.Changes = append(b.Changes, manifest.Note{
			Type: text(rapid.SampledFrom(manifest.ChangeTypes).Draw(t, "type")), Summary: text(hostile.Draw(t, "summary")),
			ID: text(hostile.Draw(t, "id")), Reverts: text(hostile.Draw(t, "reverts")), Links: []manifest.Text{text(hostile.Draw(t, "link"))},
		})
	}
	b.Bump.Because = []manifest.Cause{{Component: hostile.Draw(t, "cause"), To: hostile.Draw(t, "to")}}
	b.Labels = []manifest.Label{{Key: text(hostile.Draw(t, "key")), Value: text(hostile.Draw(t, "value"))}}
	bundle.Seal(b)
	return b
}

// Whatever a bundle says, each format admits its bill, and writing it twice gives the same bytes.
func TestAnyBundle(t *testing.T) {
	known := schemas(t)
	var xml [][]byte
	rapid.Check(t, func(t *rapid.T) {
		b := anyBundle(t)
		bills := make([]*Bill, 2)
		for i := range bills {
			made, err := New(b, Options{Tool: hostile.Draw(t, "tool")})
			if err != nil {
				t.Fatal(err)
			}
			bills[i] = made
		}
		bills[1].tool = bills[0].tool
		for _, f := range formats {
			got := written(t, f, bills[0])
			if again := written(t, f, bills[1]); !bytes.Equal(got, again) {
				t.Fatalf("%s: got\n%s\nand then\n%s", f.name, got, again)
			}
			if f.schema == "" {
				xml = append(xml, got)
			} else if err := validate(known[f.schema], got); err != nil {
				t.Fatalf("%s: got %v, want what the schema admits\n%s", f.name, err, got)
			}
		}
	})
	validateXML(t, xml...)
}

// No part is lost or told twice, whatever the bundle lists.
func TestAnyAssembly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made, err := New(anyBundle(t), Options{})
		if err != nil {
			t.Fatal(err)
		}
		seen, reached := map[string]int{}, map[*part]bool{}
		var walk func(p *part)
		walk = func(p *part) {
			seen[p.ref]++
			for _, held := range p.holds {
				walk(held)
			}
		}
		walk(made.root)
		for _, p := range made.all() {
			if seen[p.ref] != 1 {
				t.Fatalf("%s: got it %d times, want once", p.ref, seen[p.ref])
			}
			for _, n := range p.needs {
				reached[n] = true
			}
		}
		for _, p := range made.parts {
			if !reached[p] {
				t.Fatalf("%s: got nobody who needs it, want at least the product", p.ref)
			}
		}
	})
}
