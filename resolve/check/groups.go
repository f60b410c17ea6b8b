package check

import (
	"slices"

	"joinery/manifest"
	"joinery/resolve"
)

// groups returns, by component, who else stands in a fixed or linked group with it in any
// product: these share version numbers, so that one component's number may come from another's.
func groups(w *manifest.Workspace) map[string][]*manifest.Component {
	all := map[string][]*manifest.Component{}
	for _, p := range w.Products {
		for _, group := range slices.Concat(p.Policy.Fixed, p.Policy.Linked) {
			for _, one := range group {
				for _, other := range group {
					if c := w.Component(other.Value); c != nil && other.Value != one.Value {
						all[one.Value] = append(all[one.Value], c)
					}
				}
			}
		}
	}
	return all
}

// fromGroup reports whether a version has its number from its group: another member has a
// version right below, or the same one, which holds in that member's own lineage.
func (f *Facts) fromGroup(e *manifest.Entry, holds func(*step) bool) bool {
	for _, c := range f.groups[e.Component.Name.Value] {
		for _, other := range c.Versions {
			if other.Parsed.Scheme() != e.Parsed.Scheme() {
				continue
			}
			if rightAbove(e.Parsed.Numbers(), other.Parsed.Numbers()) {
				return true
			}
			if slices.Equal(e.Parsed.Numbers(), other.Parsed.Numbers()) {
				s := &step{entry: other, extended: resolve.Extended(other)}
				if len(s.extended) > 0 && holds(s) {
					return true
				}
			}
		}
	}
	return false
}

// rightAbove reports whether raising one of the numbers below, and setting those behind it to 0,
// gives the numbers above.
func rightAbove(above, below []uint64) bool {
	for i := range above {
		if above[i] != below[i] {
			return above[i] == below[i]+1 && !slices.ContainsFunc(above[i+1:], func(n uint64) bool { return n != 0 })
		}
	}
	return false
}
