package bundle

import (
	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Way returns the bundles that somebody passes who goes from one bundle of a product to another:
// to and all that it follows, without from and all that from follows. A nil from leaves nothing
// out. A bundle stands behind everything that it follows, of two that are free the lower one
// first. What the source does not hold, and all that only this follows, is not in it; to itself
// need not be held.
func Way(source resolve.Source, from, to *manifest.Bundle) []*manifest.Bundle {
	done := map[string]bool{}
	if from != nil && from.Name.Value == to.Name.Value {
		walk(source, from, done)
	}
	return walk(source, to, done)
}

// walk returns a bundle and all that it follows but what is done already, and marks them done.
func walk(source resolve.Source, b *manifest.Bundle, done map[string]bool) []*manifest.Bundle {
	refs := source.Bundles(b.Name.Value)
	var way []*manifest.Bundle
	var visit func(b *manifest.Bundle)
	visit = func(b *manifest.Bundle) {
		id := identity(b)
		if done[id] {
			return
		}
		done[id] = true
		for _, ref := range refs { // lowest first
			for _, extended := range b.Extends {
				if !ref.Version.Is(extended.Value) {
					continue
				}
				if older, _ := source.Bundle(ref); older != nil {
					visit(older)
				}
			}
		}
		way = append(way, b)
	}
	visit(b)
	return way
}

// identity is the same text for two spellings of one version.
func identity(b *manifest.Bundle) string {
	if b.Parsed.IsZero() {
		return b.Version.Value
	}
	return b.Parsed.Canonical()
}

// follows reports whether a bundle is known to follow an earlier one of its product, directly or
// not.
func follows(source resolve.Source, b, earlier *manifest.Bundle) bool {
	for _, at := range walk(source, b, map[string]bool{}) {
		for _, extended := range at.Extends {
			if extended.Value == earlier.Version.Value || earlier.Parsed.Is(extended.Value) {
				return true
			}
		}
	}
	return false
}

// bundleOf returns a product's bundle of a version, nil when the source does not hold it.
func bundleOf(source resolve.Source, product, text string) *manifest.Bundle {
	for _, ref := range source.Bundles(product) {
		if ref.Version.Is(text) {
			b, _ := source.Bundle(ref)
			return b
		}
	}
	return nil
}

// trace fills in what lineage tells about a component's highest versions.
func (m *Moved) trace(source resolve.Source) {
	if len(m.From) == 0 || len(m.To) == 0 {
		return
	}
	from, to := m.From[0], m.To[0]
	var changes []manifest.Note
	switch {
	case from.Entry != nil && to.Entry != nil && related(from.Entry, to.Entry):
		for _, e := range resolve.OnTheWay(from.Entry, to.Entry) {
			changes = append(changes, e.Changes...)
			if e != to.Entry {
				m.Through = append(m.Through, e.Version.Value)
			}
		}
		for _, e := range resolve.OnTheWay(to.Entry, from.Entry) {
			m.Lost = append(m.Lost, e.Version.Value)
		}
	case from.Nested != nil && to.Nested != nil && (follows(source, to.Nested, from.Nested) || follows(source, from.Nested, to.Nested)):
		for _, b := range Way(source, from.Nested, to.Nested) {
			changes = append(changes, b.Changes...)
			if b != to.Nested {
				m.Through = append(m.Through, b.Version.Value)
			}
		}
		for _, b := range Way(source, to.Nested, from.Nested) {
			m.Lost = append(m.Lost, b.Version.Value)
		}
	}
	if m.Level != version.None && to.Parsed.Scheme() == version.AnyVer {
		m.Kinds = resolve.KindsOf(changes, m.Level)
	}
}

// related reports whether two versions of one component have something in their lineage in
// common.
func related(a, b *manifest.Entry) bool {
	if a.Component != b.Component || a == b {
		return false
	}
	seen := map[*manifest.Entry]bool{a: true}
	for _, e := range resolve.Ancestors(a) {
		seen[e] = true
	}
	if seen[b] {
		return true
	}
	for _, e := range resolve.Ancestors(b) {
		if seen[e] {
			return true
		}
	}
	return false
}
