package plan

import (
	"errors"
	"maps"

	"joinery/manifest/version"
)

// founded returns those that move for a reason which holds: on their own, for one that does, or
// since their fixed group has one that does.
func (w *planner) founded() (map[*part]bool, error) {
	founded := map[*part]bool{}
	var queue []*part
	found := func(p *part) {
		if p.moves && !founded[p] {
			founded[p] = true
			queue = append(queue, p)
		}
	}
	for _, p := range w.moving() {
		if w.onItsOwn(p) {
			found(p)
		}
	}
	for len(queue) > 0 {
		lead := queue[0]
		queue = queue[1:]
		for _, g := range lead.groups {
			if g.kind == "fixed" {
				for _, p := range g.parts {
					found(p)
				}
			}
		}
		for _, use := range w.users[lead.name()] {
			follows, err := w.follows(use.by, use.on, lead)
			if err != nil {
				return nil, err
			}
			if follows {
				found(use.by)
			}
		}
	}
	return founded, nil
}

// keep lets only some parts move, numbered as if nobody else ever had. It reports false where
// they do not stand like that: another one would have to follow, or one of them has no reason any
// more. Then the groups' floors are what these parts alone made of them.
func (w *planner) keep(some map[*part]bool) (bool, error) {
	w.rest()
	if err := w.number(w.within(some)); err != nil {
		return false, err
	}
	floors := w.floors()
	stands, err := w.stands(some)
	if !stands {
		for i, g := range w.groups {
			g.floor = floors[i]
		}
	}
	return stands, err
}

// within lets those of some parts move that are in the scope, or come into it by what others need.
func (w *planner) within(some map[*part]bool) []*part {
	var fresh []*part
	for before := -1; before < len(fresh); {
		before = len(fresh)
		for _, name := range w.names {
			p := w.parts[name]
			if !some[p] || p.moves || !w.scope.has(name) {
				continue
			}
			least := version.Patch
			if w.onItsOwn(p) {
				least = version.None
			}
			fresh = w.join(fresh, p, least)
		}
	}
	return fresh
}

// stands reports whether those that move all have a reason, and nobody else has one.
func (w *planner) stands(some map[*part]bool) (bool, error) {
	for {
		fresh, err := w.followers()
		switch {
		case errors.As(err, new(*LooseError)):
			return false, nil
		case err != nil:
			return false, err
		case len(fresh) == 0:
			founded, err := w.founded()
			return len(founded) == len(w.moving()), err
		}
		for _, p := range fresh {
			if !some[p] {
				return false, nil
			}
		}
		if err := w.number(fresh); err != nil {
			return false, err
		}
	}
}

// remembers reports whether groups know numbers from before it all started over.
func (w *planner) remembers() bool {
	for _, g := range w.groups {
		if !g.known.IsZero() {
			return true
		}
	}
	return false
}

// rest lets all stand still again.
func (w *planner) rest() {
	for _, p := range w.moving() {
		p.move = move{}
	}
	for _, g := range w.groups {
		g.floor = version.Version{}
	}
	w.scope.back()
}

// floors returns what the groups ask for.
func (w *planner) floors() []version.Version {
	all := make([]version.Version, len(w.groups))
	for i, g := range w.groups {
		all[i] = g.floor
	}
	return all
}

// state is what settling had found at some time.
type state struct {
	moves  map[*part]move
	floors []version.Version
	scope  map[string]bool
}

func (w *planner) state() state {
	s := state{map[*part]move{}, w.floors(), maps.Clone(w.scope.names)}
	for _, p := range w.moving() {
		s.moves[p] = p.move
	}
	return s
}

// back returns to a state.
func (w *planner) back(s state) {
	w.rest()
	for p, move := range s.moves {
		p.move = move
	}
	for i, g := range w.groups {
		g.floor = s.floors[i]
	}
	w.scope.names = s.scope
}
