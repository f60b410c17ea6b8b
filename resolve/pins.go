package resolve

import (
	"errors"
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Move says that a component's users go from some of its versions to another one.
type Move struct {
	Component *manifest.Component
	From      []version.Version // the versions left behind; nil: all that a requirement may name
	To        version.Version
}

// PinOptions say which requirements follow a move, and how.
type PinOptions struct {
	InForce func(Requirement) bool // the requirements that count; nil: those that [Reached] reports
	InPlace bool                   // released versions stay as they are, nothing follows in their place
	Cut     bool                   // new versions count as cut: plan with 1.4.1, not with 1.4.1-SNAPSHOT
	Date    time.Time              // calver, anyver dependents: the day, UTC
}

// MovePins plans how requirements follow when a component moves. Requirements that admit the
// new version stay. Of the others follow those that are in force and name or admit one of the
// versions left behind, each rewritten by [Moved]: in products and in unreleased versions in
// place; a released version is never edited, so a new patch of it takes the requirement over,
// and whoever requires the released one follows that patch in turn, up to the products. Where
// the patch is being made already, nothing is added: they follow to that one.
//
// The steps come in the order in which they make sense: new versions, each behind those that it
// requires, then edits of unreleased versions, then of products, both by place. Nothing is
// written; [AmendMerge] and [AmendCut] do that.
//
// The error tells why a released version can have no patch: a *[version.StepError].
func MovePins(source Source, all Requirers, move Move, o PinOptions) ([]PinMove, error) {
	if o.InForce == nil {
		o.InForce = Reached(source)
	}
	p := planner{all: all, options: o, patches: map[*manifest.Entry]*patch{}, inPlace: map[*manifest.Dependency]MovedPin{}}
	p.queue = []*patch{{move: move}}
	for len(p.queue) > 0 {
		next := p.queue[0]
		p.queue = p.queue[1:]
		if err := p.follow(next); err != nil {
			return nil, err
		}
	}
	return p.steps(), nil
}

// planner collects who follows whom.
type planner struct {
	all     Requirers
	options PinOptions
	queue   []*patch
	patches map[*manifest.Entry]*patch // by the released version that stays
	inOrder []*patch                   // as they were found
	inPlace map[*manifest.Dependency]MovedPin
}

// patch is a version that takes the place of another one, and so moves its users.
type patch struct {
	move  Move
	next  *Successor // nil: the version exists
	free  bool       // the number after the released version's was taken
	pins  map[*manifest.Dependency]MovedPin
	needs []*patch
	done  bool
}

// follow lets all that require what the patch leaves behind follow it.
func (p *planner) follow(lead *patch) error {
	for _, r := range p.all[lead.move.Component.Name.Value] {
		if !lead.move.leavesBehind(r.Dependency) || !p.options.InForce(r) {
			continue
		}
		pin := MovedPin{Requirement: r, To: Moved(r.Constraint, lead.move.To), version: lead.move.To}
		switch {
		case !r.Released():
			keepHigher(p.inPlace, pin)
		case !p.options.InPlace:
			after, err := p.patch(r.Entry)
			if err != nil {
				return err
			}
			keepHigher(after.pins, pin)
			after.needs = append(after.needs, lead)
		}
	}
	return nil
}

// leavesBehind reports whether the requirement would no longer be met.
func (m Move) leavesBehind(d *manifest.Dependency) bool {
	if admits(d, m.To) {
		return false
	}
	return m.From == nil || slices.ContainsFunc(m.From, func(v version.Version) bool { return admits(d, v) })
}

// keepHigher keeps the higher one of two moves of the same requirement.
func keepHigher(pins map[*manifest.Dependency]MovedPin, pin MovedPin) {
	if known, ok := pins[pin.Dependency]; !ok || known.version.Compare(pin.version) < 0 {
		pins[pin.Dependency] = pin
	}
}

// patch returns the patch of a released version, and queues it when it is new.
func (p *planner) patch(released *manifest.Entry) (*patch, error) {
	if known := p.patches[released]; known != nil {
		return known, nil
	}
	c := released.Component
	made := &patch{pins: map[*manifest.Dependency]MovedPin{}}
	to, err := p.successor(made, released)
	if err != nil {
		return nil, err
	}
	made.move = Move{Component: c, From: []version.Version{released.Parsed}, To: to}
	p.patches[released] = made
	p.inOrder = append(p.inOrder, made)
	p.queue = append(p.queue, made)
	return made, nil
}

// successor finds the version that follows a released one: the patch that is being made
// already, else a new one at the next number that is free.
func (p *planner) successor(made *patch, released *manifest.Entry) (version.Version, error) {
	c := released.Component
	level, kinds := patchOf(c)
	o := BumpOptions{From: released.Version.Value, Kinds: kinds, Date: p.options.Date}
	next, err := Bump(c, level, o)
	if taken := new(CollisionError); errors.As(err, &taken) {
		if taken.Taken.Parsed.IsPrerelease() && Descends(taken.Taken, released) {
			return p.counted(taken.Taken.Parsed.Core(), taken.Taken.Parsed), nil
		}
		o.NextFree, made.free = true, true
		next, err = Bump(c, level, o)
	}
	if err != nil {
		return version.Version{}, err
	}
	made.next = next
	return p.counted(next.Version, next.Snapshot), nil
}

func (p *planner) counted(cut, uncut version.Version) version.Version {
	if p.options.Cut {
		return cut
	}
	return uncut
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

// steps returns what was collected, in the order that [MovePins] promises.
func (p *planner) steps() []PinMove {
	var steps []PinMove
	var add func(made *patch)
	add = func(made *patch) {
		if made.done {
			return
		}
		made.done = true
		for _, needed := range made.needs {
			add(needed)
		}
		if made.next != nil {
			steps = append(steps, PinMove{Pins: sortedPins(made.pins), Next: made.next, NextFree: made.free, Cut: p.options.Cut})
		}
	}
	for _, made := range p.inOrder {
		add(made)
	}
	edits := sortedPins(p.inPlace)
	slices.SortStableFunc(edits, func(a, b MovedPin) int { return boolean(a.Product != nil) - boolean(b.Product != nil) })
	for _, pin := range edits {
		steps = append(steps, PinMove{Pins: []MovedPin{pin}})
	}
	return steps
}

// sortedPins returns the pins by place.
func sortedPins(pins map[*manifest.Dependency]MovedPin) []MovedPin {
	list := make([]MovedPin, 0, len(pins))
	for _, pin := range pins {
		list = append(list, pin)
	}
	slices.SortFunc(list, func(a, b MovedPin) int { return a.At().Compare(b.At()) })
	return list
}
