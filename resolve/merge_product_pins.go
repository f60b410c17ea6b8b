package resolve

import (
	"context"
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// pins plans how requirements follow, on the draft that has the MERGE entries. It returns the
// requirements of the draft, too.
func (m *lineMerge) pins() ([]PinMove, Requirers, error) {
	all := RequirersOf(m.draft)
	steps, err := movePins(all, PinOptions{InForce: m.inForce(), Date: m.options.Date}, m.moves...)
	return steps, all, err
}

// inForce returns whether a requirement follows: those of the targets, which the product will
// consist of, all; those of the product and of other unreleased versions as far as they admit
// what the bundles hold, and not where they have gone on to something else.
func (m *lineMerge) inForce() func(Requirement) bool {
	return func(r Requirement) bool {
		switch {
		case m.targets[r.Entry]:
			return true
		case r.Product != nil && r.Product.Name.Value != m.product.Name.Value, r.Released():
			return false
		}
		return slices.ContainsFunc(m.held[r.Name.Value], func(v version.Version) bool { return admits(r.Dependency, v) })
	}
}

// write makes the amendment: the MERGE entries, each with its own pins moved, then all others.
func (m *lineMerge) write(steps []PinMove) {
	own := map[*manifest.Entry][]MovedPin{}
	var others []PinMove
	for _, step := range steps {
		if step.Next == nil && step.UnderWay == nil && m.fresh[step.Pins[0].Entry] != nil {
			own[step.Pins[0].Entry] = append(own[step.Pins[0].Entry], step.Pins[0])
			continue
		}
		others = append(others, step)
	}
	for _, e := range m.made {
		m.amendment.add(m.fresh[e], own[e]...)
	}
	m.amendment.follow(others)
}

// release resolves what came out and tells how the product's own lines come together. The error
// is ctx's.
func (m *lineMerge) release(ctx context.Context) error {
	name := m.product.Name.Value
	selection, err := Resolve(ctx, m.draft, m.draft.Product(name), Options{Date: m.options.Date})
	if failure := new(Failure); errors.As(err, &failure) {
		m.hint(name + " cannot be composed after that: joinery check says why")
		return nil
	}
	if err != nil {
		return err
	}
	command := "joinery release " + name
	for _, b := range m.bundles {
		command += " --extends " + b.Version.Value
	}
	for _, move := range m.parted {
		for _, pick := range selection.Find(move.Component.Name.Value) {
			if compare(pick.Version, move.To) > 0 && !m.followsOn(pick, move) {
				m.hint(name + " takes " + pick.ID() + ", which did not grow out of " + move.To.String())
			}
		}
	}
	for _, pick := range selection.Picks {
		if pick.Entry != nil && pick.Version.IsPrerelease() {
			command += " --cut " + pick.Name
		}
	}
	m.hint("to release: " + command)
	return nil
}

// followsOn reports whether a pick grew out of where its component was to go.
func (m *lineMerge) followsOn(pick *Pick, move Move) bool {
	if pick.Entry == nil {
		return true
	}
	to := equalEntry(pick.Entry.Component, move.To)
	return to != nil && Descends(pick.Entry, to)
}
