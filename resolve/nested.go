package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/solve"
)

// inner is a nested product that the product names itself.
type inner struct {
	*item
	admitted solve.Set             // the bundles that the product's own want admits
	listed   []map[string][]string // by candidate: component to versions; nil until it is asked for
}

// extra is a version that nested bundles list and the workspace does not hold. It comes only with
// one of these bundles.
type extra struct {
	version version.Version
	bundled *manifest.Bundled
	by      []origin
}

// origin is a bundle that lists an extra.
type origin struct {
	product string
	version version.Version
}

// nest finds the nested products that the product names, and what their bundles alone know.
func (u *universe) nest() {
	var asked []*manifest.Dependency
	for _, d := range u.root {
		if u.source.Product(d.Name.Value) == nil || d.Name.Value == u.product.Name.Value {
			continue
		}
		if override := u.overrides[d.Name.Value]; override != nil {
			d = override
		}
		asked = append(asked, d)
		for _, ref := range u.source.Bundles(d.Name.Value) {
			if !admits(d, ref.Version) {
				continue
			}
			if bundle, _ := u.source.Bundle(ref); bundle != nil {
				for i := range bundle.Components {
					u.note(&bundle.Components[i], origin{d.Name.Value, ref.Version})
				}
			}
		}
	}
	for _, d := range asked {
		it := u.items[u.number(d.Name.Value)]
		u.inner = append(u.inner, &inner{item: it, admitted: it.admits(d), listed: make([]map[string][]string, len(it.candidates))})
	}
}

// note keeps what a bundle lists when nobody else knows it.
func (u *universe) note(listed *manifest.Bundled, by origin) {
	name, text := listed.Name.Value, listed.Version.Value
	if c := u.source.Component(name); c != nil && Entry(c, text) != nil {
		return
	}
	if slices.ContainsFunc(u.source.Bundles(name), func(ref manifest.BundleRef) bool { return ref.Version.Is(text) }) {
		return
	}
	for _, known := range u.extras[name] {
		if known.version.Is(text) {
			known.by = append(known.by, by)
			return
		}
	}
	v, err := u.schemeOf(name).Parse(text)
	if err != nil {
		if v, err = version.Loose.Parse(text); err != nil {
			return
		}
	}
	u.extras[name] = append(u.extras[name], &extra{v, listed, []origin{by}})
}

// expandExtra lets an extra stand only beside one of the bundles that list it.
func (u *universe) expandExtra(c *candidate) {
	var ways []solve.In
	for _, inner := range u.inner {
		var b solve.Builder
		some := false
		for i, bundle := range inner.candidates {
			if slices.ContainsFunc(c.extra.by, func(o origin) bool { return o.product == inner.name && compare(o.version, bundle.version) == 0 }) {
				b.Add(i)
				some = true
			}
		}
		if some {
			ways = append(ways, solve.In{Package: inner.number, Candidates: b.Set()})
		}
	}
	if len(ways) == 0 { // its bundles may not be chosen, so neither may it
		ways = []solve.In{{Package: c.item.number}}
	}
	to := u.items[ways[0].Package]
	w := &want{from: c, to: to, asks: &manifest.Dependency{Name: manifest.Text{Value: to.name}}, guard: true}
	r := w.met(c, to.number, ways[0].Candidates)
	r.Unless = ways[1:]
	c.require(r)
}

// waivers returns the nested bundles that answer a want of c differently: they list c, but what
// they list of the other component would not do. What a bundle says is what customers run.
func (u *universe) waivers(c *candidate, to string, counts *manifest.Dependency) []solve.In {
	var all []solve.In
	for _, inner := range u.inner {
		var b solve.Builder
		some := false
		for _, i := range inner.admitted.Candidates() {
			listed := u.listing(inner, i)
			if !slices.ContainsFunc(listed[c.item.name], c.version.Is) {
				continue
			}
			if !slices.ContainsFunc(listed[to], func(text string) bool { return u.admitsText(counts, to, text) }) {
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

// admitsText reports whether a want admits the version of a name that a bundle lists.
func (u *universe) admitsText(d *manifest.Dependency, name, text string) bool {
	v, err := u.schemeOf(name).Parse(text)
	if err != nil {
		return d.Want.Value == text
	}
	return admits(d, v)
}

// listing returns what a bundle lists, component to versions.
func (u *universe) listing(inner *inner, i int) map[string][]string {
	if inner.listed[i] == nil {
		inner.listed[i] = map[string][]string{}
		if c := inner.candidates[i]; c.ref != nil {
			if bundle, _ := u.source.Bundle(*c.ref); bundle != nil {
				for _, listed := range bundle.Components {
					inner.listed[i][listed.Name.Value] = append(inner.listed[i][listed.Name.Value], listed.Version.Value)
				}
			}
		}
	}
	return inner.listed[i]
}
