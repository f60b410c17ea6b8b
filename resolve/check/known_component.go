package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// KnownComponent finds names that no document declares: among the dependencies of every version,
// the components, overrides and exceptions of products, and what changes touch. What a bundle
// lists that is part of a product counts as declared. A change may name a component by a former
// name, but none that is loose, since no release computes its next version; an exception from
// released-immutable may name one that is gone. Only a product may contain a product, so that a
// component's dependency on one is found too.
var KnownComponent = &Rule{
	ID:       "known-component",
	Says:     "what a dependency names exists",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkKnownComponent,
}

func checkKnownComponent(f *Facts) []Finding {
	r := nameReader{facts: f, hints: hinter{workspace: f.Workspace}}
	for _, c := range f.Workspace.Components {
		for _, e := range c.Versions {
			for i := range e.Dependencies {
				if f.Workspace.Component(e.Dependencies[i].Name.Value) == nil {
					r.dependency(e, &e.Dependencies[i])
				}
			}
		}
	}
	for _, p := range f.Workspace.Products {
		for i := range p.Components {
			r.named(p, p.Components[i].Name, p.Name.Value+" needs")
		}
		for i := range p.Overrides {
			r.named(p, p.Overrides[i].Name, p.Name.Value+" overrides")
		}
		for i := range p.Exceptions {
			if e := &p.Exceptions[i]; e.Rule.Value != "released-immutable" { // a component may be gone for good
				r.named(p, e.Component, "an exception of "+p.Name.Value+" names")
			}
		}
	}
	for _, c := range f.Workspace.Changes {
		r.change(c)
	}
	return r.found
}

// ChangeNames returns what known-component finds in a change, which need not be the workspace's, by
// the names in it.
func ChangeNames(w *manifest.Workspace, c *manifest.Change) diag.List {
	r := nameReader{facts: &Facts{Workspace: w, renamed: renamed(w)}, hints: hinter{workspace: w}}
	r.change(c)
	var all diag.List
	for _, found := range r.found {
		found.Rule, found.Severity = KnownComponent.ID, KnownComponent.Severity
		all = append(all, found.Diagnostic)
	}
	return all
}

// declares reports whether a name stands for something: a component, a product, one that only
// its bundles tell of, or a part of a nested bundle.
func (f *Facts) declares(name string) bool {
	return f.Workspace.Component(name) != nil || f.contains(name) || len(f.extras[name]) > 0
}

// contains reports whether a name is a product's.
func (f *Facts) contains(name string) bool {
	return f.Workspace.Product(name) != nil || len(f.Workspace.Bundles(name)) > 0
}

// nameReader reports names that stand for nothing.
type nameReader struct {
	facts *Facts
	hints hinter
	found []Finding
}

func (r *nameReader) dependency(e *manifest.Entry, d *manifest.Dependency) {
	c, name := e.Component, d.Name.Value
	about := diag.Diagnostic{
		At: d.Name.In(c.File), Component: c.Name.Value, Subject: name, Versions: []string{e.Version.Value},
		Message: fmt.Sprintf("%s %s needs %s, ", c.Name.Value, e.Version.Value, name),
	}
	switch {
	case r.facts.contains(name):
		about.Message += "a product, and only a product may contain one"
		r.found = append(r.found, Finding{Diagnostic: about})
	case !r.facts.declares(name):
		about.Message += "which no document declares"
		r.report(name, false, about)
	}
}

// change looks whether a release can do anything with the names in a change.
func (r *nameReader) change(c *manifest.Change) {
	for i := range c.Components {
		at := c.Components[i].Name
		name := at.Value
		about := diag.Diagnostic{At: at.In(c.File), Document: c.File, Subject: name}
		component := r.facts.Workspace.Component(name)
		if component == nil && r.facts.Workspace.Product(name) == nil {
			component = r.facts.renamed[name]
		}
		switch {
		case component != nil && component.Versioning.Scheme == version.Loose:
			about.Message = fmt.Sprintf("the change names %s, which is loose: no release computes its next version", name)
			about.Hints = []string{"enter the new version by hand, in " + legible(component.File) + ", and take its name out of the change"}
			r.found = append(r.found, Finding{Diagnostic: about})
		case component != nil || r.facts.Workspace.Product(name) != nil:
		case r.facts.contains(name):
			about.Message = fmt.Sprintf("the change names %s, of which only bundles are left", name)
			about.Hints = []string{"take its name out of the change"}
			r.found = append(r.found, Finding{Diagnostic: about})
		default:
			about.Message = fmt.Sprintf("the change names %s, which no document declares", name)
			r.report(name, true, about)
		}
	}
}

// named looks at a name in a product's manifest.
func (r *nameReader) named(p *manifest.Product, name manifest.Text, says string) {
	if name.Value == "" || r.facts.declares(name.Value) {
		return
	}
	r.report(name.Value, true, diag.Diagnostic{
		At: name.In(p.File), Product: p.Name.Value, Component: name.Value, Subject: name.Value,
		Message: fmt.Sprintf("%s %s, which no document declares", says, name.Value),
	})
}

func (r *nameReader) report(name string, products bool, about diag.Diagnostic) {
	if hint := r.hints.hint(name, products); hint != "" {
		about.Hints = []string{hint}
	}
	if asked := r.facts.Workspace.Asked(); asked != "" {
		about.Hints = append(about.Hints, asked+" has none of that name either")
	}
	r.found = append(r.found, Finding{Diagnostic: about})
}
