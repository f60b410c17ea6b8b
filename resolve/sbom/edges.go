package sbom

import (
	"cmp"
	"slices"

	"joinery/manifest/version"
)

// connect finds what each part depends on. The bundle names who requires a component; where one
// of the two stands at several versions, the requirer's manifest tells which of them is meant.
// What nobody requires hangs on the product. The needs are in the bundle's order.
func (b *Bill) connect() {
	named := map[string][]*part{}
	for _, p := range b.parts {
		named[p.name] = append(named[p.name], p)
	}
	for _, p := range b.parts {
		var candidates []*part
		for _, name := range p.requiredBy {
			candidates = append(candidates, named[name]...)
		}
		candidates = slices.DeleteFunc(candidates, func(from *part) bool { return from == p })
		requirers := slices.DeleteFunc(slices.Clone(candidates), func(from *part) bool {
			several := len(named[p.name]) > 1 || len(named[from.name]) > 1
			return several && from.declines(p)
		})
		if len(requirers) == 0 {
			requirers = candidates // an override, say: the bundle's word counts
		}
		slices.SortFunc(requirers, func(a, b *part) int { return cmp.Compare(a.ref, b.ref) })
		requirers = slices.Compact(requirers)
		for _, from := range requirers {
			from.needs = append(from.needs, p)
		}
		if p.direct || len(requirers) == 0 {
			b.root.needs = append(b.root.needs, p)
		}
	}
}

// declines reports whether a part's manifest is known and asks for another version than to.
func (p *part) declines(to *part) bool {
	switch {
	case p.nested != nil:
		return !p.lists(to)
	case p.entry == nil:
		return false
	}
	for _, d := range p.entry.Dependencies {
		if d.Name.Value != to.name {
			continue
		}
		v := to.parsed()
		return !v.IsZero() && !d.Constraint.IsZero() && !d.Constraint.Admits(v)
	}
	return true
}

// parsed returns the part's version as its manifest reads it, the zero version where none is known.
func (p *part) parsed() version.Version {
	switch {
	case p.nested != nil:
		return p.nested.Parsed
	case p.entry != nil:
		return p.entry.Parsed
	}
	return version.Version{}
}

// lists reports whether a nested product's bundle lists the part.
func (p *part) lists(what *part) bool {
	for _, c := range p.nested.Components {
		if c.Name.Value == what.name && c.Version.Value == what.version {
			return true
		}
	}
	return false
}
