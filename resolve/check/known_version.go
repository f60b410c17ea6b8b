package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// KnownVersion finds an `extends` that names no version of its component, and a requirement that
// no version meets, be it deprecated or disabled. Requirements of products, their overrides among
// them, are asked always; those of components where somebody may still choose them, which is in
// pre-releases and in the highest production version. What older versions asked for may be gone.
var KnownVersion = &Rule{
	ID:       "known-version",
	Says:     "what an extends names exists, and a constraint is met by at least one version",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkKnownVersion,
}

func checkKnownVersion(f *Facts) []Finding {
	m := matcher{facts: f, known: map[request]bool{}}
	for _, c := range f.Workspace.Components {
		m.extends(c)
		latest := highest(c)
		for _, e := range c.Versions {
			if e != latest && !e.Parsed.IsPrerelease() {
				continue
			}
			for i := range e.Dependencies {
				if d := &e.Dependencies[i]; !m.meets(d, false) {
					m.report(d, c.File, diag.Diagnostic{Component: c.Name.Value, Versions: []string{e.Version.Value}},
						c.Name.Value+" "+e.Version.Value+" needs")
				}
			}
		}
	}
	for _, p := range f.Workspace.Products {
		about := func(d *manifest.Dependency) diag.Diagnostic {
			return diag.Diagnostic{Product: p.Name.Value, Component: d.Name.Value}
		}
		for i := range p.Components {
			if d := &p.Components[i]; !m.meets(d, true) {
				m.report(d, p.File, about(d), p.Name.Value+" needs")
			}
		}
		for i := range p.Overrides {
			if d := &p.Overrides[i]; !m.meets(d, true) {
				m.report(d, p.File, about(d), p.Name.Value+" overrides with")
			}
		}
	}
	return m.found
}

// highest returns the component's highest production version, nil when it has none.
func highest(c *manifest.Component) *manifest.Entry {
	var best *manifest.Entry
	for _, e := range c.Versions {
		if !e.Parsed.IsZero() && !e.Parsed.IsPrerelease() && (best == nil || e.Parsed.Compare(best.Parsed) > 0) {
			best = e
		}
	}
	return best
}

// matcher looks whether requirements are met, and reports those that are not.
type matcher struct {
	facts *Facts
	known map[request]bool // of components with many versions
	found []Finding
}

// request is the text of a requirement on a component.
type request struct {
	component *manifest.Component
	want      string
}

// meets reports whether some version meets the requirement, or another rule speaks of it: an
// unknown name, a text that does not parse, a product where none may stand.
func (m *matcher) meets(d *manifest.Dependency, inProduct bool) bool {
	c := m.facts.Workspace.Component(d.Name.Value)
	switch {
	case d.Constraint.IsZero(), c == nil && !inProduct:
		return true
	case c == nil:
		return m.isBundled(d)
	case len(c.Versions) <= few:
		return m.isMet(c, d)
	}
	key := request{c, d.Want.Value}
	met, ok := m.known[key]
	if !ok {
		met = m.isMet(c, d)
		m.known[key] = met
	}
	return met
}

func (m *matcher) isMet(c *manifest.Component, d *manifest.Dependency) bool {
	for _, e := range c.Versions {
		if d.Constraint.Admits(e.Parsed) {
			return true
		}
	}
	for _, text := range m.facts.extras[d.Name.Value] {
		if v, err := c.Versioning.Scheme.Parse(text); err == nil && d.Constraint.Admits(v) {
			return true
		}
	}
	return false
}

// isBundled reports whether a bundle meets a requirement on a product.
func (m *matcher) isBundled(d *manifest.Dependency) bool {
	if !m.facts.contains(d.Name.Value) {
		return true
	}
	for _, ref := range m.facts.Workspace.Bundles(d.Name.Value) {
		if d.Constraint.Admits(ref.Version) {
			return true
		}
	}
	return false
}

// extends looks whether the component has the versions that its versions extend.
func (m *matcher) extends(c *manifest.Component) {
	var known map[string]*manifest.Entry
	if len(c.Versions) > few {
		known = byText(c)
	}
	for _, e := range c.Versions {
		for _, r := range e.Extends {
			if r.Parsed.IsZero() || find(c, known, r.Value) != nil || resolve.Entry(c, r.Value) != nil {
				continue
			}
			name := c.Name.Value
			m.found = append(m.found, Finding{Diagnostic: diag.Diagnostic{
				At: r.In(c.File), Component: name, Subject: e.Version.Value, Versions: []string{e.Version.Value},
				Message: fmt.Sprintf("%s %s extends %s, which %s does not have", name, e.Version.Value, r.Value, name),
				Hints:   []string{holdings(name, "version", c.Versions, parsed)},
			}})
		}
	}
}

// report tells that nothing meets a requirement, and what there is instead.
func (m *matcher) report(d *manifest.Dependency, file string, about diag.Diagnostic, says string) {
	name := d.Name.Value
	about.At, about.Subject = d.Name.In(file), name
	about.Message = fmt.Sprintf("%s %s %s, and no version meets that", says, name, d.Want.Value)
	if c := m.facts.Workspace.Component(name); c != nil {
		if hint := unreleased(c, d); hint != "" {
			about.Hints = append(about.Hints, hint)
		}
		about.Hints = append(about.Hints, holdings(name, "version", c.Versions, parsed))
	} else if refs := m.facts.Workspace.Bundles(name); len(refs) > 0 {
		about.Hints = []string{holdings(name, "bundle", refs, func(r manifest.BundleRef) version.Version { return r.Version })}
	} else {
		about.Message = fmt.Sprintf("%s %s, a product without a bundle", says, name)
		about.Hints = []string{fmt.Sprintf("release it first: joinery resolve %s -o %s", name, manifest.BundleFile(name, "VERSION"))}
	}
	m.found = append(m.found, Finding{Diagnostic: about})
}
