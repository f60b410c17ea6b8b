package sbom

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
)

// TestGolden writes the bills of releases of two examples, and of a sample that has something of
// everything, and compares them with the files in testdata, which are there to be read: -update
// writes them anew. What a schema says of the format holds for each.
func TestGolden(t *testing.T) {
	known := schemas(t)
	var xml [][]byte
	for _, tt := range []struct {
		workspace        *manifest.Workspace
		product, version string
	}{
		{load(t, os.DirFS("../../examples/acme-suite")), "acme-suite", "4.2.1"},
		{load(t, os.DirFS("../../examples/spring-cloud")), "spring-cloud", "2025.1.1"},
		{everything(t), "suite", "2.0.0"},
	} {
		b := bill(t, tt.workspace, tt.product, tt.version)
		if got := b.Differing(); len(got) > 0 {
			t.Errorf("%s: got parts that differ from the manifests: %v, want none", tt.product, got)
		}
		for _, f := range formats {
			got := written(t, f, b)
			file := "testdata/" + tt.product + "-" + tt.version + "." + f.name
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
			if f.schema == "" {
				xml = append(xml, got)
			} else if err := validate(known[f.schema], got); err != nil {
				t.Errorf("%s: got %v, want what the schema admits", file, err)
			}
		}
	}
	validateXML(t, xml...)
}

// everything is a workspace whose bundle suite 2.0.0 has something of all that a bill can say.
func everything(t *testing.T) *manifest.Workspace {
	return world(t, `
-- Product core --
title: Suite Core
-- Component cart --
title: Cart
description: "Baskets: <many> & large."
type: ui
versions:
  - version: 1.4.0
    extends: [1.3.0]
    status: deprecated
    released: 2026-10-02
    revision: 9f2c1ab
    labels: {purl: pkg:npm/%40acme/cart@1.4.0}
    dependencies: {ledger: ^1.0}
    artifacts:
      - {uri: "https://dl.acme.example/cart-1.4.0.tgz", digest: "sha256:723dbe3d738b094f81ebae25c4abef40dacb4c8af6bb611d37282ca9a9470270", mediaType: application/gzip}
    changes:
      - {type: security, summary: Refuse a card number in the query string, links: ["https://tracker.example/PAY-7", "https://nvd.example/CVE-2026-1234"]}
      - {type: performance, summary: Open twice as fast, id: quick-otters-dance}
      - {type: deprecation, summary: "The old checkout leaves with 2.0"}
      - {type: feature, summary: Nobody outside reads this, internal: true}
  - {version: 1.3.0}
-- Component card-reader --
type: hardware
exposure: internal
versions: [{version: 3.0.0}]
-- Component ledger --
type: library
versions: [{version: 2.0.0}, {version: 1.0.0}]
-- Component tax-tables --
type: config
versions:
  - version: 1.0.0
    artifacts:
      - {uri: tables/de.csv, digest: "sha256:5f4f918762c090782d4b432262ffd40323e9eeec04cb9c269ac640a8038f754c", mediaType: text/csv; charset=utf-8}
      - {uri: "oci://acme.example/tax/fr:1"}
`,
		"core 1.0.0: card-reader 3.0.0!, ledger 2.0.0 by card-reader",
		"suite 1.0.0: cart 1.3.0!",
		"suite 2.0.0 < 1.0.0: card-reader 3.0.0 by core, cart 1.4.0!, core 1.0.0!, ledger 1.0.0 by cart, ledger 2.0.0 by card-reader, "+
			"stranger/part 7.0.0+build.3, tax-tables 1.0.0!")
}

// written returns a bill in a format.
func written(t interface{ Fatal(...any) }, f format, b *Bill) []byte {
	var out bytes.Buffer
	if err := f.write(b, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// shelved returns a bundle that a workspace holds.
func shelved(t *testing.T, w *manifest.Workspace, product, version string) *manifest.Bundle {
	t.Helper()
	for _, ref := range w.Bundles(product) {
		if ref.Version.Is(version) {
			b, problems := w.Bundle(ref)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			return b
		}
	}
	t.Fatalf("%s has no bundle %s", product, version)
	return nil
}
