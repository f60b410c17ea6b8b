package plan

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// early is a requirement of a planned version that only a pre-release meets.
type early struct {
	use
	found string
}

// findEarly finds the requirements of planned versions that only pre-releases meet. Where no
// product holds such a version, the error is an *[EarlyError].
func (w *planner) findEarly() error {
	if w.options.Stamp != "" {
		return nil
	}
	var problems problems
	for _, p := range w.moving() {
		for i := range p.needs() {
			on := &p.needs()[i]
			found := w.onlyEarly(p, on.Name.Value)
			if found == "" {
				continue
			}
			w.early = append(w.early, early{use{p, on}, found})
			held, err := w.anyoneHolds(p)
			if err != nil {
				return err
			}
			if !held {
				problems.add(&EarlyError{Component: p.Component, To: p.to, Needs: resolve.Pin{Name: on.Name.Value, Version: found}, In: on.Name.In(p.File), Hint: w.lateHint(on.Name.Value, found)})
			}
		}
	}
	return problems.err()
}

// lateHint says what to do about a pre-release that a planned version requires.
func (w *planner) lateHint(name, found string) string {
	if p := w.parts[name]; p.cuts() && p.start.Version.Value == found {
		return "to release it too: --cut " + name
	}
	return "require a version of " + name + " that is released, or one that the plan releases"
}

// onlyEarly returns the pre-release that a part requires of a component as it is in the draft; ""
// where a production version will do, or nothing at all.
func (w *planner) onlyEarly(p *part, name string) string {
	made, of := resolve.Entry(w.draft.Component(p.name()), p.to.String()), w.draft.Component(name)
	if made == nil || of == nil {
		return ""
	}
	at := slices.IndexFunc(made.Dependencies, func(d manifest.Dependency) bool { return d.Name.Value == name })
	if at < 0 {
		return ""
	}
	found := ""
	var best *manifest.Entry
	for _, e := range of.Versions {
		if !usable(e) || !made.Dependencies[at].Constraint.Admits(e.Parsed) {
			continue
		}
		if production(e) {
			return ""
		}
		if best == nil || e.Parsed.Compare(best.Parsed) > 0 {
			best, found = e, e.Version.Value
		}
	}
	return found
}

// anyoneHolds reports whether a product in the scope holds a part.
func (w *planner) anyoneHolds(p *part) (bool, error) {
	for _, product := range w.products {
		if !w.scope.has(product.Name.Value) {
			continue
		}
		held, err := w.holds(product)
		if err != nil {
			return false, err
		}
		if held[p.name()] || product.Name.Value == w.options.Product {
			return true, nil
		}
	}
	return false, nil
}

// heldUnready returns the pre-releases that planned versions would go out with, of those that the
// product holds: a selection may get round such a version, but its release could not be undone.
func (w *planner) heldUnready(p *Product) (diag.List, error) {
	if len(w.early) == 0 {
		return nil, nil
	}
	held, err := w.holds(p.Product)
	if err != nil {
		return nil, err
	}
	var all diag.List
	for _, u := range w.early {
		if !held[u.by.name()] && p.Name.Value != w.options.Product {
			continue
		}
		all = append(all, diag.Diagnostic{
			Rule: "usable-version", Severity: diag.Error, Product: p.Name.Value, Component: u.on.Name.Value, Subject: u.found,
			Versions: []string{u.found},
			Message:  u.by.id() + " would go out with " + u.on.Name.Value + " " + u.found + ", a pre-release",
			At:       u.on.Name.In(u.by.File),
			Paths:    []diag.Path{{At: u.on.Name.In(u.by.File), Steps: []string{u.by.id(), u.on.Name.Value + " " + u.found}}},
		})
	}
	return all, nil
}
