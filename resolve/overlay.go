package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// overlay is a source as it would be after some edits. It never changes what lies under it.
type overlay struct {
	Source
	cut        bool // new versions are cut, not snapshots
	components map[string]*manifest.Component
	products   map[string]*manifest.Product
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

func newOverlay(under Source, cut bool) *overlay {
	return &overlay{Source: under, cut: cut, components: map[string]*manifest.Component{}, products: map[string]*manifest.Product{}}
}

// edited returns the overlay's own copy of a component.
func (o *overlay) edited(name string) *manifest.Component {
	if c, ok := o.components[name]; ok {
		return c
	}
	c := *o.Source.Component(name)
	c.Versions = slices.Clone(c.Versions)
	o.components[name] = &c
	return &c
}

// add puts in a successor, its dependencies moved as the pins say.
func (o *overlay) add(next *Successor, pins []MovedPin) {
	v := o.version(next)
	c := o.edited(next.Extends[0].Component.Name.Value)
	e := &manifest.Entry{Component: c, Version: manifest.Text{Value: v.String()}, Parsed: v}
	for _, parent := range next.Extends {
		e.Extends = append(e.Extends, manifest.Reference{Text: parent.Version, Parsed: parent.Parsed})
	}
	for _, pin := range next.Entry(v, pins...).Dependencies {
		d := manifest.Dependency{Name: manifest.Text{Value: pin.Name}, Want: manifest.Text{Value: pin.Want}}
		e.Dependencies = append(e.Dependencies, o.parsed(d))
	}
	c.Versions = append(c.Versions, e)
}

// version returns which of its two versions a successor has.
func (o *overlay) version(next *Successor) version.Version {
	if o.cut {
		return next.Version
	}
	return next.Snapshot
}

// apply makes one step of a plan.
func (o *overlay) apply(step PinMove) {
	if step.Next != nil {
		o.add(step.Next, step.Pins)
		return
	}
	for _, pin := range step.Pins {
		if pin.Product != nil {
			name := pin.Product.Name.Value
			p, ok := o.products[name]
			if !ok {
				edited := *o.Source.Product(name)
				edited.Components = slices.Clone(edited.Components)
				edited.Overrides = slices.Clone(edited.Overrides)
				p = &edited
				o.products[name] = p
			}
			if pin.Override {
				o.move(p.Overrides, []MovedPin{pin})
			} else {
				o.move(p.Components, []MovedPin{pin})
			}
			continue
		}
		c := o.edited(pin.Entry.Component.Name.Value)
		at := slices.IndexFunc(c.Versions, func(e *manifest.Entry) bool { return e.Version == pin.Entry.Version })
		e := *c.Versions[at]
		e.Dependencies = slices.Clone(e.Dependencies)
		o.move(e.Dependencies, []MovedPin{pin})
		c.Versions[at] = &e
	}
}

func (o *overlay) move(dependencies []manifest.Dependency, pins []MovedPin) {
	for i := range dependencies {
		for _, pin := range pins {
			if dependencies[i].Name.Value == pin.Name.Value {
				dependencies[i].Want.Value = pin.To
				dependencies[i] = o.parsed(dependencies[i])
			}
		}
	}
}

// parsed reads the constraint again.
func (o *overlay) parsed(d manifest.Dependency) manifest.Dependency {
	scheme := version.Scheme(version.Loose)
	if c := o.Component(d.Name.Value); c != nil {
		scheme = c.Versioning.Scheme
	} else if p := o.Product(d.Name.Value); p != nil {
		scheme = p.Versioning.Scheme
	}
	d.Constraint, _ = version.ParseConstraint(scheme, d.Want.Value)
	return d
}
