package resolve

import (
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// patch is a version that takes the place of another one, and so moves its users. The moves
// that a plan starts from take nobody's place.
type patch struct {
	move     Move
	released *manifest.Entry // whose place it takes; nil for a move to start from
	underWay *manifest.Entry // it is being made already
	next     *Successor      // else: it is new
	free     bool            // new, and the number after the released version's is taken
	before   *patch          // new, of the same component, with a number given out earlier
	pins     map[*manifest.Dependency]MovedPin
	done     bool
}

// follows returns the version whose requirements the patch carries on.
func (made *patch) follows() *manifest.Entry {
	if made.underWay != nil {
		return made.underWay
	}
	return made.released
}

// patch returns the patch of a released version, and queues it when it is new to the plan.
func (p *planner) patch(released *manifest.Entry) (*patch, error) {
	if known := p.patches[released]; known != nil {
		return known, nil
	}
	made := &patch{released: released, pins: map[*manifest.Dependency]MovedPin{}}
	to, err := p.successor(made)
	if err != nil {
		return nil, err
	}
	made.move = Move{Component: released.Component, From: p.behind(released), To: to}
	p.patches[released] = made
	p.inOrder = append(p.inOrder, made)
	p.queue = append(p.queue, made)
	return made, nil
}

// behind returns the versions whose users go to the patch of a released version: its own, and
// those that were to go to the released one; nil for all.
func (p *planner) behind(released *manifest.Entry) []version.Version {
	all := []version.Version{released.Parsed}
	for _, move := range p.moves {
		if move.Component.Name.Value == released.Component.Name.Value && move.To.Compare(released.Parsed) == 0 {
			if move.From == nil {
				return nil
			}
			all = append(all, move.From...)
		}
	}
	return all
}

// successor finds the version that follows the released one: the patch that is being made
// already, else a new one at the next number that is free, those given out before counted.
func (p *planner) successor(made *patch) (version.Version, error) {
	released := made.released
	c := p.known(released.Component)
	level, kinds := patchOf(c)
	o := BumpOptions{From: released.Version.Value, Kinds: kinds, Date: p.options.Date}
	next, err := Bump(c, level, o)
	if taken := new(CollisionError); errors.As(err, &taken) {
		if to := p.underWay(taken.Taken, released); !to.IsZero() {
			made.underWay = taken.Taken
			return to, nil
		}
		o.NextFree, made.free = true, true
		next, err = Bump(c, level, o)
	}
	if err != nil {
		return version.Version{}, err
	}
	next.Component, made.next = released.Component, next
	p.give(made)
	if p.options.Cut {
		return next.Version, nil
	}
	return next.Snapshot, nil
}

// underWay returns the version that users of the released one follow to where what stands at
// the next number is a patch of it that is being made. It is zero where that is not so.
func (p *planner) underWay(e, released *manifest.Entry) version.Version {
	if !e.Parsed.IsPrerelease() || e.Status == manifest.Disabled || !Descends(e, released) {
		return version.Version{}
	}
	if !p.options.Cut {
		return e.Parsed
	}
	cutting, err := Cut(e.Component, CutOptions{Version: e.Version.Value, Date: p.options.Date})
	if err != nil {
		return version.Version{}
	}
	return cutting.To
}

// given is a component with the versions that a plan gives it.
type given struct {
	component manifest.Component
	last      *patch
}

// known returns the component with the versions that the plan has given it so far.
func (p *planner) known(c *manifest.Component) *manifest.Component {
	if g := p.given[c]; g != nil {
		return &g.component
	}
	return c
}

// give notes that a new version's number is taken from now on.
func (p *planner) give(made *patch) {
	c := made.next.Component
	g := p.given[c]
	if g == nil {
		g = &given{component: *c}
		g.component.Versions = slices.Clone(c.Versions)
		p.given[c] = g
	}
	made.before, g.last = g.last, made
	v := made.next.Snapshot
	g.component.Versions = append(g.component.Versions, &manifest.Entry{Component: c, Version: manifest.Text{Value: v.String()}, Parsed: v})
}

// patchOf returns the least step of a component's scheme that counts as a patch.
func patchOf(c *manifest.Component) (version.Level, []version.Kind) {
	switch c.Versioning.Scheme {
	case version.SemVer, version.FourPart:
		return version.Patch, nil
	case version.AnyVer:
		return version.None, []version.Kind{version.Bugfix}
	}
	return version.None, nil
}
