package manifest

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Bundle is a selection under a product version, written down for good.
type Bundle struct {
	File       string
	Name       Text
	Version    Text
	Parsed     version.Version // zero when Version does not parse; a problem says so
	Versioning Versioning
	Extends    []Reference
	Released   Text
	Bump       Bump
	Overrides  []Dependency
	Changes    []Note
	Components []Bundled // as written: sorted by name
	Labels     []Label
	Digest     Text

	// Content is the whole document as read, for the digest: map[string]any, []any, string and
	// true. Fields that this release does not know are in it too; their paths are in Unknown.
	Content map[string]any
	Unknown []Text
}

// At returns where the bundle's version is written.
func (b *Bundle) At() diag.Place { return b.Version.In(b.File) }

// Bump says how a bundle's version came about.
type Bump struct {
	Level    version.Level
	Kinds    []version.Kind // anyver
	RaisedBy version.Level  // the floor that a person asked for; None when nobody did
	Because  []Cause
}

// Cause is one step of a component that moved the product. From is "" for a component that
// was added, To for one that was removed. Change is the id of a change that names the product;
// it stands without a component.
type Cause struct {
	Component, From, To string
	Change              string
	Level               version.Level
}

// Bundled is one component of a bundle.
type Bundled struct {
	Name       Text
	Version    Text
	Direct     bool     // named by the product itself
	Exception  bool     // stands at several versions, under an exception
	RequiredBy []string // the components that need it
	Digest     string   // of the version's canonical form
	Artifacts  []Artifact
}

var bundleMapping = mapping[Bundle]{
	name: "Bundle",
	says: "A selection under a product version, written down for good. joinery writes it; fields that a reader does not know are kept.",
	open: true,
	fields: append(header[Bundle]("Bundle"), []field[Bundle]{
		{name: "name", required: true, says: "The product.", value: at(
			func(b *Bundle) *Text { return &b.Name }, nameText)},
		{name: "version", required: true, says: "The product's version.", value: at(
			func(b *Bundle) *Text { return &b.Version }, versionText)},
		{name: "versioning", says: "How the product's versions are written.", absent: "semver", value: at(
			func(b *Bundle) *Versioning { return &b.Versioning }, productVersioning)},
		{name: "extends", says: "The bundles that it follows.", value: at(
			func(b *Bundle) *[]Reference { return &b.Extends }, referenceList)},
		{name: "released", says: "The day of its release.", value: at(
			func(b *Bundle) *Text { return &b.Released }, dayText)},
		{name: "bump", says: "How its version came about.", value: at(
			func(b *Bundle) *Bump { return &b.Bump }, object(&bumpMapping))},
		{name: "overrides", says: "The overrides that were in force.", value: at(
			func(b *Bundle) *[]Dependency { return &b.Overrides }, overrideMap)},
		{name: "changes", says: "The product's own changes.", value: at(
			func(b *Bundle) *[]Note { return &b.Changes }, noteList)},
		{name: "components", says: "What it consists of, sorted by name.", value: at(
			func(b *Bundle) *[]Bundled { return &b.Components }, listOf("a list of components", object(&bundledMapping)))},
		{name: "labels", says: labelsSay, value: at(
			func(b *Bundle) *[]Label { return &b.Labels }, labelMap)},
		{name: "digest", says: "The SHA-256 of the canonical form of everything else in the document.", value: at(
			func(b *Bundle) *Text { return &b.Digest }, digestText)},
	}...),
}

var anyLevel = levelOf("major", "minor", "patch", "build", "none")

var bumpMapping = mapping[Bump]{
	name: "Bump",
	says: "How a bundle's version came about.",
	open: true,
	fields: []field[Bump]{
		{name: "level", says: "The step from the bundle that it follows.", value: at(
			func(b *Bump) *version.Level { return &b.Level }, anyLevel)},
		{name: "kinds", says: "What the release was, in anyver.", value: at(
			func(b *Bump) *[]version.Kind { return &b.Kinds }, listOf("a list of kinds", releaseKind))},
		{name: "raisedBy", says: "The step that a person asked for at least.", value: at(
			func(b *Bump) *version.Level { return &b.RaisedBy }, anyLevel)},
		{name: "because", says: "The steps that asked for it.", value: at(
			func(b *Bump) *[]Cause { return &b.Because }, listOf("a list of causes", object(&causeMapping)))},
	},
}

var releaseKind = as(oneOf("bugfix", "performance", "functional", "compatible", "kaikaku", "kakushin"), func(t string) version.Kind {
	kind, _ := version.ParseKind(t)
	return kind
})

