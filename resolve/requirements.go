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
		c.require(u.requirement(&wants[i], c))
	}
	slices.SortStableFunc(c.requirements, func(a, b *solve.Requirement) int {
		return strings.Compare(a.Fact.(*want).asks.Name.Value, b.Fact.(*want).asks.Name.Value)
	})
}

// expandBundle asks for every component at exactly the version that the bundle lists. A bundle
// that cannot be read asks for something that nothing meets.
func (u *universe) expandBundle(c *candidate) {
	bundle, _ := u.source.Bundle(*c.ref)
	if bundle == nil {
		d := &manifest.Dependency{Name: manifest.Text{Value: c.item.name}, Want: manifest.Text{Value: c.version.String()}}
		c.require(&solve.Requirement{Of: solve.Of(c.number), Package: c.item.number, Fact: &want{from: c, to: c.item, asks: d, file: c.ref.File, broken: true}})
		return
	}
	for i := range bundle.Components {
		listed := &bundle.Components[i]
		d := &manifest.Dependency{Name: listed.Name, Want: listed.Version}
		d.Constraint = exactly(u.schemeOf(d.Name.Value), d.Want.Value)
		w := &want{from: c, asks: d, file: bundle.File, to: u.items[u.number(d.Name.Value)]}
		c.require(u.meet(w, c, d))
	}
}

// requirement turns a want of the product or of an entry into what the solver asks.
func (u *universe) requirement(w *want, c *candidate) *solve.Requirement {
	w.to = u.items[u.number(w.asks.Name.Value)]
	counts := w.asks
	if override := u.overrides[w.asks.Name.Value]; override != nil {
		w.override, w.file, counts = override, u.product.File, override
	}
	r := u.meet(w, c, counts)
	if w.from == nil {
		return r
	}
	if r.Unless = u.waivers(c, w.to, w.to.admits(counts)); r.Unless == nil {
		r.Of = u.sharing(c, w)
	}
	return r
}

// meet finds the candidates that meet a want. A component that an exception frees is an item a
// version.
func (u *universe) meet(w *want, c *candidate, counts *manifest.Dependency) *solve.Requirement {
	r := &solve.Requirement{Of: solve.Of(c.number), Package: w.to.number, Fact: w}
	listed, free := u.settings.freed[w.to.name]
	if !free {
		r.Admits = w.to.admits(counts)
		return r
	}
	if one := w.to.highest(counts, listed); one != nil {
		r.Package, r.Admits = u.alone(one), solve.Of(0)
	}
	return r
}

// highest returns the highest candidate among the versions listed that meets the want.
func (it *item) highest(d *manifest.Dependency, listed []string) *candidate {
	var best *candidate
	for _, c := range it.candidates {
		if it.meets(d, c) && slices.Contains(listed, c.version.String()) && (best == nil || compare(c.version, best.version) > 0) {
			best = c
		}
	}
	return best
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

// waivers returns the nested bundles that answer a want of c differently: they list c, but what
// they list of the other component would not do. What a bundle says is what customers run.
func (u *universe) waivers(c *candidate, to *item, admitted solve.Set) []solve.In {
	var all []solve.In
	for _, inner := range u.inner {
		var b solve.Builder
		some := false
		for i, bundle := range inner.candidates {
			listed := u.listing(bundle)
			if !slices.Contains(listed[c.item.name], c.version.String()) {
				continue
			}
			meets := slices.ContainsFunc(listed[to.name], func(text string) bool {
				return slices.ContainsFunc(to.candidates, func(t *candidate) bool { return t.version.String() == text && admitted.Has(t.number) })
			})
			if !meets {
				b.Add(i)
				some = true
			}
		}
		if some {
			all = append(all, solve.In{Package: inner.number, Candidates: b.Set()})
		}
	}
	return all
}

// listing returns what a bundle lists, component to versions.
func (u *universe) listing(c *candidate) map[string][]string {
	if c.listed == nil {
		c.listed = map[string][]string{}
		if c.ref == nil {
			return c.listed
		}
		if bundle, _ := u.source.Bundle(*c.ref); bundle != nil {
			for _, listed := range bundle.Components {
				c.listed[listed.Name.Value] = append(c.listed[listed.Name.Value], listed.Version.Value)
			}
		}
	}
	return c.listed
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
