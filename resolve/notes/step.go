package notes

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// step is what happened to one component, or nested product, between two bundles. Where nothing
// did, its movement is empty and its versions before are those of now.
type step struct {
	bundle.Moved
	component  *manifest.Component // nil for a nested product, and where no manifest declares it
	undeclared bool                // no manifest declares it, as component or product
	title      string              // what people call it
}

// stepsOf returns the steps of all components of two bundles, in a reader's order: what the
// product names itself first, then by title. from may be nil: then everything is added.
func stepsOf(source resolve.Source, from, to *manifest.Bundle) []*step {
	if from == nil {
		from = &manifest.Bundle{Name: to.Name, Versioning: to.Versioning}
	}
	var steps []*step
	known, names := map[string]*step{}, &names{source: source}
	add := func(m bundle.Moved) *step {
		s := &step{Moved: m, component: names.component(m.Name), title: names.title(m.Name)}
		s.undeclared = s.component == nil && source.Product(m.Name) == nil
		steps, known[m.Name] = append(steps, s), s
		return s
	}
	for _, m := range bundle.Diff(source, from, to).Components {
		add(m)
	}
	for _, same := range to.Components {
		s := known[same.Name.Value]
		if s == nil {
			s = add(bundle.Moved{Name: same.Name.Value})
		}
		if s.Movement == "" {
			s.To = append(s.To, bundle.Held{Bundled: same})
			s.From = s.To
		}
	}
	slices.SortStableFunc(steps, byWeight)
	return steps
}

// byWeight orders steps for a reader.
func byWeight(a, b *step) int {
	if a.isDirect() != b.isDirect() {
		if a.isDirect() {
			return -1
		}
		return 1
	}
	return cmp.Or(byTitle(a.title, b.title), strings.Compare(a.Name, b.Name))
}

// isDirect reports whether the product itself names the component, now or, once removed, before.
func (s *step) isDirect() bool {
	if len(s.To) == 0 {
		return s.WasDirect()
	}
	return s.IsDirect()
}

// versions writes what a bundle lists of a component: one version, several under an exception.
func versions(held []bundle.Held) string { return strings.Join(texts(held), ", ") }
