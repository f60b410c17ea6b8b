package resolve

import (
	"joinery/manifest"
	"joinery/manifest/diag"
)

// Requirement is one line of a manifest that asks for a component.
type Requirement struct {
	Entry    *manifest.Entry   // the version that asks, nil when a product does
	Product  *manifest.Product // the product that asks, nil when a version does
	Override bool              // it stands among the product's overrides
	*manifest.Dependency
}

// File returns the manifest that the requirement stands in.
func (r Requirement) File() string {
	if r.Product != nil {
		return r.Product.File
	}
	return r.Entry.Component.File
}

// At returns where the requirement stands.
func (r Requirement) At() diag.Place { return r.Name.In(r.File()) }

// Released reports whether a released version asks: its line is never edited.
func (r Requirement) Released() bool { return r.Entry != nil && !r.Entry.Parsed.IsPrerelease() }

// Requirers holds the requirements on every component and product, by its name: those of
// products first, then those of versions; each in the order of names, then as written.
type Requirers map[string][]Requirement

// RequirersOf reads who asks for what from everything that a source knows. The cost is linear
// in requirements, so whoever asks several times keeps the answer.
func RequirersOf(source Source) Requirers {
	all := Requirers{}
	names := source.Names()
	for _, name := range names {
		if p := source.Product(name); p != nil {
			all.add(Requirement{Product: p}, p.Components)
			all.add(Requirement{Product: p, Override: true}, p.Overrides)
		}
	}
	for _, name := range names {
		if c := source.Component(name); c != nil {
			for _, e := range c.Versions {
				all.add(Requirement{Entry: e}, e.Dependencies)
			}
		}
	}
	return all
}

func (all Requirers) add(r Requirement, list []manifest.Dependency) {
	for i := range list {
		r.Dependency = &list[i]
		all[r.Name.Value] = append(all[r.Name.Value], r)
	}
}
