package resolve

import (
	"context"
	"slices"

	"joinery/manifest/diag"
)

// settler looks for ways out of a product's conflicts. Each is tried on a [Draft] before it
// is told, by the very steps that it names: on the manifests as they are, and on them as they
// would be after the ways told before.
type settler struct {
	u         *universe
	conflicts []conflict
	options   Options
	x         *exploration
	requirers Requirers // what the product reaches asks for; see asked
	start     *ground
	found     bool
	ways      map[string]*way     // by component: the way out that is told there in full
	hints     map[string][]string // by component
}

func (u *universe) newSettler(x *exploration, conflicts []conflict, options Options) *settler {
	s := &settler{
		u: u, x: x, conflicts: conflicts, options: options,
		ways: map[string]*way{}, hints: map[string][]string{},
	}
	if len(conflicts) == 0 {
		return s
	}
	s.start = &ground{source: u.source, missing: len(x.missing)}
	for _, c := range conflicts {
		s.start.conflicts = append(s.start.conflicts, c.item.name)
	}
	return s
}

// asked returns what the product and the versions that it reaches ask for.
func (s *settler) asked() Requirers {
	if s.requirers != nil {
		return s.requirers
	}
	s.requirers = Requirers{}
	s.requirers.add(Requirement{Product: s.u.product}, s.u.product.Components, nil)
	s.requirers.add(Requirement{Product: s.u.product, Override: true}, s.u.product.Overrides, nil)
	for _, seen := range s.x.order {
		if e := seen.takes.entry; e != nil {
			s.requirers.add(Requirement{Entry: e}, e.Dependencies, nil)
		}
	}
	return s.requirers
}

// settle adds to a conflict's finding what would settle it: where one of the versions, or one
// that exists already, grew from all the others, the other pins follow to it; where the lines
// have parted, they follow to their MERGE version. The error is ctx's.
func (s *settler) settle(ctx context.Context, c conflict, d *diag.Diagnostic) error {
	if !s.found {
		if err := s.find(ctx); err != nil {
			return err
		}
		s.found = true
	}
	d.Hints = append(d.Hints, s.hints[c.item.name]...)
	if w := s.ways[c.item.name]; w != nil && w.merged != nil {
		d.Merge = w.merged.Version.String()
	}
	return nil
}

// find looks for the ways out of all conflicts, by name. One that gets in the way of another that
// is told already is not told: whoever settled that one sees it when asking again.
func (s *settler) find(ctx context.Context) error {
	clashes := s.clashes()
	last := s.start // as the product stands after all that is told
	var told []*way
	for i, c := range clashes {
		if s.hints[c.name()] != nil {
			continue // on the way with another one
		}
		w, after, err := s.wayOut(ctx, c, clashes[i+1:])
		if err != nil {
			return err
		}
		if w == nil {
			continue
		}
		both, other, err := s.besides(ctx, w, after, told, last)
		if err != nil {
			return err
		}
		if other != "" {
			s.hints[c.name()] = []string{"settle " + other + " first, then look again: both ways out touch the same versions"}
			continue
		}
		last, told = both, append(told, w)
		w.tell(s.hints)
		s.ways[c.name()] = w
	}
	return nil
}

// besides looks whether a way, after which alone the product stands on some ground, also holds
// behind those told before, and they behind it where both touch the same. It returns how the
// product stands after all of them, or the component whose way stands against it.
func (s *settler) besides(ctx context.Context, w *way, alone *ground, told []*way, last *ground) (*ground, string, error) {
	if len(told) == 0 {
		return alone, "", nil
	}
	both := last
	if slices.Contains(last.conflicts, w.out[0].name()) {
		var err error
		if both, err = s.try(ctx, last, w); err != nil {
			return nil, "", err
		}
	}
	for _, other := range told {
		name := other.out[0].name()
		if !w.touches(other) {
			continue
		}
		if both == nil {
			return nil, name, nil
		}
		if slices.Contains(alone.conflicts, name) {
			if after, err := s.try(ctx, alone, other); after == nil || err != nil {
				return nil, name, err
			}
		}
	}
	if both == nil {
		return nil, told[0].out[0].name(), nil
	}
	return both, "", nil
}

// clashes returns the conflicts for which ways out are tried, by name.
func (s *settler) clashes() []*clash {
	var all []*clash
	for _, c := range s.conflicts[:min(len(s.conflicts), mostSettled)] {
		if c.item.component != nil && !slices.ContainsFunc(c.takes, func(v *candidate) bool { return v.entry == nil }) {
			all = append(all, &clash{c, c.heir()})
		}
	}
	return all
}

// wayOut returns a way out of a conflict that holds by itself, and how the product then stands;
// nil when there is none. Others that it gets in touch with are settled along with it.
func (s *settler) wayOut(ctx context.Context, c *clash, others []*clash) (*way, *ground, error) {
	if c.heir == nil {
		return s.holds(ctx, s.toMerge(c))
	}
	others = slices.DeleteFunc(slices.Clone(others), func(c *clash) bool { return s.hints[c.name()] != nil })
	if group := s.together(c, others); len(group) > 1 {
		if w, after, err := s.holds(ctx, s.toHeirs(group...)); w != nil || err != nil {
			return w, after, err
		}
	}
	return s.holds(ctx, s.toHeirs(c))
}

// holds returns the way and how the product stands after it, nil when it settles nothing.
func (s *settler) holds(ctx context.Context, w *way) (*way, *ground, error) {
	if w == nil {
		return nil, nil, nil
	}
	after, err := s.try(ctx, s.start, w)
	if after == nil || err != nil {
		return nil, nil, err
	}
	return w, after, nil
}
