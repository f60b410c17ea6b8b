package check

import (
	"context"
	"errors"

	"joinery/manifest"
	"joinery/resolve"
)

// Composition is a product with its selection, or with the reasons why it has none.
type Composition struct {
	Product   *manifest.Product
	Selection *resolve.Selection // nil when there is none
	Failure   *resolve.Failure   // nil when there is a selection
	holds     map[string]bool
}

// Holds reports whether the product's selection holds the component. A product without a
// selection counts as holding every component that it can reach.
func (c *Composition) Holds(component string) bool {
	return component == c.Product.Name.Value || c.holds[component]
}

// compose selects every product's components. The error is ctx's.
func compose(ctx context.Context, w *manifest.Workspace, o Options) ([]*Composition, error) {
	var all []*Composition
	for _, p := range w.Products {
		if o.Product != "" && p.Name.Value != o.Product {
			continue
		}
		c := &Composition{Product: p}
		selection, err := resolve.Resolve(ctx, w, p, resolve.Options{Environment: o.Environment, Date: o.Date, With: o.With})
		switch {
		case err == nil:
			c.Selection = selection
			c.holds = make(map[string]bool, len(selection.Picks))
			for _, pick := range selection.Picks {
				c.holds[pick.Name] = true
			}
		case errors.As(err, &c.Failure):
			c.reach(w)
		default:
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// reach notes every component that the product can reach through any version.
func (c *Composition) reach(w *manifest.Workspace) {
	c.holds = map[string]bool{}
	var names []string
	add := func(name string) {
		if !c.holds[name] {
			c.holds[name] = true
			names = append(names, name)
		}
	}
	for i := range c.Product.Components {
		d := &c.Product.Components[i]
		add(d.Name.Value)
		for _, ref := range w.Bundles(d.Name.Value) {
			if !admits(d, ref.Version) {
				continue
			}
			if nested, _ := w.Bundle(ref); nested != nil {
				for k := range nested.Components {
					add(nested.Components[k].Name.Value)
				}
			}
		}
	}
	for len(names) > 0 {
		component := w.Component(names[len(names)-1])
		names = names[:len(names)-1]
		if component == nil {
			continue
		}
		for _, e := range component.Versions {
			for i := range e.Dependencies {
				add(e.Dependencies[i].Name.Value)
			}
		}
	}
}
