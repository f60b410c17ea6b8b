package resolve

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve/solve"
)

// Candidates returns how many candidates an item has.
func (u *universe) Candidates(n int) int { return len(u.items[n].candidates) }

// Requirements returns what a candidate needs, by name.
func (u *universe) Requirements(n, number int) []*solve.Requirement {
	c := u.items[n].candidates[number]
	if !c.expanded {
		c.expanded = true
		switch {
		case n == 0:
			for _, d := range u.root {
				c.require(u.requirement(&want{asks: d, file: u.product.File}, c))
			}
		case c.entry != nil:
			u.expandEntry(c)
		case c.ref != nil:
			u.expandBundle(c)
		case c.extra != nil:
			u.expandExtra(c)
		}
	}
	return c.requirements
}

func (c *candidate) require(r *solve.Requirement) { c.requirements = append(c.requirements, r) }

func (u *universe) expandEntry(c *candidate) {
	wants := make([]want, len(c.entry.Dependencies))
	c.requirements = make([]*solve.Requirement, 0, len(wants))
	for i := range wants {
		wants[i] = want{from: c, asks: &c.entry.Dependencies[i], file: c.entry.Component.File}
	}
	slices.SortStableFunc(wants, func(a, b want) int { return strings.Compare(a.asks.Name.Value, b.asks.Name.Value) })
	for i := range wants { // items are numbered in this order too, so the order of lines decides nothing
		c.require(u.requirement(&wants[i], c))
	}
}

// expandBundle asks for every component at exactly the version that the bundle lists. A bundle
// that cannot be read asks for something that nothing meets.
func (u *universe) expandBundle(c *candidate) {
	bundle, _ := u.source.Bundle(*c.ref)
	if bundle == nil {
		d := &manifest.Dependency{Name: manifest.Text{Value: c.item.name}, Want: manifest.Text{Value: c.version.String()}}
		w := &want{from: c, to: c.item, asks: d, file: c.ref.File, broken: true}
		c.require(w.met(c, c.item.number, solve.Set{}))
		return
	}
	for i := range bundle.Components {
		listed := &bundle.Components[i]
		d := &manifest.Dependency{Name: listed.Name, Want: listed.Version}
		d.Constraint = exactly(u.schemeOf(d.Name.Value), d.Want.Value)
		w := &want{from: c, asks: d, file: bundle.File, to: u.items[u.number(d.Name.Value)]}
		c.require(u.meet(w, c))
	}
}

// requirement turns a want of the product or of an entry into what the solver asks.
func (u *universe) requirement(w *want, c *candidate) *solve.Requirement {
	w.to = u.items[u.number(w.asks.Name.Value)]
	if override := u.overrides[w.asks.Name.Value]; override != nil {
		w.override, w.file = override, u.product.File
	}
	r := u.meet(w, c)
	if w.from == nil {
		return r
	}
	if r.Unless = u.waivers(c, w.to.name, w.counts()); r.Unless == nil {
		r.Of = u.sharing(c, w)
	}
	return r
}

// meet finds the candidates that meet a want. A component that an exception frees is an item a
// version.
func (u *universe) meet(w *want, c *candidate) *solve.Requirement {
	listed, free := u.settings.freed[w.to.name]
	if !free {
		return w.met(c, w.to.number, w.to.admits(w.counts()))
	}
	if one := w.to.highest(w.counts(), listed); one != nil {
		return w.met(c, u.alone(one), solve.Of(0))
	}
	return w.met(c, w.to.number, solve.Set{})
}

// alone returns the number of the item that stands for one version of a freed component.
func (u *universe) alone(c *candidate) int {
	key := c.item.name + " " + c.version.String()
	if n, ok := u.index[key]; ok {
		return n
	}
	one := &item{number: len(u.items), name: c.item.name, component: c.item.component, nested: c.item.nested}
	only := *c
	only.item, only.number, only.requirements, only.expanded = one, 0, nil, false
	one.candidates = []*candidate{&only}
	u.items = append(u.items, one)
	u.index[key] = one.number
	return one.number
}

// sharing returns the neighbours of c that want the same, c among them. One learned fact then
// speaks for all of them.
func (u *universe) sharing(c *candidate, w *want) solve.Set {
	first, end := c.number, c.number+1
	for first > 0 && u.shares(c.item.candidates[first-1], w) {
		first--
	}
	for end < len(c.item.candidates) && u.shares(c.item.candidates[end], w) {
		end++
	}
	return solve.Range(first, end)
}

func (u *universe) shares(c *candidate, w *want) bool {
	if c.entry == nil || len(u.inner) > 0 {
		return false
	}
	for i := range c.entry.Dependencies {
		d := &c.entry.Dependencies[i]
		if d.Name.Value == w.asks.Name.Value {
			return w.override != nil || d.Want.Value == w.asks.Want.Value
		}
	}
	return false
}
