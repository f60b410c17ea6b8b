package manifest

import (
	"fmt"

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
	file      *source // of the last problem
	problems  diag.List
}

func (l *linker) component(c *Component) {
	for _, e := range c.Versions {
		for i := range e.Dependencies {
			l.parse(&e.Dependencies[i], c.File, diag.Diagnostic{
				Component: c.Name.Value, Subject: "versions." + e.Version.Value + ".dependencies." + e.Dependencies[i].Name.Value,
			})
		}
	}
}

func (l *linker) product(p *Product) {
	for i := range p.Components {
		l.parse(&p.Components[i], p.File, diag.Diagnostic{Product: p.Name.Value, Subject: "components." + p.Components[i].Name.Value})
	}
	for i := range p.Overrides {
		l.override(&p.Overrides[i], p.File, diag.Diagnostic{Product: p.Name.Value, Subject: "overrides." + p.Overrides[i].Name.Value})
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

// parse parses what a requirement wants. about says whose requirement it is.
func (l *linker) parse(d *Dependency, file string, about diag.Diagnostic) {
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
		l.report(d, file, about, "not a version or constraint in "+scheme.String()+": "+err.Error(), hintOf(err)...)
		return
	}
	l.known[key] = c
	d.Constraint = c
}

// override parses the version that an override sets; it has to be exact.
func (l *linker) override(d *Dependency, file string, about diag.Diagnostic) {
	l.parse(d, file, about)
	if d.Constraint.IsZero() {
		return
	}
	if _, exact := d.Constraint.Exact(); !exact {
		l.report(d, file, about, fmt.Sprintf("found the constraint %s, an override takes one exact version", quoted(d.Want.Value)))
		d.Constraint = version.Constraint{}
	}
}

func (l *linker) report(d *Dependency, file string, about diag.Diagnostic, message string, hints ...string) {
	about.Rule, about.Severity, about.Message, about.Hints = "constraint", diag.Error, message, hints
	about.At = d.Want.In(file)
	if l.file == nil || l.file.name != file {
		if src, problem := readSource(l.workspace.fsys, file); problem == nil {
			l.file = src
		}
	}
	if l.file != nil && l.file.name == file {
		about.At = l.file.place(int(d.Want.Line), int(d.Want.Column), d.Want.Value)
	}
	l.problems = append(l.problems, about)
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
