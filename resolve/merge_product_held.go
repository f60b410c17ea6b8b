package resolve

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// holding is how some bundles of a product hold a component.
type holding struct {
	name     string
	versions []string          // each once, in the order of the bundles
	in       map[string]string // by version: the first bundle that holds it, "acme-suite 4.2.5"
	bundles  int               // how many hold it
	direct   bool              // in one of them at least
	beside   bool              // one of them holds several versions
}

// holdings returns what the bundles hold, by name.
func holdings(bundles []*manifest.Bundle) []*holding {
	byName := map[string]*holding{}
	var all []*holding
	for _, b := range bundles {
		before := ""
		for _, listed := range b.Components {
			name, v := listed.Name.Value, listed.Version.Value
			h := byName[name]
			if h == nil {
				h = &holding{name: name, in: map[string]string{}}
				byName[name], all = h, append(all, h)
			}
			if _, known := h.in[v]; !known {
				h.versions = append(h.versions, v)
				h.in[v] = b.Name.Value + " " + b.Version.Value
			}
			if name == before {
				h.beside = true
			} else {
				h.bundles++
			}
			h.direct = h.direct || listed.Direct
			before = name
		}
	}
	slices.SortFunc(all, func(a, b *holding) int { return strings.Compare(a.name, b.name) })
	return all
}

// nested lets a nested product go to its lowest bundle that holds all lines. Where there is none,
// they have to come together first: a bundle is never made on the way to another.
func (m *lineMerge) nested(inner *manifest.Product, h *holding) {
	name := inner.Name.Value
	var held []version.Version
	var heir *manifest.Bundle
	for _, ref := range m.source.Bundles(name) {
		if slices.ContainsFunc(h.versions, ref.Version.Is) {
			held = append(held, ref.Version)
		}
		if heir != nil {
			continue
		}
		b, _ := m.source.Bundle(ref)
		if b == nil {
			continue
		}
		grew := m.lineage(name, b)
		if !slices.ContainsFunc(h.versions, func(v string) bool { return !grew[v] }) {
			heir = b
		}
	}
	if heir == nil {
		m.lost.Reasons = append(m.lost.Reasons, name+" stands at "+enumerate(h.versions, " and at ")+", which are lines of a product")
		m.lost.Ways = append(m.lost.Ways, "bring them together first: joinery merge "+name+" "+strings.Join(h.versions, " ")+
			", then release it as that tells")
		return
	}
	for _, listed := range heir.Components {
		m.fixed[listed.Name.Value] = listed.Version.Value
	}
	asComponent := &manifest.Component{Name: inner.Name, File: inner.File, Versioning: inner.Versioning}
	m.move(h, Move{Component: asComponent, To: heir.Parsed}, append(held, heir.Parsed))
}

// lineage returns the versions of a bundle and of all that it follows.
func (m *lineMerge) lineage(product string, b *manifest.Bundle) map[string]bool {
	refs := m.source.Bundles(product)
	seen := map[string]bool{b.Version.Value: true}
	queue := []*manifest.Bundle{b}
	for i := 0; i < len(queue); i++ {
		for _, of := range queue[i].Extends {
			at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(of.Value) })
			if at < 0 || seen[of.Value] {
				continue
			}
			seen[of.Value] = true
			if before, _ := m.source.Bundle(refs[at]); before != nil {
				queue = append(queue, before)
			}
		}
	}
	return seen
}
