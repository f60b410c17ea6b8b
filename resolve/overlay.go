package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// overlay is a source as it would be after some edits. It never changes what lies under it.
type overlay struct {
	Source
	components map[string]*manifest.Component
	products   map[string]*manifest.Product
}

func newOverlay(under Source) *overlay {
	return &overlay{under, map[string]*manifest.Component{}, map[string]*manifest.Product{}}
}

// Component returns the edited component where there is one.
func (o *overlay) Component(name string) *manifest.Component {
	if c, ok := o.components[name]; ok {
		return c
	}
	return o.Source.Component(name)
}

// Product returns the edited product where there is one.
func (o *overlay) Product(name string) *manifest.Product {
	if p, ok := o.products[name]; ok {
		return p
	}
	return o.Source.Product(name)
}

// component returns the overlay's own copy of a component, its entries copied too.
func (o *overlay) component(name string) *manifest.Component {
	if c, ok := o.components[name]; ok {
		return c
	}
	c := *o.Source.Component(name)
	c.Versions = slices.Clone(c.Versions)
	for i, e := range c.Versions {
		own := *e
		own.Component = &c
		own.Dependencies = slices.Clone(e.Dependencies)
		own.Extends = slices.Clone(e.Extends)
		c.Versions[i] = &own
	}
	o.components[name] = &c
	return &c
}

// product returns the overlay's own copy of a product.
func (o *overlay) product(name string) *manifest.Product {
	if p, ok := o.products[name]; ok {
		return p
	}
	p := *o.Source.Product(name)
	p.Components = slices.Clone(p.Components)
	p.Overrides = slices.Clone(p.Overrides)
	o.products[name] = &p
	return &p
}

// add puts in a successor as a snapshot, its dependencies moved as the pins say.
func (o *overlay) add(next *Successor, pins []MovedPin) {
	c := o.component(next.Component.Name.Value)
	e := &manifest.Entry{Component: c, Version: manifest.Text{Value: next.Snapshot.String()}, Parsed: next.Snapshot}
	for _, parent := range next.Extends {
		e.Extends = append(e.Extends, manifest.Reference{Text: parent.Version, Parsed: parent.Parsed})
	}
	for _, pin := range next.Entry(next.Snapshot, pins...).Dependencies {
		d := manifest.Dependency{Name: manifest.Text{Value: pin.Name}}
		o.want(&d, pin.Want)
		e.Dependencies = append(e.Dependencies, d)
	}
	c.Versions = append(c.Versions, e)
}

// move edits a requirement. It reports false, and does nothing, where it does not say any more
// what the pin found there.
func (o *overlay) move(pin MovedPin) bool {
	var list []manifest.Dependency
	switch {
	case pin.Product != nil && pin.Override:
		list = o.product(pin.Product.Name.Value).Overrides
	case pin.Product != nil:
		list = o.product(pin.Product.Name.Value).Components
	default:
		e := Entry(o.component(pin.Entry.Component.Name.Value), pin.Entry.Version.Value)
		if e == nil {
			return false
		}
		list = e.Dependencies
	}
	for i := range list {
		if list[i].Name.Value == pin.Name.Value && list[i].Want.Value == pin.Want.Value {
			o.want(&list[i], pin.To)
			return true
		}
	}
	return false
}

// rename cuts a pre-release, as [Amendment] does in the files.
func (o *overlay) rename(cutting *Cutting) {
	c := o.component(cutting.Entry.Component.Name.Value)
	cut := Entry(c, cutting.Entry.Version.Value)
	for _, e := range c.Versions {
		for i := range e.Extends {
			if of := &e.Extends[i]; !of.Parsed.IsZero() && of.Parsed.Compare(cut.Parsed) == 0 {
				of.Value, of.Parsed = cutting.To.String(), cutting.To
			}
		}
	}
	cut.Version.Value, cut.Parsed = cutting.To.String(), cutting.To
}

// want sets what a dependency asks for.
func (o *overlay) want(d *manifest.Dependency, text string) {
	scheme := version.Scheme(version.Loose)
	if c := o.Component(d.Name.Value); c != nil {
		scheme = c.Versioning.Scheme
	} else if p := o.Product(d.Name.Value); p != nil {
		scheme = p.Versioning.Scheme
	}
	d.Want.Value = text
	d.Constraint, _ = version.ParseConstraint(scheme, text)
}
