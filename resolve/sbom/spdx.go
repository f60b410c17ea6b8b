package sbom

import (
	"encoding/json"
	"io"
	"strings"
)

// SPDX writes the bill as SPDX 2.3 in JSON. The error is w's.
func (b *Bill) SPDX(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(b.spdx())
}

// The parts of SPDX 2.3 that a bill has, in the order in which they are written.
type (
	spdxDocument struct {
		ID            string             `json:"SPDXID"`
		Version       string             `json:"spdxVersion"`
		Name          string             `json:"name"`
		Namespace     string             `json:"documentNamespace"`
		License       string             `json:"dataLicense"`
		Creation      spdxCreation       `json:"creationInfo"`
		Packages      []spdxPackage      `json:"packages"`
		Relationships []spdxRelationship `json:"relationships"`
	}
	spdxCreation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
		Comment  string   `json:"comment,omitempty"`
	}
	spdxPackage struct {
		ID               string         `json:"SPDXID"`
		Name             string         `json:"name"`
		Version          string         `json:"versionInfo,omitempty"`
		Purpose          string         `json:"primaryPackagePurpose,omitempty"`
		Summary          string         `json:"summary,omitempty"`
		Description      string         `json:"description,omitempty"`
		Supplier         string         `json:"supplier"`
		DownloadLocation string         `json:"downloadLocation"`
		FileName         string         `json:"packageFileName,omitempty"`
		FilesAnalyzed    bool           `json:"filesAnalyzed"`
		Checksums        []spdxChecksum `json:"checksums,omitempty"`
		ReleaseDate      string         `json:"releaseDate,omitempty"`
		SourceInfo       string         `json:"sourceInfo,omitempty"`
		LicenseConcluded string         `json:"licenseConcluded"`
		LicenseDeclared  string         `json:"licenseDeclared"`
		Copyright        string         `json:"copyrightText"`
		ExternalRefs     []spdxRef      `json:"externalRefs,omitempty"`
		Comment          string         `json:"comment,omitempty"`
	}
	spdxChecksum struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"checksumValue"`
	}
	spdxRef struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	spdxRelationship struct {
		From string `json:"spdxElementId"`
		Type string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
)

const (
	noAssertion = "NOASSERTION"
	theDocument = "SPDXRef-DOCUMENT"

	// never stands where the format demands a time and the bundle has no day: the same for
	// everybody, and recognised as no time by those who read bills.
	never = "1970-01-01T00:00:00Z"
)

// spdx returns the bill in SPDX's own terms.
func (b *Bill) spdx() spdxDocument {
	d := spdxDocument{
		ID: theDocument, Version: "SPDX-2.3", Name: b.root.name + " " + b.root.version, License: "CC0-1.0",
		Namespace: "https://spdx.org/spdxdocs/" + spdxWord(b.root.name+"-"+b.root.version) + "-" + b.id,
		Creation:  spdxCreation{Created: instant(b.root.released), Creators: []string{"Tool: joinery"}},
	}
	if b.tool != "" {
		d.Creation.Creators[0] += "-" + b.tool
	}
	if d.Creation.Created == "" {
		d.Creation.Created, d.Creation.Comment = never, "The release has no date."
	}
	ids, taken := map[*part]string{}, references{}
	for _, p := range b.all() {
		ids[p] = taken.take("SPDXRef-"+spdxWord(p.name+"-"+p.version), "-")
	}
	relate := func(from, kind, to string) {
		d.Relationships = append(d.Relationships, spdxRelationship{from, kind, to})
	}
	relate(theDocument, "DESCRIBES", ids[b.root])
	for _, p := range b.all() {
		d.Packages = append(d.Packages, p.spdx(ids[p]))
		if len(p.artifacts) > 1 { // a file each; a component that is one file stands for it
			for _, a := range p.artifacts {
				file := spdxArtifact(a, taken.take(ids[p]+"-file", "-"), p.version)
				d.Packages = append(d.Packages, file)
				relate(ids[p], "CONTAINS", file.ID)
			}
		}
		for _, held := range p.holds {
			relate(ids[p], "CONTAINS", ids[held])
		}
		for _, needed := range p.needs {
			relate(ids[p], "DEPENDS_ON", ids[needed])
		}
	}
	return d
}

// all returns the product and its components.
func (b *Bill) all() []*part { return append([]*part{b.root}, b.parts...) }

// spdxWord returns a text with hyphens for what may not stand in an identifier.
func spdxWord(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r < 0x80 && isAlphanumeric(byte(r)) {
			return r
		}
		return '-'
	}, text)
}
