package manifest

import (
	"fmt"
	"strings"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// link parses every requirement in the scheme of what it is a requirement on, now that all
// names are known. A requirement on an unknown name stays unparsed; a rule reports it.
func (w *Workspace) link(r *run) {
	count := len(w.Components) + len(w.Products)
	problems := make([]diag.List, count)
	linkers := make([]*linker, r.workers)
	r.parallel(count, func(worker, i int) {
		l := linkers[worker]
		if l == nil {
			l = &linker{workspace: w, known: map[constraintKey]version.Constraint{}}
			linkers[worker] = l
		}
		l.problems = nil
		if i < len(w.Components) {
			l.component(w.Components[i])
		} else {
			l.product(w.Products[i-len(w.Components)])
		}
		problems[i] = l.problems
	})
	for _, list := range problems {
		w.Problems = append(w.Problems, list...)
	}
}

type constraintKey struct {
	scheme version.Scheme
	text   string
}

// linker parses requirements; the same text in the same scheme is parsed once.
type linker struct {
	workspace *Workspace
	known     map[constraintKey]version.Constraint
	file      string          // of the document whose requirements are parsed
	about     diag.Diagnostic // says whose they are
	list      []string        // the path of the field that they stand in
	source    *source         // of the last problem
	problems  diag.List
}

func (l *linker) component(c *Component) {
	l.file, l.about = c.File, diag.Diagnostic{Component: c.Name.Value}
	for _, e := range c.Versions {
		l.list = append(l.list[:0], "versions", e.Version.Value, "dependencies")
		for i := range e.Dependencies {
			l.parse(&e.Dependencies[i])
		}
	}
}

func (l *linker) product(p *Product) {
	l.file, l.about = p.File, diag.Diagnostic{Product: p.Name.Value}
	l.list = append(l.list[:0], "components")
	for i := range p.Components {
		l.parse(&p.Components[i])
	}
	l.list = append(l.list[:0], "overrides")
	for i := range p.Overrides {
		l.override(&p.Overrides[i])
	}
}

// scheme returns the scheme of a component's or product's versions, nil when the name is
// unknown or its scheme unclear.
func (w *Workspace) scheme(name string) version.Scheme {
	if c := w.components[name]; c != nil && !c.Versioning.unclear {
		return c.Versioning.Scheme
	}
	if p := w.products[name]; p != nil && !p.Versioning.unclear {
		return p.Versioning.Scheme
	}
	if s := w.shelves[name]; s != nil && len(s.refs) > 0 {
		return s.refs[len(s.refs)-1].Version.Scheme()
	}
	return nil
}

// parse parses what a requirement wants.
func (l *linker) parse(d *Dependency) {
	scheme := l.workspace.scheme(d.Name.Value)
	if scheme == nil || d.Want.IsZero() {
		return
	}
	key := constraintKey{scheme, d.Want.Value}
	if known, ok := l.known[key]; ok {
		d.Constraint = known
		return
	}
	c, err := version.ParseConstraint(scheme, d.Want.Value)
	if err != nil {
		l.report(d, "not a version or constraint in "+scheme.String()+": "+err.Error(), hintOf(err)...)
		return
	}
	l.known[key] = c
	d.Constraint = c
}

// override parses the version that an override sets; it has to be exact.
func (l *linker) override(d *Dependency) {
	l.parse(d)
	if d.Constraint.IsZero() {
		return
	}
	if _, exact := d.Constraint.Exact(); !exact {
		l.report(d, fmt.Sprintf("found the constraint %s, an override takes one exact version", quoted(d.Want.Value)))
		d.Constraint = version.Constraint{}
	}
}

func (l *linker) report(d *Dependency, message string, hints ...string) {
	problem := l.about
	problem.Rule, problem.Severity, problem.Message, problem.Hints = "constraint", diag.Error, message, hints
	problem.Subject = strings.Join(append(l.list, d.Name.Value), ".")
	problem.At = d.Want.In(l.file)
	if l.source == nil || l.source.name != l.file {
		if src, fault := l.workspace.source(l.file); fault == nil {
			l.source = src
		}
	}
	if l.source != nil && l.source.name == l.file {
		problem.At = l.source.place(int(d.Want.Line), int(d.Want.Column), d.Want.Value)
	}
	l.problems = append(l.problems, problem)
}

// linkOverrides parses the overrides that a bundle was made with, as far as their names are
// known.
func linkOverrides(w *Workspace, b *Bundle) {
	for i := range b.Overrides {
		if scheme := w.scheme(b.Overrides[i].Name.Value); scheme != nil {
			b.Overrides[i].Constraint, _ = version.ParseConstraint(scheme, b.Overrides[i].Want.Value)
		}
	}
}
