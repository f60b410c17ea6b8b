package plan

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// asking is what a part's release has to say: of a pre-release that is cut what it tells, and the
// changes that count. A change and its revert that go out together say nothing.
type asking struct {
	told    []manifest.Note
	pending []pending
}

func (w *planner) asking(p *part) asking {
	var a asking
	if p.cuts() {
		a.told = p.start.Changes
	}
	a.pending = w.counted(p)
	all := slices.Concat(a.told, notes(a.pending))
	if !slices.ContainsFunc(all, func(n manifest.Note) bool { return n.Reverts.Value != "" }) {
		return a
	}
	var left asking
	for _, at := range resolve.Remaining(all) {
		if at < len(a.told) {
			left.told = append(left.told, a.told[at])
		} else {
			left.pending = append(left.pending, a.pending[at-len(a.told)])
		}
	}
	return left
}

// level returns what all of it asks for.
func (a asking) level() version.Level {
	level := version.None
	for _, c := range a.pending {
		level = max(level, c.level())
	}
	for _, note := range a.told {
		level = max(level, manifest.TypeLevel(note.Type.Value))
	}
	return level
}

// notes returns all of it, what is told first.
func (a asking) notes() []manifest.Note { return slices.Concat(a.told, notes(a.pending)) }
