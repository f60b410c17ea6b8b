package sbom

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// newsOf returns the changes that b brings to those who have the bundles that it extends: first
// the product's own, then, component after component in the bundle's order, what [resolve.News]
// tells of the way from the versions before to b's, oldest first. What is for engineering alone
// is left out.
//
// Where no bundle before is known, and for components that none of them holds, there is no way:
// the versions of a component's past brought nothing to this product.
func newsOf(b *manifest.Bundle, parts []*part, source resolve.Source) []news {
	before, past := extended(b, source), resolve.NewPast(source)
	told := past.Releases(before, b).Told
	had := versionsBefore(b, before, source)
	for i, p := range parts {
		if len(had[p.name]) == 0 || slices.ContainsFunc(parts[:i], func(other *part) bool { return other.name == p.name }) {
			continue
		}
		var got []string
		for _, other := range parts[i:] { // several under an exception
			if other.name == p.name && (other.entry != nil || other.nested != nil) {
				got = append(got, other.version)
			}
		}
		told = append(told, past.News(p.name, had[p.name], got).Told...)
	}
	told = slices.DeleteFunc(told, func(t resolve.Told) bool {
		return t.Note.Internal || t.Note.Type.Value == "internal" || t.Note.Type.Value == "docs"
	})
	var all []news
	for _, once := range resolve.Once(told) {
		all = append(all, newsOnce(once))
	}
	return all
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

// versionsBefore returns, by b's names, the versions that bundles hold of the components that
// are not as they were in any of them.
func versionsBefore(b *manifest.Bundle, before []*manifest.Bundle, source resolve.Source) map[string][]string {
	had, differs := map[string][]string{}, map[string]int{}
	for _, earlier := range before {
		for _, m := range bundle.Diff(source, earlier, b).Components {
			differs[m.Name]++
			for _, held := range m.From {
				had[m.Name] = append(had[m.Name], held.Version.Value)
			}
		}
	}
	for name, n := range differs {
		if n < len(before) {
			delete(had, name)
		}
	}
	return had
}
