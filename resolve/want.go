package resolve

import (
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve/solve"
)

// want is who wants what, and where that is written. It is the Fact of what it asks the solver.
type want struct {
	requirement solve.Requirement

	from     *candidate // nil for the product
	to       *item
	asks     *manifest.Dependency
	file     string
	override *manifest.Dependency // takes the place of asks
	broken   bool                 // the bundle cannot be read
	guard    bool                 // from is known to some bundles of to alone, and comes with these
}

// met says which candidates of an item meet the want of c, for c alone.
func (w *want) met(c *candidate, item int, by solve.Set) *solve.Requirement {
	w.requirement = solve.Requirement{Of: solve.Of(c.number), Package: item, Admits: by, Fact: w}
	return &w.requirement
}

// counts returns what the want asks for, or what overrides it.
func (w *want) counts() *manifest.Dependency {
	if w.override != nil {
		return w.override
	}
	return w.asks
}

// text returns the want as it counts.
func (w *want) text() string { return w.counts().Want.Value }

// place returns where the want is written; what the caller of [Resolve] wants instead stands
// nowhere, so it is the product's name.
func (u *universe) place(w *want) diag.Place {
	if d := w.counts(); d.Name.Line != 0 {
		return d.Name.In(w.file)
	}
	return u.product.Name.In(u.product.File)
}

// asker names who has the want.
func (u *universe) asker(w *want) string {
	if w.from == nil {
		return u.product.Name.Value
	}
	return w.from.name()
}

// admits reports whether a want admits a version. One that did not parse, or asks for a version of
// another scheme than it was read in, as only bundles do, admits what it names.
func admits(d *manifest.Dependency, v version.Version) bool {
	if exact, ok := d.Constraint.Exact(); ok && exact.Scheme() != v.Scheme() || d.Constraint.IsZero() {
		return v.Is(d.Want.Value)
	}
	return d.Constraint.Admits(v)
}

// exactly returns the constraint that only the version meets, a zero one when it does not parse.
func exactly(s version.Scheme, text string) version.Constraint {
	v, err := s.Parse(text)
	if err != nil {
		return version.Constraint{}
	}
	c, err := version.ParseConstraint(s, v.String())
	if err != nil {
		return version.Constraint{}
	}
	return c
}
