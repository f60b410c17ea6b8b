package check

import (
	"context"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// Options say what a check looks at.
type Options struct {
	Environment string        // "" is development
	Date        time.Time     // the day on which exceptions must be in force
	Product     string        // look at this product alone; "": at every one
	With        []resolve.Pin // what if, see [resolve.Options]
	Base        *Base         // what the change is checked against; nil: nothing
}

// Facts are what rules read. Nobody changes them while rules run.
type Facts struct {
	Workspace    *manifest.Workspace
	Options      Options
	Compositions []*Composition // of every product, by name

	ctx        context.Context     // of this run: a rule that resolves again stops with it
	bundles    []*held             // by product, then version
	extras     map[string][]string // component to versions that only nested bundles know
	web        *web                // who needs whom, prepared by the rule that reads it
	exceptions []*exception        // of every product, as the findings of all other rules left them

	renamed map[string]*manifest.Component // a former name to the component that has it
	groups  map[string]*sharing            // a component to those whose numbers it shares
	kinship *kinship                       // with the base's components, nil without a base
	past    []*Composition                 // of every product in the base, by name
}

// newFacts gathers what rules on documents read.
func newFacts(ctx context.Context, w *manifest.Workspace, o Options) *Facts {
	f := &Facts{Workspace: w, Options: o, ctx: ctx, bundles: hold(w)}
	f.extras = extras(w, f.bundles)
	f.renamed = renamed(w)
	f.groups = groups(w)
	if o.Base != nil {
		f.kinship = newKinship(w, o.Base.Workspace)
	}
	return f
}

// compose adds what rules on selections read. The error is ctx's.
func (f *Facts) compose() (err error) {
	if f.Compositions, err = compose(f.ctx, f.Workspace, f.Options); err != nil {
		return err
	}
	return f.ctx.Err()
}

// problems returns what a rule says among the problems that loading met: those of the workspace,
// and those of the bundles that were read only now.
func (f *Facts) problems(rule string) []Finding {
	var all []Finding
	add := func(list diag.List) {
		for _, d := range list {
			if d.Rule == rule {
				all = append(all, Finding{Diagnostic: f.versioned(d)})
			}
		}
	}
	add(f.Workspace.Problems)
	for _, h := range f.bundles {
		add(h.problems)
	}
	return all
}

// versioned adds to a problem with a requirement or a version whose it is.
func (f *Facts) versioned(d diag.Diagnostic) diag.Diagnostic {
	c := f.Workspace.Component(d.Component)
	if c == nil || len(d.Versions) > 0 || d.At.File != c.File || d.Rule == "schema" || d.Rule == "syntax" {
		return d
	}
	here := func(t manifest.Text) bool { return int(t.Line) == d.At.Line && int(t.Column) == d.At.Column }
	for _, e := range c.Versions {
		found := here(e.Version)
		for i := range e.Extends {
			found = found || here(e.Extends[i].Text)
		}
		for i := range e.Dependencies {
			found = found || here(e.Dependencies[i].Want)
		}
		if found {
			d.Versions = []string{e.Version.Value}
			break
		}
	}
	return d
}
