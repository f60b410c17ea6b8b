package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// DeprecatedDependency finds the deprecated versions in a product's selection. It reports each
// at the nearest requirement that led to it, with the path, and with the comment that the
// version's status log has on it.
var DeprecatedDependency = &Rule{
	ID:       "deprecated-dependency",
	Says:     "a selection holds no deprecated version",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkDeprecatedDependency,
	reads:    selections,
}

func checkDeprecatedDependency(f *Facts) []Finding {
	var all []Finding
	for _, c := range f.Compositions {
		if c.Selection == nil {
			continue
		}
		for _, p := range c.Selection.Picks {
			if p.Entry != nil && p.Entry.Status == manifest.Deprecated {
				all = append(all, deprecated(c, p))
			}
		}
	}
	return all
}

func deprecated(c *Composition, p *resolve.Pick) Finding {
	path := c.Selection.Path(p)
	found := finding(p.Entry, fmt.Sprintf("%s holds %s, which is deprecated", c.Product.Name, p.ID()))
	found.Product = c.Product.Name.Value
	found.At = c.place(path.At)
	found.Paths = []diag.Path{path}
	found.Related = []diag.Related{{At: p.Entry.StatusAt.In(p.Entry.Component.File), Message: p.ID() + " is deprecated" + since(p.Entry)}}
	return found
}

// since says what a version's status log has on its present status: " since 2026-10-02: use 3.0".
func since(e *manifest.Entry) string {
	var last manifest.StatusChange
	for _, change := range e.StatusLog {
		if change.Status == e.Status && change.Date.Value >= last.Date.Value {
			last = change
		}
	}
	switch {
	case last.Date.IsZero():
		return ""
	case last.Comment.IsZero():
		return " since " + last.Date.Value
	}
	return " since " + last.Date.Value + ": " + legible(last.Comment.Value)
}
