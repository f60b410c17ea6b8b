package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// KnownComponent finds names that no document declares: among the dependencies of every version,
// the components, overrides and exceptions of products, and what changes touch. What a bundle
// lists that is part of a product counts as declared. A change may name a component by a former
// name, and an exception from released-immutable one that is gone. Only a product may contain a product, so
// that a component's dependency on one is found too.
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
		for i := range c.Components {
			name := c.Components[i].Name
			if !f.declares(name.Value) && f.renamed[name.Value] == nil {
				r.report(name.Value, true, diag.Diagnostic{
					Message: fmt.Sprintf("the change names %s, which no document declares", name.Value),
					At:      name.In(c.File), Document: c.File, Subject: name.Value,
				})
			}
		}
	}
	return r.found
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
	r.found = append(r.found, Finding{Diagnostic: about})
}
