package check

import (
	"cmp"
	"slices"

	"joinery/manifest/diag"
	"joinery/resolve"
)

// OneVersion finds a component that appears at several versions in a product's tree, with the
// shortest path to each of them. It reports each such component once, at the requirement that is
// nearest to the product; where a selection exists only because exceptions let versions stand
// side by side, it reports these, and the exception turns the finding into a note.
var OneVersion = &Rule{
	ID:       "one-version",
	Says:     "each component appears at one version in a product's tree",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkOneVersion,
	reads:    selections,
}

func checkOneVersion(f *Facts) []Finding {
	all := failures(f, "one-version")
	for _, c := range f.Compositions {
		if c.Selection == nil {
			continue
		}
		picks := c.Selection.Picks // by name
		for from, to := 0, 0; from < len(picks); from = to {
			for to = from + 1; to < len(picks) && picks[to].Name == picks[from].Name; to++ {
			}
			if to-from > 1 {
				all = append(all, sideBySide(c, picks[from:to]))
			}
		}
	}
	return all
}

// sideBySide is the finding about a component that a selection holds at several versions.
func sideBySide(c *Composition, picks []*resolve.Pick) Finding {
	d := diag.Diagnostic{Product: c.Product.Name.Value, Component: picks[0].Name}
	for _, p := range picks {
		d.Versions = append(d.Versions, p.Version.String())
		d.Paths = append(d.Paths, c.Selection.Path(p))
	}
	nearest := slices.MinFunc(d.Paths, func(a, b diag.Path) int { return cmp.Compare(len(a.Steps), len(b.Steps)) })
	d.At = c.place(nearest.At)
	d.Message = d.Component + " appears at " + enumerate(d.Versions, " and at ")
	return Finding{Diagnostic: d}
}

// place returns at, or where the product has its name when at is nowhere.
func (c *Composition) place(at diag.Place) diag.Place {
	if at.IsZero() {
		return c.Product.Name.In(c.Product.File)
	}
	return at
}
