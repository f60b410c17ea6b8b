package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"
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
// the patch is being made already, no other is added: its requirement moves, and they follow to
// that one. Two versions of one component get two numbers, in the order of the steps.
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
	return movePins(all, o, move)
}

// movePins is [MovePins] for several moves at once, with the requirements in force given: one
// patch of a version carries all that moves in it.
func movePins(all Requirers, o PinOptions, moves ...Move) ([]PinMove, error) {
	p := planner{
		all: all, options: o, moves: moves,
		patches:  map[*manifest.Entry]*patch{},
		given:    map[*manifest.Component]*given{},
		inPlace:  map[*manifest.Dependency]MovedPin{},
		followed: map[*manifest.Entry][]*patch{},
	}
	for _, move := range moves {
		p.queue = append(p.queue, &patch{move: move})
	}
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
	all      Requirers
	options  PinOptions
	moves    []Move // those that the plan starts from
	queue    []*patch
	patches  map[*manifest.Entry]*patch        // by the released version that stays
	inOrder  []*patch                          // as they were found
	given    map[*manifest.Component]*given    // the numbers given out so far
	inPlace  map[*manifest.Dependency]MovedPin // of products and unreleased versions
	followed map[*manifest.Entry][]*patch      // whom a version's requirements follow
}

// follow lets all that require what the patch leaves behind follow it, of one component the
// lower version first.
func (p *planner) follow(lead *patch) error {
	var behind []Requirement
	for _, r := range p.all[lead.move.Component.Name.Value] {
		if lead.move.leavesBehind(r.Dependency) && p.options.InForce(r) {
			behind = append(behind, r)
		}
	}
	slices.SortStableFunc(behind, func(a, b Requirement) int {
		if a.Entry == nil || b.Entry == nil {
			return boolean(a.Entry != nil) - boolean(b.Entry != nil)
		}
		return cmp.Or(strings.Compare(a.Entry.Component.Name.Value, b.Entry.Component.Name.Value), compare(a.Entry.Parsed, b.Entry.Parsed))
	})
	for _, r := range behind {
		if !r.Released() {
			p.edit(r, lead)
			continue
		}
		if p.options.InPlace {
			continue
		}
		after, err := p.patch(r.Entry)
		if err != nil {
			return err
		}
		if after.next != nil {
			keepHigher(after.pins, r.MovedTo(lead.move.To))
			p.followed[r.Entry] = append(p.followed[r.Entry], lead)
			continue
		}
		for i := range after.underWay.Dependencies {
			own := Requirement{Entry: after.underWay, Dependency: &after.underWay.Dependencies[i]}
			if own.Name.Value == r.Name.Value && lead.move.leavesBehind(own.Dependency) {
				p.edit(own, lead)
			}
		}
	}
	return nil
}

// edit moves a requirement in place.
func (p *planner) edit(r Requirement, lead *patch) {
	keepHigher(p.inPlace, r.MovedTo(lead.move.To))
	if r.Entry != nil {
		p.followed[r.Entry] = append(p.followed[r.Entry], lead)
	}
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

// steps returns what was collected, in the order that [MovePins] promises.
func (p *planner) steps() []PinMove {
	var steps []PinMove
	var add func(made *patch)
	add = func(made *patch) {
		if made.done || made.released == nil {
			return
		}
		made.done = true
		if made.before != nil {
			add(made.before)
		}
		for _, needed := range p.followed[made.follows()] {
			add(needed)
		}
		switch {
		case made.next != nil:
			steps = append(steps, PinMove{Pins: sortedPins(made.pins), Next: made.next, NextFree: made.free, Cut: p.options.Cut})
		case p.options.Cut:
			steps = append(steps, PinMove{Pins: p.takeOut(made.underWay), UnderWay: made.underWay, Cut: true})
		}
	}
	for _, made := range p.inOrder {
		add(made)
	}
	edits := slices.SortedFunc(maps.Values(p.inPlace), func(a, b MovedPin) int {
		return cmp.Or(boolean(a.Product != nil)-boolean(b.Product != nil), a.At().Compare(b.At()))
	})
	for _, pin := range edits {
		steps = append(steps, PinMove{Pins: []MovedPin{pin}})
	}
	return steps
}

// takeOut returns the edits of a version, which no longer count among the others.
func (p *planner) takeOut(e *manifest.Entry) []MovedPin {
	own := map[*manifest.Dependency]MovedPin{}
	for i := range e.Dependencies {
		d := &e.Dependencies[i]
		if pin, ok := p.inPlace[d]; ok {
			own[d] = pin
			delete(p.inPlace, d)
		}
	}
	return sortedPins(own)
}

// sortedPins returns the pins by the name that they require.
func sortedPins(pins map[*manifest.Dependency]MovedPin) []MovedPin {
	return slices.SortedFunc(maps.Values(pins), func(a, b MovedPin) int { return strings.Compare(a.Name.Value, b.Name.Value) })
}
