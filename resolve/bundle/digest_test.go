package bundle

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"joinery/manifest"
)

func TestDigestIsThatOfTheCanonicalForm(t *testing.T) {
	b := &manifest.Bundle{Content: map[string]any{"version": "1.0.0", "name": "acme-suite", "digest": "sha256:0"}}
	want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(`{"name":"acme-suite","version":"1.0.0"}`)))
	if got := Digest(b); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := b.Content["digest"]; got != "sha256:0" {
		t.Errorf("the content's digest became %v", got)
	}
}

func TestEntryDigestIsThatOfTheCanonicalForm(t *testing.T) {
	entries := map[string]*manifest.Entry{
		"all":  payments(),
		"bare": {Component: &manifest.Component{Name: word("ledger-lib")}, Version: word("2.1.3")},
		"odd": {
			Component: &manifest.Component{Name: word("odd")}, Version: word("1.10"), HasContract: true,
			Contract:  []manifest.Offer{{Name: word("\ufb33")}, {Name: word("😀"), Required: true}, {Name: word("\"")}},
			Artifacts: []manifest.Artifact{{}, {MediaType: word("text/plain")}},
			Extends:   []manifest.Reference{{}},
		},
	}
	for name, e := range entries {
		got, want := string(appendEntry(nil, e)), string(Canonical(entryTree(e)))
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", name, got, want)
		}
		if got, want := EntryDigest(e), fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(want))); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestEntryDigestCovers(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*manifest.Entry)
		covered bool
	}{
		{"the name", func(e *manifest.Entry) { e.Component.Name.Value = "payments" }, true},
		{"the version", func(e *manifest.Entry) { e.Version.Value = "1.4.1" }, true},
		{"what it extends", func(e *manifest.Entry) { e.Extends[0].Value = "1.3.3" }, true},
		{"the order of what it extends", func(e *manifest.Entry) { slices.Reverse(e.Extends) }, true},
		{"a dependency's name", func(e *manifest.Entry) { e.Dependencies[0].Name.Value = "ledger" }, true},
		{"a dependency as it is written", func(e *manifest.Entry) { e.Dependencies[1].Want.Value = "~>3.2" }, true},
		{"an offer's type", func(e *manifest.Entry) { e.Contract[0].Type.Value = "topic" }, true},
		{"an offer that becomes required", func(e *manifest.Entry) { e.Contract[0].Required = true }, true},
		{"an artifact's digest", func(e *manifest.Entry) { e.Artifacts[0].Digest.Value = "sha256:1" }, true},
		{"an artifact's media type", func(e *manifest.Entry) { e.Artifacts[0].MediaType.Value = "" }, true},
		{"the revision", func(e *manifest.Entry) { e.Revision.Value = "9f2c1ac" }, true},

		{"the order of dependencies", func(e *manifest.Entry) { slices.Reverse(e.Dependencies) }, false},
		{"the order of the contract", func(e *manifest.Entry) { slices.Reverse(e.Contract) }, false},
		{"where things stand", func(e *manifest.Entry) { e.Component.File, e.Version.Line = "elsewhere", 7 }, false},
		{"the status", func(e *manifest.Entry) { e.Status = manifest.Deprecated }, false},
		{"the day", func(e *manifest.Entry) { e.Released.Value = "2026-10-03" }, false},
		{"the description", func(e *manifest.Entry) { e.Description.Value = "Instalments!" }, false},
		{"the changes", func(e *manifest.Entry) { e.Changes = nil }, false},
		{"labels", func(e *manifest.Entry) { e.Labels = []manifest.Label{{Key: word("a"), Value: word("b")}} }, false},
	}
	before := EntryDigest(payments())
	for _, test := range tests {
		e := payments()
		test.change(e)
		if got := EntryDigest(e) != before; got != test.covered {
			t.Errorf("%s: got another digest %t, want %t", test.name, got, test.covered)
		}
	}
}

// BenchmarkEntryDigest takes 60 000 versions at a time. Budget: 0.3 s of processor time.
func BenchmarkEntryDigest(b *testing.B) {
	entries := make([]*manifest.Entry, 60_000)
	for i := range entries {
		entries[i] = payments()
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, e := range entries {
			EntryDigest(e)
		}
	}
}

// BenchmarkDigest takes one bundle of 60 000 components. Budget: 0.3 s of processor time.
func BenchmarkDigest(b *testing.B) {
	large := largeBundle(60_000)
	b.ReportAllocs()
	for b.Loop() {
		Digest(large)
	}
}

// largeBundle returns a sealed bundle of n components.
func largeBundle(n int) *manifest.Bundle {
	b := suite()
	b.Components = nil
	for i := range n {
		b.Components = append(b.Components, manifest.Bundled{
			Name: word(fmt.Sprintf("component-%05d", i)), Version: word("1.4.0"), RequiredBy: []string{"payments-api", "web-shop"},
			Digest: sum(nil), Artifacts: []manifest.Artifact{{URI: word("dist/component.tgz"), Digest: word(sum(nil))}},
		})
	}
	Seal(b)
	return b
}

// payments is a version with something in every field.
func payments() *manifest.Entry {
	return &manifest.Entry{
		Component:    &manifest.Component{Name: word("payments-api"), File: "joinery.yaml"},
		Version:      word("1.4.0"),
		Extends:      []manifest.Reference{{Text: word("1.3.2")}, {Text: word("1.2.7")}},
		Released:     word("2026-10-02"),
		Revision:     word("9f2c1ab"),
		Description:  word("Instalments."),
		Dependencies: []manifest.Dependency{{Name: word("ledger-lib"), Want: word("2.1.0")}, {Name: word("auth-sdk"), Want: word("~> 3.2")}},
		HasContract:  true,
		Contract: []manifest.Offer{
			{Name: word("POST /payments"), Type: word("endpoint")},
			{Name: word("payment.amount"), Type: word("integer"), Required: true},
		},
		Artifacts: []manifest.Artifact{{URI: word("dist/payments-1.4.0.tgz"), Digest: word("sha256:0"), MediaType: word("application/gzip")}},
		Changes:   []manifest.Note{{Type: word("feature"), Summary: word("Pay by instalments")}},
	}
}

// entryTree is the map that an entry's digest covers, built the long way.
func entryTree(e *manifest.Entry) map[string]any {
	extends, artifacts := []any{}, []any{}
	for _, r := range e.Extends {
		extends = append(extends, r.Value)
	}
	for _, a := range e.Artifacts {
		artifacts = append(artifacts, map[string]any{"uri": a.URI.Value, "digest": a.Digest.Value, "mediaType": a.MediaType.Value})
	}
	dependencies, contract := map[string]any{}, map[string]any{}
	for _, d := range e.Dependencies {
		dependencies[d.Name.Value] = d.Want.Value
	}
	for _, o := range e.Contract {
		contract[o.Name.Value] = map[string]any{"type": o.Type.Value, "required": o.Required}
	}
	return map[string]any{
		"name": e.Component.Name.Value, "version": e.Version.Value, "extends": extends, "dependencies": dependencies,
		"contract": contract, "artifacts": artifacts, "revision": e.Revision.Value,
	}
}

func word(text string) manifest.Text { return manifest.Text{Value: text} }
