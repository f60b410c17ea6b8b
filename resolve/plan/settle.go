package plan

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// settle finds what moves, and where to. Those that move on their own get their numbers, and
// their groups with them; then those that must follow join, all of a round at once, so that no
// order decides; and so on until nobody joins.
//
// A group's number may rise behind somebody's back: who joined for the sake of a lower number
// may have no reason left. Then those that have one are numbered anew, by themselves. Where
// others would have to join again for that, it all starts over with these numbers known.
func (w *planner) settle() error {
	if err := w.refuseLoose(); err != nil {
		return err
	}
	w.scope.settle()
	for {
		if err := w.grow(w.seeds()); err != nil {
			return err
		}
		founded, err := w.founded()
		if err != nil || len(founded) == len(w.moving()) && !w.remembers() {
			return err
		}
		grown := w.state()
		if kept, err := w.keep(founded); kept || err != nil {
			return err
		}
		further := false
		for _, g := range w.groups {
			if g.floor.Compare(g.known) > 0 {
				g.known, further = g.floor, true
			}
		}
		if !further {
			w.back(grown)
			return nil
		}
		w.rest()
		for _, g := range w.groups {
			g.floor = g.known
		}
	}
}

// grow numbers those that join, and lets others follow until nobody does.
func (w *planner) grow(fresh []*part) error {
	for len(fresh) > 0 {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.number(fresh); err != nil {
			return err
		}
		var err error
		if fresh, err = w.followers(); err != nil {
			return err
		}
	}
	return nil
}

// refuseLoose tells of changes that name loose components.
func (w *planner) refuseLoose() error {
	var problems problems
	for _, name := range w.names {
		p := w.parts[name]
		if !p.loose() {
			continue
		}
		for _, c := range w.counted(p) {
			problems.add(&LooseError{Component: p.Component, In: c.as.Name.In(c.change.File)})
		}
	}
	return problems.err()
}

// seeds starts those that move on their own.
func (w *planner) seeds() []*part {
	var fresh []*part
	for _, name := range w.names {
		if p := w.parts[name]; w.onItsOwn(p) {
			fresh = w.join(fresh, p, version.None)
		}
	}
	return fresh
}

// onItsOwn reports whether a part moves whatever the others do.
func (w *planner) onItsOwn(p *part) bool {
	return p.asked && w.scope.has(p.name()) ||
		slices.ContainsFunc(w.asking(p).pending, func(c pending) bool { return c.level() > version.None })
}

// join lets a part move, at least by a level, and appends it to those that have to be looked at.
// What it needs, by others too, joins the scope, and moves too where changes ask for it.
func (w *planner) join(fresh []*part, p *part, least version.Level) []*part {
	if p.moves {
		if p.level < least {
			p.level = least
			fresh = append(fresh, p)
		}
		return fresh
	}
	p.moves, p.level = true, max(w.asking(p).level(), least)
	return w.bring(append(fresh, p), p)
}

// bring takes what a part needs into the scope.
func (w *planner) bring(fresh []*part, p *part) []*part {
	if w.scope.names == nil {
		return fresh
	}
	for _, d := range p.needs() {
		needed := w.parts[d.Name.Value]
		if needed == nil || w.scope.names[needed.name()] {
			continue
		}
		w.scope.names[needed.name()] = true
		if w.onItsOwn(needed) {
			fresh = w.join(fresh, needed, version.None)
		} else {
			fresh = w.bring(fresh, needed)
		}
	}
	return fresh
}

// number gives numbers to those that joined, and to all whose groups move along.
func (w *planner) number(queue []*part) error {
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		for _, g := range p.groups {
			if g.floor.Compare(p.floor) > 0 {
				p.floor = g.floor
			}
		}
		if _, err := w.give(p); err != nil {
			return err
		}
		for _, g := range p.groups {
			if g.kind == "fixed" {
				for _, other := range g.parts {
					queue = w.join(queue, other, version.Patch)
				}
			}
			v, err := g.version(w)
			if err != nil {
				return err
			}
			if v.Compare(g.floor) <= 0 {
				continue
			}
			g.floor = v
			for _, other := range g.parts {
				if other.moves {
					queue = append(queue, other)
				}
			}
		}
	}
	return nil
}

// followers returns those that join since something that they require has another number than
// when they were last asked.
func (w *planner) followers() ([]*part, error) {
	var problems problems
	var joining []*part
	for _, lead := range w.moving() {
		if lead.tested.Compare(lead.to) == 0 && !lead.tested.IsZero() {
			continue
		}
		lead.tested = lead.to
		for _, use := range w.users[lead.name()] {
			follows, err := w.follows(use.by, use.on, lead)
			switch {
			case err != nil:
				problems.add(err)
			case follows:
				joining = append(joining, use.by)
			}
		}
	}
	if err := problems.err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(joining, func(a, b *part) int { return strings.Compare(a.name(), b.name()) })
	var fresh []*part
	for _, p := range joining {
		fresh = w.join(fresh, p, version.Patch)
	}
	return fresh, nil
}

// follows reports whether a part has to move since what it requires does. The error is a
// *[LooseError] where it would have to and cannot, or ctx's.
func (w *planner) follows(p *part, on *manifest.Dependency, lead *part) (bool, error) {
	if p == lead || !w.scope.has(p.name()) || on.Constraint.IsZero() || p.start.Status == manifest.Disabled || !lead.leaves(on.Constraint) {
		return false, nil
	}
	policy, err := w.propagate(p)
	if err != nil || policy == never {
		return false, err
	}
	admitted := on.Constraint.Admits(lead.to)
	if p.loose() && !admitted {
		return false, &LooseError{Component: p.Component, Needs: lead.id(), In: on.Name.In(p.File)}
	}
	return !p.loose() && (policy == always || !admitted), nil
}
