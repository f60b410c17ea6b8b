package pack

import (
	"testing"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"

	"joinery/manifest"
)

// FuzzManifest reads whatever a registry may send: it is refused or understood, and what is
// understood says what the package says.
func FuzzManifest(f *testing.F) {
	digest := digestText("")
	b := &manifest.Bundle{Name: manifest.Text{Value: "suite"}, Version: manifest.Text{Value: "1.0.0"}}
	p := &Package{Bundle: b, Identity: digest, Files: []File{{bundleFile, 1, digest}, {cycloneDXFile, 2, digest}, {spdxFile, 3, digest}}}
	_, text, err := encode(describe(p, 4, digest))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"artifactType": "application/vnd.joinery.package.v1", "layers": [{}, {"digest": "sha256:"}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := decode(packageType, "a package", content.NewDescriptorFromBytes(ocispec.MediaTypeImageManifest, text), text)
		if err != nil {
			return
		}
		archive, err := archiveOf(m)
		if err != nil || tells(m, archive, p) != nil {
			return
		}
		if got := m.Annotations[ocispec.AnnotationVersion]; got != "1.0.0" || len(m.Layers) != 4 {
			t.Errorf("%s: got the version %q and %d layers, want 1.0.0 and 4", text, got, len(m.Layers))
		}
	})
}
