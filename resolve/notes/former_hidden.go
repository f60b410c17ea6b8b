package notes

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// hide keeps that the audience is not told of a component. Where no manifest says why and it
// moved, that is a warning.
func (m *maker) hide(s *step) {
	if !s.undeclared {
		return
	}
	if m.hidden == nil {
		m.hidden = map[string]bool{}
	}
	m.hidden[s.Name] = true
	if s.Movement != "" {
		m.problems = append(m.problems, diag.Diagnostic{
			Rule: "known-component", Severity: diag.Warning, Component: s.Name, Subject: s.Name,
			Message: fmt.Sprintf("no manifest here declares %s: customers are not told of it, since it may be internal", s.Name),
		})
	}
}

// disclosed returns a bundle without what is hidden because no manifest declares it.
func (m *maker) disclosed(b *manifest.Bundle) *manifest.Bundle {
	if b == nil || len(m.hidden) == 0 {
		return b
	}
	without := *b
	without.Components = slices.DeleteFunc(slices.Clone(b.Components), func(c manifest.Bundled) bool { return m.hidden[c.Name.Value] })
	return &without
}
