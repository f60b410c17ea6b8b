package sbom

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// newsOf returns the changes that b brings to those who have the bundles that it extends: first
// the product's own, then, component after component in the bundle's order, those on the lineage
// from the versions before to b's, oldest first. Left out are a change that was taken back on the
// way together with the one that took it back, one that a version before had under the same id,
// and what is for engineering alone.
//
// Where no bundle before is known, and for components that none of them holds, there is no way:
// the versions of a component's past brought nothing to this product.
func newsOf(b *manifest.Bundle, parts []*part, source resolve.Source) []news {
	all := &collected{at: map[string]int{}}
	all.add(kept(steps(nil, b.Name.Value, b.Version.Value, b.Changes)))
	before := extended(b, source)
	for _, p := range parts {
		if p.entry == nil {
			continue
		}
		from, ok := versionsBefore(p.entry.Component, before)
		if !ok {
			continue
		}
		had := map[string]bool{}
		for _, e := range from {
			for _, s := range kept(stepsOf(resolve.OnTheWay(nil, e))) {
				had[s.id] = true
			}
		}
		news := kept(stepsOf(onTheWay(from, p.entry)))
		all.add(slices.DeleteFunc(news, func(s step) bool { return had[s.id] }))
	}
	return all.news
}

// extended returns the bundles that b extends, as far as the source can read them.
func extended(b *manifest.Bundle, source resolve.Source) []*manifest.Bundle {
	var all []*manifest.Bundle
	if source == nil {
		return nil
	}
	for _, ref := range source.Bundles(b.Name.Value) {
		if !slices.ContainsFunc(b.Extends, func(r manifest.Reference) bool { return ref.Version.Is(r.Value) }) {
			continue
		}
		if earlier, problems := source.Bundle(ref); earlier != nil && problems.Count(diag.Error) == 0 {
			all = append(all, earlier)
		}
	}
	return all
}

// versionsBefore returns the versions of a component that the bundles hold, under a former name too. It is not ok when one
// of them is written nowhere: nobody knows then what lies between.
func versionsBefore(c *manifest.Component, before []*manifest.Bundle) (from []*manifest.Entry, ok bool) {
	for _, b := range before {
		for _, listed := range b.Components {
			if !named(c, listed.Name.Value) {
				continue
			}
			e := resolve.Entry(c, listed.Version.Value)
			if e == nil {
				return nil, false
			}
			from = append(from, e)
		}
	}
	return from, true
}

// named reports whether a name is a component's own or one that it had.
func named(c *manifest.Component, name string) bool {
	return c.Name.Value == name || slices.ContainsFunc(c.Formerly, func(former manifest.Text) bool { return former.Value == name })
}

// onTheWay returns the versions that are new in to for those who have any of from; none where
// there is no from.
func onTheWay(from []*manifest.Entry, to *manifest.Entry) []*manifest.Entry {
	var way []*manifest.Entry
	for i, e := range from {
		since := resolve.OnTheWay(e, to)
		if i == 0 {
			way = since
			continue
		}
		way = slices.DeleteFunc(way, func(e *manifest.Entry) bool { return !slices.Contains(since, e) })
	}
	return way
}

// stepsOf returns the changes of versions, in their order.
func stepsOf(versions []*manifest.Entry) []step {
	var all []step
	for _, e := range versions {
		all = steps(all, e.Component.Name.Value, e.Version.Value, e.Changes)
	}
	return all
}
