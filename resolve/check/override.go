package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// Override finds the overrides of a product that are in force, each with the requirements that
// it goes against, and those that are stale: without one of these the selection would be the
// same. Of a product without a selection it reports those on components that it can reach.
var Override = &Rule{
	ID:       "override",
	Says:     "no override is in force",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkOverride,
	reads:    selections,
}

// mostTried bounds the overrides of one product that are tried to be left out; further ones that
// nothing goes against count as in force.
const mostTried = 32

func checkOverride(f *Facts) []Finding {
	var all []Finding
	for _, c := range f.Compositions {
		tried := 0
		for i := range c.Product.Overrides {
			o := &c.Product.Overrides[i]
			switch {
			case c.Holds(o.Name.Value):
				against := overruled(c, o)
				if len(against) == 0 && c.Selection != nil && tried < mostTried {
					tried++
					if f.sameWithout(c, i) {
						all = append(all, staleOverride(c, o))
						continue
					}
				}
				found := overrideFinding(c, o, fmt.Sprintf("%s is overridden to %s", o.Name, o.Want))
				found.Related = against
				all = append(all, found)
			case c.Selection != nil && f.knows(o.Name.Value):
				all = append(all, staleOverride(c, o))
			}
		}
	}
	return all
}

func overrideFinding(c *Composition, o *manifest.Dependency, message string) Finding {
	return Finding{Diagnostic: diag.Diagnostic{
		Message: message, At: o.Name.In(c.Product.File), Product: c.Product.Name.Value,
		Component: o.Name.Value, Subject: o.Want.Value, Versions: []string{o.Want.Value},
	}}
}

func staleOverride(c *Composition, o *manifest.Dependency) Finding {
	found := overrideFinding(c, o, fmt.Sprintf("the override of %s to %s changes nothing", o.Name, o.Want))
	found.Hints = []string{"take it out"}
	return found
}

// knows reports whether anything in the workspace has the name.
func (f *Facts) knows(name string) bool {
	return f.Workspace.Component(name) != nil || f.Workspace.Product(name) != nil
}

// overruled returns the requirements of the selection that an override goes against, ten at most.
func overruled(c *Composition, o *manifest.Dependency) []diag.Related {
	const most = 10
	var all []diag.Related
	if c.Selection == nil {
		return nil
	}
	for _, p := range c.Selection.Find(o.Name.Value) {
		for _, n := range p.NeededBy {
			asker, file, wants := c.Product.Name.Value, c.Product.File, c.Product.Components
			if n.From != nil {
				if n.From.Entry == nil {
					continue // a bundle is never overruled
				}
				asker, file, wants = n.From.ID(), n.From.Entry.Component.File, n.From.Entry.Dependencies
			}
			at := slices.IndexFunc(wants, func(d manifest.Dependency) bool { return d.Name.Value == o.Name.Value })
			if !n.Replaced || at < 0 || wants[at].Constraint.Admits(p.Version) {
				continue
			}
			if len(all) == most {
				return all
			}
			all = append(all, diag.Related{At: wants[at].Want.In(file), Message: fmt.Sprintf("%s wants %s %s", asker, o.Name, wants[at].Want)})
		}
	}
	return all
}

// sameWithout reports whether the selection stays the same without the product's override i.
func (f *Facts) sameWithout(c *Composition, i int) bool {
	less := *c.Product
	less.Overrides = slices.Delete(slices.Clone(less.Overrides), i, i+1)
	other, err := resolve.Resolve(f.ctx, f.Workspace, &less,
		resolve.Options{Environment: f.Options.Environment, Date: f.Options.Date, With: f.Options.With})
	return err == nil && slices.EqualFunc(c.Selection.Picks, other.Picks, func(a, b *resolve.Pick) bool { return a.ID() == b.ID() })
}
