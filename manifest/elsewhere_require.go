package manifest

import (
	"slices"

	"joinery/manifest/version"
)

// want asks for those of the names that nothing declares.
func (f *fetching) want(names ...string) {
	for _, name := range names {
		if _, declared := f.declaration(name); !declared {
			f.ask(name)
		}
	}
}

// compose asks for what products require: what nothing declares, and the bundles of products.
func (f *fetching) compose(requirements []Dependency) {
	for i := range requirements {
		name := requirements[i].Name.Value
		f.want(name)
		if f.options.Histories >= RequiredHistories && f.Product(name) != nil {
			f.ask(name)
		}
	}
}

// ask adds a name that was not asked for yet.
func (f *fetching) ask(name string) {
	if !f.asked[name] {
		f.asked[name] = true
		f.next = append(f.next, name)
	}
}

// require adds what documents require, and what the bundles list that products require: what a
// bundle lists needs what its component says.
func (f *fetching) require(fresh documents) {
	for _, c := range fresh.components {
		for _, e := range c.Versions {
			for i := range e.Dependencies {
				f.want(e.Dependencies[i].Name.Value)
			}
		}
	}
	for _, p := range fresh.products {
		f.compose(p.Components)
		f.compose(p.Overrides)
	}
	for _, p := range f.Products { // a product that came may be required by one that was there
		for _, d := range slices.Concat(p.Components, p.Overrides) {
			for _, b := range f.nested(d) {
				for i := range b.Components {
					f.want(b.Components[i].Name.Value)
				}
			}
		}
	}
}

// nested returns the bundles that a requirement on a product admits, as far as they were not
// looked at before.
func (f *fetching) nested(d Dependency) []*Bundle {
	p := f.Product(d.Name.Value)
	if p == nil || p.Versioning.unclear {
		return nil
	}
	admitted, err := version.ParseConstraint(p.Versioning.Scheme, d.Want.Value)
	if err != nil {
		return nil
	}
	var all []*Bundle
	for _, ref := range f.Bundles(p.Name.Value) {
		if ref.Version.Scheme() != p.Versioning.Scheme || !admitted.Admits(ref.Version) {
			continue
		}
		if b, _ := f.Bundle(ref); b != nil && !f.peeked[b] {
			f.peeked[b] = true
			all = append(all, b)
		}
	}
	return all
}
