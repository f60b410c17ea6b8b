package check

import (
	"slices"

	"joinery/manifest/diag"
)

// UnusedComponent finds components that no product's selection holds, in a workspace that has a
// product. A product without a selection counts as holding all that it can reach.
var UnusedComponent = &Rule{
	ID:       "unused-component",
	Says:     "every component is in some product's selection",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkUnusedComponent,
	reads:    selections,
}

func checkUnusedComponent(f *Facts) []Finding {
	if len(f.Compositions) == 0 {
		return nil
	}
	var all []Finding
	for _, c := range f.Workspace.Components {
		name := c.Name.Value
		if slices.ContainsFunc(f.Compositions, func(p *Composition) bool { return p.Holds(name) }) {
			continue
		}
		all = append(all, Finding{Diagnostic: diag.Diagnostic{
			Message: name + " is in no product's selection",
			At:      c.Name.In(c.File), Component: name,
		}})
	}
	return all
}
