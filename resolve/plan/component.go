package plan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// components makes the plan's components of the parts that move, and edits the draft.
func (w *planner) components(plan *Plan) error {
	moving := w.moving()
	because, err := w.reasons(moving)
	if err != nil {
		return err
	}
	for _, p := range moving {
		c := &Component{
			Component: p.Component, From: p.base, To: p.to, Level: p.level,
			Because: because[p], Changes: notes(w.counted(p)),
		}
		switch {
		case p.cuts():
			c.Cut = p.start
		case p.start != nil:
			c.Extends = []*manifest.Entry{p.start}
		}
		if c.From != nil {
			c.Level = version.Between(c.From.Parsed, p.to)
		}
		c.Kinds = w.kinds(p)
		if c.Pins, err = w.pins(p); err != nil {
			return err
		}
		plan.Components = append(plan.Components, c)
	}
	plan.Along = w.along(moving)
	return w.edit(plan)
}

// pins returns what a part requires from now on: what it requires of those that move and do not
// fit any more, unless its pins stay or hold back.
func (w *planner) pins(p *part) ([]resolve.MovedPin, error) {
	policy, err := w.propagate(p)
	if err != nil {
		return nil, err
	}
	var pins []resolve.MovedPin
	needs := p.needs()
	for i := range needs {
		need := &needs[i]
		lead := w.parts[need.Name.Value]
		if lead == nil || !lead.moves || lead == p || need.Constraint.IsZero() || need.Constraint.Admits(lead.to) || !lead.leaves(need.Constraint) {
			continue
		}
		if policy != never || strands(lead, need) {
			pins = append(pins, resolve.Requirement{Entry: p.start, Dependency: need}.MovedTo(lead.to))
		}
	}
	slices.SortStableFunc(pins, func(a, b resolve.MovedPin) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	return pins, nil
}

// strands reports whether a requirement names a pre-release that is cut, so that nothing meets
// it any more.
func strands(lead *part, need *manifest.Dependency) bool {
	return lead.moves && lead.cuts() && lead.cutting().Strands(need)
}

// along returns the requirements elsewhere, in unreleased versions and in products, that move
// along with a pre-release that is cut, by place.
func (w *planner) along(moving []*part) []resolve.MovedPin {
	if !slices.ContainsFunc(moving, (*part).cuts) {
		return nil
	}
	var all []resolve.MovedPin
	add := func(r resolve.Requirement, list []manifest.Dependency) {
		for i := range list {
			r.Dependency = &list[i]
			if lead := w.parts[r.Name.Value]; lead != nil && strands(lead, r.Dependency) {
				all = append(all, r.MovedTo(lead.to))
			}
		}
	}
	for _, name := range w.names {
		p := w.parts[name]
		for _, e := range p.Versions {
			if e.Parsed.IsPrerelease() && !(p.moves && p.cuts() && e == p.start) {
				add(resolve.Requirement{Entry: e}, e.Dependencies)
			}
		}
	}
	for _, product := range w.products {
		add(resolve.Requirement{Product: product}, product.Components)
		add(resolve.Requirement{Product: product, Override: true}, product.Overrides)
	}
	slices.SortStableFunc(all, func(a, b resolve.MovedPin) int {
		first := func(p resolve.MovedPin) int {
			if p.Product != nil {
				return 1
			}
			return 0
		}
		return cmp.Or(first(a)-first(b), a.At().Compare(b.At()))
	})
	return all
}

// edit puts what the components become into the draft.
func (w *planner) edit(plan *Plan) error {
	for _, pin := range plan.Along {
		w.draft.Move(pin)
	}
	for _, c := range plan.Components {
		if c.Cut != nil {
			for _, pin := range c.Pins {
				w.draft.Move(pin)
			}
		}
	}
	for _, c := range plan.Components {
		if c.Cut == nil {
			if err := w.draft.Add(c.Name.Value, c.entry(w.options)); err != nil {
				return &NumberError{Component: c.Component, Err: err}
			}
			continue
		}
		e := w.draft.Cut(&resolve.Cutting{Entry: c.Cut, To: c.To, Date: w.options.Date})
		e.Released.Value = day(w.options.Date)
		if e.Revision.Value == "" {
			e.Revision.Value = w.options.Revision
		}
		e.Changes = append(e.Changes, c.Changes...)
	}
	return nil
}

// entry returns the new entry of a component that cuts none.
func (c *Component) entry(o Options) manifest.NewEntry {
	next := resolve.Successor{Component: c.Component, Extends: c.Extends, Version: c.To}
	n := next.Entry(c.To, c.Pins...)
	n.Released, n.Revision, n.Changes = day(o.Date), o.Revision, c.Changes
	return n
}

// day writes a day, "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
