package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Draft is a source as it would be after some edits. What lies under it never changes: it copies
// what it edits.
type Draft struct {
	Source
	components map[string]*manifest.Component
	products   map[string]*manifest.Product
	bundles    map[string][]*manifest.Bundle
}

// NewDraft returns a Draft of a source, without any edit.
func NewDraft(under Source) *Draft {
	return &Draft{under, map[string]*manifest.Component{}, map[string]*manifest.Product{}, map[string][]*manifest.Bundle{}}
}

// Component returns the edited component where there is one.
func (d *Draft) Component(name string) *manifest.Component {
	if c, ok := d.components[name]; ok {
		return c
	}
	return d.Source.Component(name)
}

// Product returns the edited product where there is one.
func (d *Draft) Product(name string) *manifest.Product {
	if p, ok := d.products[name]; ok {
		return p
	}
	return d.Source.Product(name)
}

// Bundles returns the product's bundles, those that were shelved among them.
func (d *Draft) Bundles(product string) []manifest.BundleRef {
	refs := d.Source.Bundles(product)
	for _, b := range d.bundles[product] {
		at := len(refs)
		for at > 0 && refs[at-1].Version.Scheme() == b.Parsed.Scheme() && refs[at-1].Version.Compare(b.Parsed) > 0 {
			at--
		}
		refs = slices.Insert(refs, at, manifest.BundleRef{File: b.File, Version: b.Parsed})
	}
	return refs
}

// Bundle returns a bundle that was shelved, or reads one.
func (d *Draft) Bundle(ref manifest.BundleRef) (*manifest.Bundle, diag.List) {
	for _, all := range d.bundles {
		for _, b := range all {
			if b.File == ref.File {
				return b, nil
			}
		}
	}
	return d.Source.Bundle(ref)
}

// Shelve puts in a bundle of its product, under the file that it would be written to.
func (d *Draft) Shelve(b *manifest.Bundle) {
	shelved := *b
	shelved.File = manifest.BundleFile(b.Name.Value, b.Version.Value)
	d.bundles[b.Name.Value] = append(d.bundles[b.Name.Value], &shelved)
}

// component returns the draft's own copy of a component, its entries copied too.
func (d *Draft) component(name string) *manifest.Component {
	if c, ok := d.components[name]; ok {
		return c
	}
	c := *d.Source.Component(name)
	c.Versions = slices.Clone(c.Versions)
	for i, e := range c.Versions {
		own := *e
		own.Component = &c
		own.Dependencies = slices.Clone(e.Dependencies)
		own.Extends = slices.Clone(e.Extends)
		own.Changes = slices.Clone(e.Changes)
		c.Versions[i] = &own
	}
	d.components[name] = &c
	return &c
}

// product returns the draft's own copy of a product.
func (d *Draft) product(name string) *manifest.Product {
	if p, ok := d.products[name]; ok {
		return p
	}
	p := *d.Source.Product(name)
	p.Components = slices.Clone(p.Components)
	p.Overrides = slices.Clone(p.Overrides)
	d.products[name] = &p
	return &p
}

// Add puts a new entry into a component, as it reads once it is written. Its version has to be
// one in the component's scheme.
func (d *Draft) Add(component string, n manifest.NewEntry) error {
	c := d.component(component)
	parsed, err := c.Versioning.Scheme.Parse(n.Version)
	if err != nil {
		return err
	}
	e := &manifest.Entry{
		Component: c, Version: manifest.Text{Value: n.Version}, Parsed: parsed,
		Released: manifest.Text{Value: n.Released}, Revision: manifest.Text{Value: n.Revision},
		Contract: n.Contract, HasContract: n.HasContract, Changes: n.Changes,
	}
	for _, text := range n.Extends {
		of := manifest.Reference{Text: manifest.Text{Value: text}}
		of.Parsed, _ = c.Versioning.Scheme.Parse(text)
		e.Extends = append(e.Extends, of)
	}
	for _, pin := range n.Dependencies {
		need := manifest.Dependency{Name: manifest.Text{Value: pin.Name}}
		d.want(&need, pin.Want)
		e.Dependencies = append(e.Dependencies, need)
	}
	c.Versions = append(c.Versions, e)
	return nil
}

// Move edits a requirement. It reports false, and does nothing, where it does not say any more
// what the pin found there.
func (d *Draft) Move(pin MovedPin) bool {
	var list []manifest.Dependency
	switch {
	case pin.Product != nil && pin.Override:
		list = d.product(pin.Product.Name.Value).Overrides
	case pin.Product != nil:
		list = d.product(pin.Product.Name.Value).Components
	default:
		e := Entry(d.component(pin.Entry.Component.Name.Value), pin.Entry.Version.Value)
		if e == nil {
			return false
		}
		list = e.Dependencies
	}
	for i := range list {
		if list[i].Name.Value == pin.Name.Value && list[i].Want.Value == pin.Want.Value {
			d.want(&list[i], pin.To)
			return true
		}
	}
	return false
}

// Cut makes a pre-release the production version, as [Amendment] does in the files, and returns
// the draft's own entry of it. Requirements on it stay; see [Draft.Move].
func (d *Draft) Cut(cutting *Cutting) *manifest.Entry {
	c := d.component(cutting.Entry.Component.Name.Value)
	cut := Entry(c, cutting.Entry.Version.Value)
	for _, e := range c.Versions {
		for i := range e.Extends {
			if of := &e.Extends[i]; !of.Parsed.IsZero() && of.Parsed.Compare(cut.Parsed) == 0 {
				of.Value, of.Parsed = cutting.To.String(), cutting.To
			}
		}
	}
	cut.Version.Value, cut.Parsed = cutting.To.String(), cutting.To
	return cut
}

// want sets what a dependency asks for.
func (d *Draft) want(need *manifest.Dependency, text string) {
	scheme := version.Scheme(version.Loose)
	if c := d.Component(need.Name.Value); c != nil {
		scheme = c.Versioning.Scheme
	} else if p := d.Product(need.Name.Value); p != nil {
		scheme = p.Versioning.Scheme
	}
	need.Want.Value = text
	need.Constraint, _ = version.ParseConstraint(scheme, text)
}
