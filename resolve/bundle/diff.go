package bundle

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Difference is what lies between two bundles.
type Difference struct {
	From, To   *manifest.Bundle
	Step       Step
	Components []Moved // those that are not the same in both, by name
	Same       int     // how many components are
}

// Movement says what happened to a component from one bundle to another: the first of these that
// is true of it.
type Movement string

// The movements.
const (
	Added    Movement = "added"    // only the second bundle has it
	Removed  Movement = "removed"  // only the first bundle has it
	Raised   Movement = "raised"   // its highest version is a higher one
	Lowered  Movement = "lowered"  // its highest version is a lower one
	Changed  Movement = "changed"  // its highest version is the same: what that holds is not, or what stands beside it
	Direct   Movement = "direct"   // the product names it now
	Indirect Movement = "indirect" // the product names it no more
	Renamed  Movement = "renamed"  // nothing moved but its name
)

// Moved is a component that is not the same in two bundles.
type Moved struct {
	Name     string // in the second bundle; of what is removed, in the first
	Formerly string // its name in the first bundle, where that is another one
	Movement Movement
	From, To []Held // its versions in either bundle, highest first; several under an exception

	Level version.Level  // how far apart the highest versions are; None for what is added or removed
	Kinds []version.Kind // likewise in anyver, from the changes that the way brings
	Asks  version.Level  // what the policy makes of it for the product; None where it makes nothing

	// Through are the versions that lie between the highest two, and Lost those that the first
	// holds and the second does not, itself included, as when it went down or over to another
	// line; both oldest first. They go by lineage, so both are empty where the workspace does
	// not tell how the two are related.
	Through, Lost []string

	Artifacts []MovedArtifact // by uri
}

// WasDirect reports whether the product named the component in the first bundle.
func (m *Moved) WasDirect() bool { return slices.ContainsFunc(m.From, isDirect) }

// IsDirect reports whether the product names the component in the second bundle.
func (m *Moved) IsDirect() bool { return slices.ContainsFunc(m.To, isDirect) }

func isDirect(h Held) bool { return h.Direct }

// Diff compares two bundles, mostly of one product. Nothing is solved again and no file is
// looked at: bundles tell what customers run, the source what is known about it beyond: schemes,
// lineage, the names that components had, and the policy of the second bundle's product as it is
// today. A component that the source does not know is compared as a loose one. Of a nested product
// whose bundle in the source is not the one that is listed, as [Exchanged] finds, the lineage tells
// nothing.
//
// A component that the first bundle lists under a former name is one and the same component,
// unless a bundle lists both names. Who requires a component does not count.
func Diff(source resolve.Source, from, to *manifest.Bundle) *Difference {
	d := &Difference{From: from, To: to}
	k, past := newKnowledge(source), resolve.NewPast(source)
	var moved []pair
	for _, p := range k.pairs(from, to) {
		m := Moved{Name: p.name, From: p.from, To: p.to}
		if p.former != p.name {
			m.Formerly = p.former
		}
		if m.move(); m.Movement == "" {
			d.Same++
			continue
		}
		m.trace(source, past)
		moved = append(moved, p)
		d.Components = append(d.Components, m)
	}
	d.Step = k.step(from, to, moved)
	for i := range d.Components {
		d.Components[i].Asks = d.Step.asks[d.Components[i].Name]
	}
	return d
}

// Count returns how many components moved in that way.
func (d *Difference) Count(of Movement) int {
	n := 0
	for i := range d.Components {
		if d.Components[i].Movement == of {
			n++
		}
	}
	return n
}

// IsEmpty reports whether the two bundles say the same about the product: the version and every
// component.
func (d *Difference) IsEmpty() bool {
	return len(d.Components) == 0 && d.From.Name.Value == d.To.Name.Value && d.From.Version.Value == d.To.Version.Value
}

// move finds the movement and its level; no movement where all is the same.
func (m *Moved) move() {
	m.Artifacts = movedArtifacts(m.From, m.To)
	switch {
	case len(m.From) == 0:
		m.Movement = Added
		return
	case len(m.To) == 0:
		m.Movement = Removed
		return
	}
	from, to := m.From[0], m.To[0]
	if from.Version.Value != to.Version.Value {
		m.Level = version.Between(from.Parsed, to.Parsed)
	}
	switch order := from.compare(to); {
	case order < 0:
		m.Movement = Raised
	case order > 0:
		m.Movement = Lowered
	case m.Level != version.None || len(m.Artifacts) > 0 || !slices.EqualFunc(m.From, m.To, Held.same):
		m.Movement = Changed
		m.Level = max(m.Level, besides(m.From, m.To))
	case !m.WasDirect() && m.IsDirect():
		m.Movement = Direct
	case m.WasDirect() && !m.IsDirect():
		m.Movement = Indirect
	case m.Formerly != "":
		m.Movement = Renamed
	}
}

// besides returns patch where the versions beside the highest ones differ.
func besides(from, to []Held) version.Level {
	if slices.Equal(Versions(from), Versions(to)) {
		return version.None
	}
	return version.Patch
}
