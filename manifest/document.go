package manifest

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
)

// apiVersion is what documents of this release start with.
const apiVersion = "joinery/v1"

// documentKinds are the kinds that a YAML document may have.
var documentKinds = []string{"Component", "Product", "Bundle"}

const startHint = "a manifest starts with `apiVersion: " + apiVersion + "` and `kind: Component`, `Product` or `Bundle`"

// documents is what one file says.
type documents struct {
	components []*Component
	products   []*Product
	bundles    []*Bundle
	problems   diag.List
}

// header returns the two fields that every document starts with. They are looked at before the
// others are read, so reading them does nothing.
func header[T any](kind string) []field[T] {
	known := func(*decoder, *yaml.Node, *T) bool { return true }
	return []field[T]{
		{
			name: "apiVersion", required: true, says: "The edition of this format.",
			value: value[T]{form: form{word: apiVersion, enum: []string{apiVersion}}, read: known},
		},
		{
			name: "kind", required: true, says: "What the document declares.",
			value: value[T]{form: form{word: kind, enum: []string{kind}}, read: known},
		},
	}
}

// read reads all documents of a file.
func (d *decoder) read(file *source) documents {
	var out documents
	d.each(file, func(_ chunk, n *yaml.Node) { d.document(n, &out) })
	out.problems = d.problems
	return out
}

// each visits the documents of a file one by one; what cannot be parsed is reported.
func (d *decoder) each(file *source, visit func(c chunk, root *yaml.Node)) {
	d.open(file)
	empty := true
	for _, c := range split(file.text) {
		d.begin(c.before)
		empty = empty && c.blank()
		if d.legible(c.text) {
			if n := d.parse(c); n != nil {
				visit(c, n)
			}
		}
	}
	if empty {
		d.begin(0)
		d.report("schema", diag.Place{File: file.name, Line: 1, Column: 1}, "the file is empty, wanted a document", startHint)
	}
}

// document reads the document n into out.
func (d *decoder) document(n *yaml.Node, out *documents) {
	if n.Kind != yaml.MappingNode {
		if d.spelledOut(n) {
			d.unfit(n, kindOf(n), "a map of fields", startHint)
		}
		return
	}
	d.spelledOut(n)
	kind := valueOf(n, "kind")
	if !d.knownEdition(n) || !d.knownKind(n, kind) {
		return
	}
	if name := valueOf(n, "name"); name != nil && name.Kind == yaml.ScalarNode && CheckName(name.Value) == nil {
		d.name, d.isPart = d.word(name.Value), kind.Value == "Component"
	}
	switch kind.Value {
	case "Component":
		out.components = append(out.components, d.component(n))
	case "Product":
		out.products = append(out.products, d.product(n))
	case "Bundle":
		out.bundles = append(out.bundles, d.bundle(n))
	}
}

// knownEdition reports whether the document's apiVersion is ours. A missing one is found with
// the other fields.
func (d *decoder) knownEdition(n *yaml.Node) bool {
	edition := valueOf(n, "apiVersion")
	if edition == nil || isNull(edition) || edition.Kind == yaml.ScalarNode && edition.Value == apiVersion {
		return true
	}
	d.enter("apiVersion")
	defer d.leave()
	if edition.Kind != yaml.ScalarNode {
		d.unfit(edition, kindOf(edition), apiVersion)
		return false
	}
	d.wrong(edition, fmt.Sprintf("apiVersion: found %s, this joinery reads %s", quoted(edition.Value), apiVersion))
	return false
}

// knownKind reports whether the document's kind is one of ours.
func (d *decoder) knownKind(n, kind *yaml.Node) bool {
	d.enter("kind")
	defer d.leave()
	switch {
	case kind == nil:
		d.wrong(n, "missing field \"kind\"", startHint)
		return false
	case kind.Kind != yaml.ScalarNode:
		d.unfit(kind, kindOf(kind), either(documentKinds))
		return false
	case isNull(kind):
		d.wrong(kind, "kind: found no value, wanted "+either(documentKinds))
		return false
	case kind.Value == "Change":
		d.wrong(kind, "kind: found \"Change\", wanted "+either(documentKinds), "a change is a file of its own: changes/<any-name>.md")
		return false
	}
	for _, known := range documentKinds {
		if kind.Value == known {
			return true
		}
	}
	d.wrong(kind, fmt.Sprintf("kind: found %s, wanted %s", quoted(kind.Value), either(documentKinds)), meant(Nearest(kind.Value, documentKinds))...)
	return false
}