var causeMapping = mapping[Cause]{
	name: "Cause",
	says: "One step of a component, or one change, that moved the product.",
	open: true,
	fields: []field[Cause]{
		{name: "component", says: "The component that moved.", value: at(
			func(c *Cause) *string { return &c.Component }, asString(nameText))},
		{name: "from", says: "The version that it left; absent when it was added.", value: at(
			func(c *Cause) *string { return &c.From }, asString(versionText))},
		{name: "to", says: "The version that it came to; absent when it was removed.", value: at(
			func(c *Cause) *string { return &c.To }, asString(versionText))},
		{name: "change", says: "The id of a change that names the product.", value: at(
			func(c *Cause) *string { return &c.Change }, asString(someText))},
		{name: "level", says: "What it asks of the product.", value: at(
			func(c *Cause) *version.Level { return &c.Level }, anyLevel)},
	},
}

var bundledMapping = mapping[Bundled]{
	name: "Bundled component",
	says: "One component of a bundle, at the version that customers run.",
	open: true,
	fields: []field[Bundled]{
		{name: "name", required: true, says: "The component.", value: at(
			func(b *Bundled) *Text { return &b.Name }, nameText)},
		{name: "version", required: true, says: "Its version.", value: at(
			func(b *Bundled) *Text { return &b.Version }, versionText)},
		{name: "direct", says: "true for a direct component of the product.", absent: "false", value: at(
			func(b *Bundled) *bool { return &b.Direct }, trueOrFalse)},
		{name: "exception", says: "true for a component that stands at several versions under an exception.", absent: "false", value: at(
			func(b *Bundled) *bool { return &b.Exception }, trueOrFalse)},
		{name: "requiredBy", says: "The components that need it.", value: at(
			func(b *Bundled) *[]string { return &b.RequiredBy }, listOf("a list of names", asString(nameText)))},
		{name: "digest", says: "The SHA-256 of the version's canonical form.", value: at(
			func(b *Bundled) *string { return &b.Digest }, asString(digestText))},
		{name: "artifacts", says: "The files that it consists of.", value: at(
			func(b *Bundled) *[]Artifact { return &b.Artifacts }, artifactList)},
	},
}

// bundle reads a document of kind Bundle.
func (d *decoder) bundle(n *yaml.Node) *Bundle {
	b := &Bundle{File: d.file.name, Versioning: Versioning{Scheme: version.SemVer}}
	d.tolerant = true
	bundleMapping.read(d, n, b)
	if !b.Version.IsZero() {
		d.within("version", func() { b.Parsed = d.version(b.Versioning, b.Version) })
	}
	d.parseReferences(b.Versioning, b.Extends)
	d.distinct(b.Components)
	b.Content, _ = content(n).(map[string]any)
	b.Unknown = d.unknown
	d.reportUnknown()
	return b
}

// distinct reports a component that a bundle lists twice at the same version.
func (d *decoder) distinct(components []Bundled) {
	type pin struct{ name, version string }
	first := make(map[pin]Text, len(components))
	for _, c := range components {
		key := pin{c.Name.Value, c.Version.Value}
		if before, twice := first[key]; twice && key.name != "" {
			d.within("components", func() {
				d.enter(key.name + " " + key.version)
				found := d.report("schema", d.textPlace(c.Name), fmt.Sprintf("%s %s stands twice", key.name, key.version), "keep one of the two")
				found.Related = append(found.Related, related(d.textPlace(before), "it stands here first"))
				d.leave()
			})
			continue
		}
		first[key] = c.Name
	}
}

// reportUnknown tells once which fields of a bundle are not known.
func (d *decoder) reportUnknown() {
	if len(d.unknown) == 0 {
		return
	}
	names := make([]string, len(d.unknown))
	for i, t := range d.unknown {
		names[i] = t.Value
	}
	first := d.unknown[0]
	last := first.Value[strings.LastIndexByte(first.Value, '.')+1:]
	found := d.report("schema", d.file.place(int(first.Line), int(first.Column), last),
		"fields that this joinery does not know: "+strings.Join(names, ", "),
		"they are kept and covered by the digest; a newer joinery knows what they mean")
	found.Severity = diag.Warning
}

// content returns n as the digest sees it: every scalar a string, except a plain true. What
// manifests do not have (aliases, doubled keys) is reported elsewhere and left out.
func content(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			if v := content(n.Content[i+1]); v != nil && n.Content[i].Kind == yaml.ScalarNode {
				m[n.Content[i].Value] = v
			}
		}
		return m
	case yaml.SequenceNode:
		l := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			if v := content(c); v != nil {
				l = append(l, v)
			}
		}
		return l
	case yaml.ScalarNode:
		if n.Value == "true" && n.Tag == "!!bool" {
			return true
		}
		if !isNull(n) {
			return n.Value
		}
	}
	return nil
}
