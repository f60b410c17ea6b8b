package sbom

import (
	"io"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// CycloneDX writes the bill as CycloneDX 1.6 in JSON. The error is w's.
func (b *Bill) CycloneDX(w io.Writer) error { return b.encode(w, cdx.BOMFileFormatJSON) }

// CycloneDXXML writes the bill as CycloneDX 1.6 in XML: what [Bill.CycloneDX] says, with U+FFFD
// for the control characters that XML does not have. The error is w's.
func (b *Bill) CycloneDXXML(w io.Writer) error { return b.encode(w, cdx.BOMFileFormatXML) }

func (b *Bill) encode(w io.Writer, format cdx.BOMFileFormat) error {
	err := cdx.NewBOMEncoder(w, format).SetPretty(true).SetEscapeHTML(false).Encode(b.cycloneDX())
	if err == nil && format == cdx.BOMFileFormatXML {
		_, err = io.WriteString(w, "\n")
	}
	return err
}

// cycloneDX returns the bill in CycloneDX's own terms.
func (b *Bill) cycloneDX() *cdx.BOM {
	bom := cdx.NewBOM()
	// The library makes documents of its newest edition; converting one would copy all of it.
	bom.SpecVersion = cdx.SpecVersion1_6
	bom.JSONSchema = "http://cyclonedx.org/schema/bom-1.6.schema.json"
	bom.XMLNS = "http://cyclonedx.org/schema/bom/1.6"
	bom.SerialNumber = "urn:uuid:" + b.id
	bom.Metadata = &cdx.Metadata{
		Timestamp: instant(b.root.released),
		Tools:     &cdx.ToolsChoice{Components: &[]cdx.Component{{Type: cdx.ComponentTypeApplication, Name: "joinery", Version: b.tool}}},
		Component: b.cycloneDXProduct(),
	}
	bom.Components = cycloneDXComponents(b.root.holds)
	dependencies := []cdx.Dependency{dependency(b.root)}
	for _, p := range b.parts {
		dependencies = append(dependencies, dependency(p))
	}
	bom.Dependencies = &dependencies
	return bom
}

// dependency returns what a part depends on. One that depends on nothing has an entry as well:
// without one its dependencies would count as unknown.
func dependency(p *part) cdx.Dependency {
	d := cdx.Dependency{Ref: p.ref}
	var on []string
	for _, needed := range p.needs {
		on = append(on, needed.ref)
	}
	if len(on) > 0 {
		d.Dependencies = &on
	}
	return d
}

func (b *Bill) cycloneDXProduct() *cdx.Component {
	var own properties
	own.add("title", b.root.title)
	own.add("digest", b.root.digest)
	for _, r := range b.bundle.Extends {
		own.add("extends", r.Value)
	}
	for _, pin := range b.bundle.Overrides {
		own.add("override", pin.Name.Value+" "+pin.Want.Value)
	}
	for _, l := range b.bundle.Labels {
		own.add("label:"+l.Key.Value, l.Value.Value)
	}
	return &cdx.Component{
		BOMRef: b.root.ref, Type: cdx.ComponentTypeApplication, Name: b.root.name, Version: b.root.version,
		Properties: own.list(), ReleaseNotes: b.releaseNotes(),
	}
}

// cycloneDXComponents returns the parts with what they hold, nil when there are none.
func cycloneDXComponents(parts []*part) *[]cdx.Component {
	if len(parts) == 0 {
		return nil
	}
	all := make([]cdx.Component, len(parts))
	for i, p := range parts {
		all[i] = p.cycloneDX()
	}
	return &all
}

// cycloneDXTypes says what a component's type is called. What is neither a library, data nor a
// device is an application, as the format asks for where nothing narrower fits.
var cycloneDXTypes = map[string]cdx.ComponentType{
	"library": cdx.ComponentTypeLibrary, "config": cdx.ComponentTypeData, "hardware": cdx.ComponentTypeDevice,
}

func (p *part) cycloneDX() cdx.Component {
	c := cdx.Component{
		BOMRef: p.ref, Type: cdx.ComponentTypeApplication, Name: p.name, Version: p.version,
		Description: p.description(), Scope: cdx.ScopeRequired, PackageURL: p.packageURL(),
		Properties: p.properties().list(), Components: cycloneDXComponents(p.holds),
	}
	if narrower, ok := cycloneDXTypes[p.kind()]; ok {
		c.Type = narrower
	}
	if c.Type == cdx.ComponentTypeData {
		c.Data = &[]cdx.ComponentData{{Type: cdx.ComponentDataTypeConfiguration}}
	}
	var places []cdx.ExternalReference
	for _, a := range p.artifacts {
		place := cdx.ExternalReference{Type: cdx.ERTypeDistribution, URL: reference(a.URI.Value), Hashes: hashes(a.Digest.Value)}
		if !a.MediaType.IsZero() {
			place.Comment = "media type " + a.MediaType.Value
		}
		places = append(places, place)
	}
	if len(places) > 0 {
		c.ExternalReferences = &places
	}
	if len(p.artifacts) == 1 { // the component is that file
		c.Hashes = hashes(p.artifacts[0].Digest.Value)
		c.MIMEType = mimeType(p.artifacts[0].MediaType.Value)
	}
	return c
}

// hashes returns the hash that a digest states, nil when it states none.
func hashes(digest string) *[]cdx.Hash {
	digits := sha256Of(digest)
	if digits == "" {
		return nil
	}
	return &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: digits}}
}

// mimeType returns a media type as far as the format takes it: without parameters.
func mimeType(text string) string {
	text, _, _ = strings.Cut(text, ";")
	text = strings.ToLower(strings.TrimSpace(text))
	kind, sub, _ := strings.Cut(text, "/")
	for _, half := range []string{kind, sub} {
		if half == "" || strings.Trim(half, "-+.0123456789abcdefghijklmnopqrstuvwxyz") != "" {
			return ""
		}
	}
	return text
}
