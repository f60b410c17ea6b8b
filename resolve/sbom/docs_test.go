package sbom

import (
	"os"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// TestDocs looks whether the page about bills names every property and type that a bill has.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/sbom.md")
	if err != nil {
		t.Fatal(err)
	}
	b := *shelved(t, everything(t), "suite", "2.0.0")
	b.Overrides = []manifest.Dependency{{Name: text("ledger"), Want: text("2.0.0")}}
	b.Labels = []manifest.Label{{Key: text("KEY"), Value: text("value")}}
	bundle.Seal(&b)
	made, err := New(&b, Options{Source: everything(t)})
	if err != nil {
		t.Fatal(err)
	}
	bom := made.cycloneDX()
	words := map[string]bool{}
	var collect func(c cdx.Component)
	collect = func(c cdx.Component) {
		words[string(c.Type)] = true
		for _, p := range *c.Properties {
			words["`"+p.Name+"`"] = true
		}
		if c.Components != nil {
			for _, inner := range *c.Components {
				collect(inner)
			}
		}
	}
	collect(*bom.Metadata.Component)
	for _, c := range *bom.Components {
		if c.Properties != nil {
			collect(c)
		}
	}
	for _, purpose := range spdxPurposes {
		words[purpose] = true
	}
	if len(words) < 15 {
		t.Errorf("got the words %v, want many more", words)
	}
	for word := range words {
		if !strings.Contains(string(page), word) {
			t.Errorf("docs/reference/sbom.md: got nothing about %s", word)
		}
	}
}
