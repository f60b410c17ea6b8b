package manifest

import (
	"gopkg.in/yaml.v3"

	"joinery/manifest/version"
)

// Component is a thing with versions of its own.
type Component struct {
	File        string // relative to the root, with slashes
	Name        Text
	Title       Text
	Description Text
	Type        Text // library, service, ui, cli, config, hardware, other; absent: other
	Owner       Text
	Exposure    Text // public, internal; absent: public
	Formerly    []Text
	Versioning  Versioning
	Paths       []Text // globs, relative to File's folder; absent: the folder
	Labels      []Label
	Versions    []*Entry // as written
}

var componentMapping = mapping[Component]{
	name: "Component",
	says: "A thing with versions of its own: library, service, UI, CLI, configuration or hardware part.",
	fields: append(header[Component]("Component"), []field[Component]{
		{name: "name", required: true, says: "What manifests call it; components and products share one name space.", value: at(
			func(c *Component) *Text { return &c.Name }, nameText)},
		{name: "title", says: "What people read in release notes.", absent: "the name", value: at(
			func(c *Component) *Text { return &c.Title }, anyText)},
		{name: "description", says: "What it does, in a sentence or two.", value: at(
			func(c *Component) *Text { return &c.Description }, anyText)},
		{name: "type", says: "What sort of thing it is.", absent: "other", value: at(
			func(c *Component) *Text { return &c.Type }, oneOf("library", "service", "ui", "cli", "config", "hardware", "other"))},
		{name: "owner", says: "Who answers for it.", value: at(
			func(c *Component) *Text { return &c.Owner }, anyText)},
		{name: "exposure", says: "Whether customers see it.", absent: "public", value: at(
			func(c *Component) *Text { return &c.Exposure }, oneOf("public", "internal"))},
		{name: "formerly", says: "Its earlier names.", value: at(
			func(c *Component) *[]Text { return &c.Formerly }, listOf("a list of names", nameText))},
		{name: "versioning", says: "How its versions are written.", absent: "semver", value: at(
			func(c *Component) *Versioning { return &c.Versioning }, componentVersioning)},
		{name: "paths", says: "Globs, relative to the manifest's folder: a pull request that touches one of these files touches the component.", absent: "the manifest's folder", value: at(
			func(c *Component) *[]Text { return &c.Paths }, listOf("a list of globs", someText))},
		{name: "labels", says: labelsSay, value: at(
			func(c *Component) *[]Label { return &c.Labels }, labelMap)},
		{name: "versions", says: "Its versions, in any order; newest first by custom.", value: at(
			func(c *Component) *[]*Entry { return &c.Versions }, listOf("a list of versions", pointer(object(&entryMapping))))},
	}...),
}

// component reads a document of kind Component.
func (d *decoder) component(n *yaml.Node) *Component {
	c := &Component{File: d.file.name, Versioning: Versioning{Scheme: version.SemVer}}
	componentMapping.read(d, n, c)
	d.enter("versions")
	for _, e := range c.Versions {
		e.Component = c
		e.parse(d)
	}
	d.leave()
	return c
}

// parse parses the entry's versions, now that the component's scheme is known.
func (e *Entry) parse(d *decoder) {
	by := e.Component.Versioning
	d.enter(e.Version.Value)
	defer d.leave()
	if !e.Version.IsZero() {
		e.Parsed = d.version(by, e.Version)
	}
	d.parseReferences(by, e.Extends)
}

// parseReferences parses what a version extends.
func (d *decoder) parseReferences(by Versioning, extends []Reference) {
	d.enter("extends")
	defer d.leave()
	for i := range extends {
		d.within(extends[i].Value, func() { extends[i].Parsed = d.version(by, extends[i].Text) })
	}
}
