package pack

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// TestForeignReferrers puts beside a package what is no signature of it: none is taken for one, and
// none keeps the right one from being found.
func TestForeignReferrers(t *testing.T) {
	public, key := pair(t, "ours")
	file, made := released(t, key)
	for _, tt := range []struct {
		name  string
		forge func(m *ocispec.Manifest)
	}{
		{"of another type", func(m *ocispec.Manifest) { m.ArtifactType = "application/x" }},
		{"with two layers", func(m *ocispec.Manifest) { m.Layers = append(m.Layers, m.Layers[0]) }},
		{"without a layer", func(m *ocispec.Manifest) { m.Layers = []ocispec.Descriptor{} }},
		{"with a layer that is not there", func(m *ocispec.Manifest) { m.Layers[0].Digest = ocispec.DescriptorEmptyJSON.Digest[:70] + "0" }},
		{"with a layer that leads away", func(m *ocispec.Manifest) { m.Layers[0].Digest = "sha256:../../../x" }},
		{"with a large layer", func(m *ocispec.Manifest) { m.Layers[0].Size = 1 << 40 }},
		{"with a layer of a negative size", func(m *ocispec.Manifest) { m.Layers[0].Size = -1 }},
		{"that is no signature", func(m *ocispec.Manifest) { m.Layers[0] = ocispec.DescriptorEmptyJSON }},
	} {
		host := serve(t, withReferrers())
		r := &Registry{Pause: 1}
		to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
		pushed, err := r.Push(context.Background(), file, nil, to, false)
		if err != nil {
			t.Fatal(err)
		}
		raw(t, host, made.Signature, "")
		p, err := r.repository(context.Background(), to)
		if err != nil {
			t.Fatal(err)
		}
		subject, err := p.Resolve(context.Background(), pushed.Reference.Digest)
		if err != nil {
			t.Fatal(err)
		}
		m := describeSignature(made.Bundle, made.Signature, subject)
		tt.forge(&m)
		_, text, err := encode(m)
		if err != nil {
			t.Fatal(err)
		}
		raw(t, host, text, ocispec.MediaTypeImageManifest)
		if _, err := pulled(t, &Registry{Pause: 1}, to, public); !isRefusal(err, "it is not signed") && !isRefusal(err, "found no signature that minisign knows") {
			t.Errorf("%s: got %v, want that it is not signed", tt.name, err)
		}
		if _, err := r.Push(context.Background(), file, made.Signature, to, false); err != nil {
			t.Fatal(err)
		}
		if _, err := pulled(t, &Registry{Pause: 1}, to, public); err != nil {
			t.Errorf("%s: got %v beside the right one, want none", tt.name, err)
		}
	}
}

// TestManySignatures gives up where somebody has put more than anybody needs.
func TestManySignatures(t *testing.T) {
	public, key := pair(t, "ours")
	file, made := released(t, key)
	r := &Registry{Pause: 1}
	to := ref(t, "oci://"+serve(t, withReferrers())+"/acme/suite:1.0.0")
	if _, err := r.Push(context.Background(), file, made.Signature, to, false); err != nil {
		t.Fatal(err)
	}
	for i := range maxSignatures {
		if i == 3 {
			if _, err := pulled(t, r, to, public); err != nil {
				t.Errorf("beside three of something else: got %v, want none", err)
			}
		}
		another, err := key.sign(bytes.NewReader(nil), fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Push(context.Background(), file, another, to, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pulled(t, r, to, public); !isRefusal(err, "found more than 100 signatures") {
		t.Errorf("got %v, want a refusal", err)
	}
}
