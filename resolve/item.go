package resolve

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/solve"
)

// item is a name: the product, a component, a nested product, or a name that nothing declares.
type item struct {
	number     int
	name       string
	component  *manifest.Component
	nested     *manifest.Product
	candidates []*candidate // best first
	rising     []*candidate // by version, where they are many
	foreign    []*candidate // those in another scheme than the item has now, where they are many
	admitted   map[string]solve.Set
}

// candidate is one version of an item: an entry of the workspace, a bundle, or what only nested
// bundles know.
type candidate struct {
	item         *item
	number       int
	version      version.Version
	entry        *manifest.Entry
	ref          *manifest.BundleRef
	extra        *extra
	requirements []*solve.Requirement
	expanded     bool
}

// fill finds the item's candidates and puts them in order.
func (u *universe) fill(it *item) {
	refs, extras := u.source.Bundles(it.name), u.extras[it.name]
	var entries []*manifest.Entry
	if it.component != nil {
		entries = it.component.Versions
	}
	all := make([]*candidate, 0, len(entries)+len(refs)+len(extras))
	block := make([]candidate, len(entries))
	for i, e := range entries {
		if !e.Parsed.IsZero() {
			block[i] = candidate{item: it, version: e.Parsed, entry: e}
			all = append(all, &block[i])
		}
	}
	for i := range refs {
		all = append(all, &candidate{item: it, version: refs[i].Version, ref: &refs[i]})
	}
	for _, e := range extras {
		all = append(all, &candidate{item: it, version: e.version, extra: e})
	}
	if !u.settings.relaxed {
		usable := slices.DeleteFunc(all, func(c *candidate) bool { return !u.usable(c) })
		u.strict = u.strict || len(usable) < len(all)
		all = usable
	}
	scheme := u.schemeOf(it.name)
	foreign := func(c *candidate) int { return boolean(c.version.Scheme() != scheme) }
	slices.SortStableFunc(all, func(a, b *candidate) int {
		return cmp.Or(u.rank(a)-u.rank(b), foreign(a)-foreign(b), compare(b.version, a.version))
	})
	it.candidates = all
	for i, c := range all {
		c.number = i
	}
	if len(all) > few {
		it.rising = slices.Clone(all)
		slices.SortStableFunc(it.rising, func(a, b *candidate) int { return compare(a.version, b.version) })
		it.foreign = slices.DeleteFunc(slices.Clone(all), func(c *candidate) bool { return foreign(c) == 0 })
		it.admitted = map[string]solve.Set{}
	}
}

// few is the number of candidates up to which looking at each beats looking one up.
const few = 8

// compare orders versions; those of different schemes, which only old bundles have, by scheme. No
// version is below all.
func compare(a, b version.Version) int {
	if a.IsZero() || b.IsZero() || a.Scheme() == b.Scheme() {
		return a.Compare(b)
	}
	return strings.Compare(a.Scheme().String(), b.Scheme().String())
}

// usable reports whether a candidate may be chosen.
func (u *universe) usable(c *candidate) bool {
	if c.entry != nil && c.entry.Status == manifest.Disabled {
		return false
	}
	return !u.settings.production || !c.version.IsPrerelease()
}

// rank orders candidates before their versions do: active, deprecated, then those that are not
// usable, disabled ones last.
func (u *universe) rank(c *candidate) int {
	rank := 0
	if c.entry != nil {
		rank = int(c.entry.Status)
	}
	if !u.usable(c) {
		rank += 2
	}
	return rank
}

// admits returns the candidates that meet the want.
func (it *item) admits(d *manifest.Dependency) solve.Set {
	if it.admitted == nil {
		return it.meeting(d)
	}
	if exact, ok := d.Constraint.Exact(); ok {
		var found []int
		at, _ := slices.BinarySearchFunc(it.rising, exact, func(c *candidate, v version.Version) int { return compare(c.version, v) })
		for ; at < len(it.rising) && compare(it.rising[at].version, exact) == 0; at++ {
			found = append(found, it.rising[at].number)
		}
		for _, c := range it.foreign {
			if admits(d, c.version) {
				found = append(found, c.number)
			}
		}
		return solve.Of(found...)
	}
	if s, ok := it.admitted[d.Want.Value]; ok {
		return s
	}
	s := it.meeting(d)
	it.admitted[d.Want.Value] = s
	return s
}

// meeting looks at each candidate.
func (it *item) meeting(d *manifest.Dependency) solve.Set {
	var b solve.Builder
	for i, c := range it.candidates {
		if admits(d, c.version) {
			b.Add(i)
		}
	}
	return b.Set()
}

// highest returns the highest candidate among the versions listed that meets the want.
func (it *item) highest(d *manifest.Dependency, listed []string) *candidate {
	var best *candidate
	for _, c := range it.candidates {
		if admits(d, c.version) && slices.ContainsFunc(listed, c.version.Is) && (best == nil || compare(c.version, best.version) > 0) {
			best = c
		}
	}
	return best
}

// name returns "payments-api 1.4.0", the product's name alone for the product.
func (c *candidate) name() string {
	if c.version.IsZero() {
		return c.item.name
	}
	return c.item.name + " " + c.version.String()
}
