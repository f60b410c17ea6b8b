package sbom

import "joinery/manifest"

// spdxPurposes says what a component's type is for, by SPDX's words.
var spdxPurposes = map[string]string{
	"library": "LIBRARY", "service": "APPLICATION", "ui": "APPLICATION", "cli": "APPLICATION", "product": "APPLICATION",
	"hardware": "DEVICE", "config": "OTHER", "other": "OTHER",
}

// spdx returns the part as a package. joinery knows no licences, so it asserts none.
func (p *part) spdx(id string) spdxPackage {
	s := newSPDXPackage(id, p.name, p.version)
	s.Purpose = spdxPurposes[p.kind()]
	s.Summary, s.Description = p.title, p.description()
	s.ReleaseDate = instant(p.released)
	if p.revision() != "" {
		s.SourceInfo = "built from revision " + p.revision()
	}
	if len(p.artifacts) == 1 {
		s.take(p.artifacts[0])
	}
	if p.digest != "" {
		s.ExternalRefs = append(s.ExternalRefs, spdxRef{"OTHER", "joinery-digest", p.digest})
	}
	if purl := p.packageURL(); purl != "" {
		s.ExternalRefs = append(s.ExternalRefs, spdxRef{"PACKAGE-MANAGER", "purl", purl})
	}
	if p.entry != nil && p.entry.Status != manifest.Active {
		s.Comment = "This version is " + p.entry.Status.String() + "."
	}
	return s
}

// spdxArtifact returns one of the files of a component that has several.
func spdxArtifact(a manifest.Artifact, id, version string) spdxPackage {
	s := newSPDXPackage(id, a.URI.Value, version)
	if name := fileName(a.URI.Value); name != "" {
		s.Name = name
	}
	s.Purpose = "FILE"
	s.take(a)
	return s
}

func newSPDXPackage(id, name, version string) spdxPackage {
	return spdxPackage{
		ID: id, Name: name, Version: version, Supplier: noAssertion, DownloadLocation: noAssertion,
		LicenseConcluded: noAssertion, LicenseDeclared: noAssertion, Copyright: noAssertion,
	}
}

// take says of a package that it is the artifact's file. A relative place is no place for a
// download; it stays as the name of the file.
func (s *spdxPackage) take(a manifest.Artifact) {
	if place := absolute(a.URI.Value); place != "" {
		s.DownloadLocation, s.FileName = place, fileName(a.URI.Value)
	} else {
		s.FileName = a.URI.Value
	}
	if digits := sha256Of(a.Digest.Value); digits != "" {
		s.Checksums = []spdxChecksum{{"SHA256", digits}}
	}
}
