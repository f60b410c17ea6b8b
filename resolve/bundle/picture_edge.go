package bundle

import (
	"slices"

	"joinery/graph"
	"joinery/manifest"
)

// requirements adds the edges: those of the second bundle, new ones marked, then those of the first
// that are gone.
func (p *pictured) requirements(now, before *side) {
	product := p.nodes[0].ID
	had, has := map[[2]string]bool{}, map[[2]string]bool{}
	gone := before.edges(product)
	for _, e := range gone {
		had[[2]string{e.From, e.To}] = true
	}
	for _, e := range now.edges(product) {
		ends := [2]string{e.From, e.To}
		if has[ends] = true; !had[ends] {
			e.Mark = graph.Added
		}
		p.edges = append(p.edges, e)
	}
	for _, e := range gone {
		if !has[[2]string{e.From, e.To}] {
			e.Mark = graph.Removed
			p.edges = append(p.edges, e)
		}
	}
}

// edges returns who requires whom in a bundle, in the bundle's order.
func (s *side) edges(product string) []graph.Edge {
	var edges []graph.Edge
	for _, listed := range s.bundle.Components {
		name := listed.Name.Value
		at := slices.IndexFunc(s.held[name], func(h Held) bool { return h.Version.Value == listed.Version.Value })
		to := s.held[name][at]
		if listed.Direct {
			edges = append(edges, graph.Edge{From: product, To: s.id(to)})
		}
		for _, by := range listed.RequiredBy {
			several := s.held[by]
			sure := slices.DeleteFunc(slices.Clone(several), func(h Held) bool { return !s.asks(h, to) })
			if len(sure) > 0 {
				several = sure
			}
			for _, h := range several {
				e := graph.Edge{From: s.id(h), To: s.id(to)}
				if d := requirement(h, name); d != nil {
					e.Label = d.Want.Value
				}
				edges = append(edges, e)
			}
		}
	}
	return edges
}

// asks reports whether the requirements of a version may mean another one. What the source does
// not know may.
func (s *side) asks(by, to Held) bool {
	if by.Entry == nil {
		return true
	}
	d := requirement(by, to.Name.Value)
	if d == nil {
		return false
	}
	alone := len(s.held[to.Name.Value]) == 1 // as where the product overrides what is asked for
	return alone || d.Constraint.IsZero() || to.Parsed.IsZero() || d.Constraint.Admits(to.Parsed)
}

// requirement returns what a version says about a component that it requires, nil when it says
// nothing or is not known.
func requirement(by Held, name string) *manifest.Dependency {
	if by.Entry == nil {
		return nil
	}
	at := slices.IndexFunc(by.Entry.Dependencies, func(d manifest.Dependency) bool { return d.Name.Value == name })
	if at < 0 {
		return nil
	}
	return &by.Entry.Dependencies[at]
}
