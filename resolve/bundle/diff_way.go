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
	var have, way []*manifest.Bundle
	if from != nil {
		have = append(have, from)
	}
	for _, s := range resolve.NewPast(source).Releases(have, to).Through {
		way = append(way, s.Bundle)
	}
	return way
}

// follows reports whether a bundle is known to follow an earlier one of its product, directly or
// not.
func follows(source resolve.Source, b, earlier *manifest.Bundle) bool {
	for _, at := range Way(source, nil, b) {
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
func (m *Moved) trace(source resolve.Source, past *resolve.Past) {
	if len(m.From) == 0 || len(m.To) == 0 {
		return
	}
	var there, back resolve.News
	switch from, to := m.From[0], m.To[0]; {
	case from.Entry != nil && to.Entry != nil && related(from.Entry, to.Entry):
		name := to.Entry.Component.Name.Value
		a, b := []string{from.Entry.Version.Value}, []string{to.Entry.Version.Value}
		there, back = past.News(name, a, b), past.News(name, b, a)
	case from.Nested != nil && to.Nested != nil && (follows(source, to.Nested, from.Nested) || follows(source, from.Nested, to.Nested)):
		there = past.Releases([]*manifest.Bundle{from.Nested}, to.Nested)
		back = past.Releases([]*manifest.Bundle{to.Nested}, from.Nested)
	}
	if n := len(there.Through); n > 0 {
		m.Through = versionsOf(there.Through[:n-1]) // the last is where the way ends
	}
	m.Lost = versionsOf(back.Through)
	if m.Level != version.None && m.To[0].Parsed.Scheme() == version.AnyVer {
		m.Kinds = there.Kinds(m.Level)
	}
}

func versionsOf(stages []resolve.Stage) []string {
	var all []string
	for _, s := range stages {
		all = append(all, s.Version)
	}
	return all
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
