package pack

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"

	"joinery/manifest"
)

// The types of what lies in a registry.
const (
	packageType   = "application/vnd.joinery.package.v1"
	archiveType   = "application/vnd.joinery.package.v1.tar+gzip"
	bundleType    = "application/vnd.joinery.bundle.v1+yaml"
	cycloneDXType = "application/vnd.cyclonedx+json"
	spdxType      = "application/spdx+json"
	signatureType = "application/vnd.joinery.signature.minisign.v1"

	identityAnnotation = "vnd.joinery.package.identity"
)

// layered are the files of a package that are layers of their own as well, for those who want to
// look without taking it apart.
var layered = []struct{ file, kind string }{
	{bundleFile, bundleType}, {cycloneDXFile, cycloneDXType}, {spdxFile, spdxType},
}

// describe returns the manifest of a package whose archive has that size and digest. The same
// archive has the same manifest.
func describe(p *Package, size int64, archive string) ocispec.Manifest {
	m := artifactManifest(packageType, p.Bundle)
	m.Annotations[identityAnnotation] = p.Identity
	files := map[string]File{}
	for _, f := range p.Files {
		files[f.Name] = f
	}
	for _, l := range layered {
		f := files[l.file]
		m.Layers = append(m.Layers, layer(l.kind, f.Name, f.Size, f.Digest))
	}
	m.Layers = append(m.Layers, layer(archiveType, FileName(p.Bundle), size, archive))
	return m
}

// describeSignature returns the manifest of a signature of the package that subject is.
func describeSignature(b *manifest.Bundle, signature []byte, subject ocispec.Descriptor) ocispec.Manifest {
	m := artifactManifest(signatureType, b)
	m.Subject = &ocispec.Descriptor{MediaType: subject.MediaType, Digest: subject.Digest, Size: subject.Size}
	l := content.NewDescriptorFromBytes(signatureType, signature)
	m.Layers = []ocispec.Descriptor{layer(signatureType, FileName(b)+SignatureEnd, l.Size, l.Digest.String())}
	return m
}

func artifactManifest(kind string, b *manifest.Bundle) ocispec.Manifest {
	m := ocispec.Manifest{
		Versioned:    specs.Versioned{SchemaVersion: 2},
		MediaType:    ocispec.MediaTypeImageManifest,
		ArtifactType: kind,
		Config:       ocispec.DescriptorEmptyJSON,
		Annotations: map[string]string{
			ocispec.AnnotationTitle:   b.Name.Value,
			ocispec.AnnotationVersion: b.Version.Value,
		},
	}
	if day, err := time.Parse(time.DateOnly, b.Released.Value); err == nil {
		m.Annotations[ocispec.AnnotationCreated] = day.Format(time.RFC3339)
	}
	return m
}

func layer(kind, title string, size int64, of string) ocispec.Descriptor {
	return ocispec.Descriptor{
		MediaType: kind, Digest: digest.Digest(of), Size: size,
		Annotations: map[string]string{ocispec.AnnotationTitle: title},
	}
}

// encode returns a manifest's text and what it is known by.
func encode(m ocispec.Manifest) (ocispec.Descriptor, []byte, error) {
	text, err := json.Marshal(m)
	desc := content.NewDescriptorFromBytes(m.MediaType, text)
	desc.ArtifactType = m.ArtifactType
	return desc, text, err
}

// decode reads a manifest that must be one of an artifact of that type.
func decode(kind, wanted string, desc ocispec.Descriptor, text []byte) (*ocispec.Manifest, error) {
	var m ocispec.Manifest
	switch {
	case isIndex(desc.MediaType):
		return nil, refuse("", "found an index of several manifests, wanted %s", wanted)
	case desc.MediaType != ocispec.MediaTypeImageManifest:
		return nil, refuse("", "found something of the type %q, wanted %s", desc.MediaType, wanted)
	case json.Unmarshal(text, &m) != nil:
		return nil, refuse("", "found a manifest that cannot be read, wanted %s", wanted)
	case m.ArtifactType == kind:
		return &m, nil
	case m.ArtifactType != "":
		return nil, refuse("", "found an artifact of the type %q, wanted %s", m.ArtifactType, wanted)
	}
	return nil, refuse("", "found an image or another artifact, its configuration has the type %q, wanted %s", m.Config.MediaType, wanted)
}

func isIndex(kind string) bool {
	return kind == ocispec.MediaTypeImageIndex || kind == "application/vnd.docker.distribution.manifest.list.v2+json"
}

// archiveOf returns the layer that is the package itself. Each layer of a package must be there
// once, and no other.
func archiveOf(m *ocispec.Manifest) (archive ocispec.Descriptor, err error) {
	missing := map[string]bool{archiveType: true}
	for _, l := range layered {
		missing[l.kind] = true
	}
	for _, l := range m.Layers {
		if !missing[l.MediaType] {
			return archive, refuse("", "found a layer of the type %q, wanted each layer of a package once", l.MediaType)
		}
		delete(missing, l.MediaType)
		if l.MediaType == archiveType {
			archive = l
		}
	}
	switch {
	case len(missing) > 0:
		return archive, refuse("", "the layer of the type %s is missing", slices.Min(slices.Collect(maps.Keys(missing))))
	case !digestForm.MatchString(archive.Digest.String()):
		return archive, refuse("", "found the digest %q, wanted sha256: and 64 hexadecimal digits", archive.Digest)
	case archive.Size < 0 || archive.Size > wide.archive:
		return archive, refuse("", "found a package of %d bytes, at most %d are read", archive.Size, wide.archive)
	}
	return archive, nil
}

// tells compares what a manifest says with the package that its archive is.
func tells(m *ocispec.Manifest, archive ocispec.Descriptor, p *Package) error {
	want := describe(p, archive.Size, archive.Digest.String())
	for _, w := range want.Layers {
		at := slices.IndexFunc(m.Layers, func(l ocispec.Descriptor) bool { return l.MediaType == w.MediaType })
		if at < 0 || m.Layers[at].Digest != w.Digest || m.Layers[at].Size != w.Size {
			return refuse(w.Annotations[ocispec.AnnotationTitle], "the layer beside the package is another one than the file in it")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want.Annotations)) {
		if found := m.Annotations[key]; found != want.Annotations[key] {
			short := strings.TrimPrefix(key, "org.opencontainers.image.")
			return refuse("", "the manifest says %s %q, the package in it %q", short, found, want.Annotations[key])
		}
	}
	return nil
}
