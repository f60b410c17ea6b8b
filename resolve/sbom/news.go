package sbom

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// newsOf returns the changes that b brings to those who have the bundle that it follows, as
// [resolve.Followed] says: first the product's own, then, component after component in the
// bundle's order, what [resolve.News] tells of the way from the versions before to b's, oldest
// first. What customers are not told of is left out: what is for engineering alone, and what came
// with internal components. Problems are what could not be told, as
// warnings.
//
// Where no bundle before is known, and for components that it does not hold, there is no way:
// the versions of a component's past brought nothing to this product.
func newsOf(b *manifest.Bundle, parts []*part, source resolve.Source) ([]news, diag.List) {
	source = bundle.Intact(source)
	earlier, problems := followed(b, source)
	past, names := resolve.NewPast(source), resolve.NewNames(source)
	var before []*manifest.Bundle
	had := map[string][]string{}
	if earlier != nil {
		before = append(before, earlier)
		had = versionsBefore(b, earlier, source)
	}
	own := past.Releases(before, b)
	told, breaks := own.Told, own.Breaks
	for i, p := range parts {
		if c := names.Component(p.name); c != nil && c.Exposure.Value == "internal" {
			continue
		}
		if len(had[p.name]) == 0 || slices.ContainsFunc(parts[:i], func(other *part) bool { return other.name == p.name }) {
			continue
		}
		var got []string
		for _, other := range parts[i:] { // several under an exception
			if other.name == p.name && (other.entry != nil || other.nested != nil) {
				got = append(got, other.version)
			}
		}
		n := past.News(p.name, had[p.name], got)
		told, breaks = append(told, n.Told...), append(breaks, n.Breaks...)
	}
	told = slices.DeleteFunc(told, func(t resolve.Told) bool {
		return t.Note.Internal || t.Note.Type.Value == "internal" || t.Note.Type.Value == "docs"
	})
	var all []news
	for _, once := range resolve.Once(told) {
		all = append(all, newsOnce(once))
	}
	for _, b := range breaks {
		problems = append(problems, b.Warnings()...)
	}
	return all, problems.Sorted()
}

// followed returns the bundle that b follows, nil where there is none or it cannot be read: then
// the reasons say why.
func followed(b *manifest.Bundle, source resolve.Source) (*manifest.Bundle, diag.List) {
	if source == nil {
		return nil, nil
	}
	ref, _ := resolve.Followed(source.Bundles(b.Name.Value), b)
	if ref == nil {
		return nil, nil
	}
	earlier, why := source.Bundle(*ref)
	if earlier != nil && why.Count(diag.Error) == 0 {
		return earlier, nil
	}
	return nil, resolve.Break{Why: why}.Warnings()
}

// versionsBefore returns, by b's names, the versions that an earlier bundle holds of the
// components that are not as they were.
func versionsBefore(b, earlier *manifest.Bundle, source resolve.Source) map[string][]string {
	had := map[string][]string{}
	for _, m := range bundle.Diff(source, earlier, b).Components {
		for _, held := range m.From {
			had[m.Name] = append(had[m.Name], held.Version.Value)
		}
	}
	return had
}
