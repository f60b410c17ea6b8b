package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// kindOfChange returns the kind of anyver release that a type of change makes, false for a note.
func kindOfChange(changeType string) (version.Kind, bool) {
	switch changeType {
	case "breaking", "removal":
		return version.Kaikaku, true
	case "feature", "deprecation":
		return version.Functional, true
	case "performance":
		return version.Performance, true
	case "fix", "security", "docs", "internal":
		return version.Bugfix, true
	}
	return 0, false
}

// kindOfLevel returns the kind of release that a step makes of which nobody told a change.
func kindOfLevel(l version.Level) version.Kind {
	switch l {
	case version.Major:
		return version.Kaikaku
	case version.Minor:
		return version.Functional
	default:
		return version.Bugfix
	}
}

// Kinds returns the kinds of an anyver release that takes the news in, each once, those that say
// most first. Where no change that says a kind came on the way, the level of the step tells; where
// all that came went again, it is a bugfix, the least there is.
func (n News) Kinds(level version.Level) []version.Kind {
	var told, met []manifest.Note
	for _, t := range n.Told {
		told = append(told, *t.Note)
	}
	for _, stage := range n.Through {
		met = append(met, stage.Changes...)
	}
	says := func(note manifest.Note) bool { _, ok := kindOfChange(note.Type.Value); return ok }
	if slices.ContainsFunc(met, says) && !slices.ContainsFunc(told, says) {
		return []version.Kind{version.Bugfix}
	}
	return KindsOf(told, level)
}

// KindsOf returns the kinds of an anyver release that brings some changes, each once, those that
// say most first. Where the changes make none, the level tells.
func KindsOf(changes []manifest.Note, level version.Level) []version.Kind {
	var kinds []version.Kind
	for _, change := range changes {
		if kind, ok := kindOfChange(change.Type.Value); ok {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		kinds = append(kinds, kindOfLevel(level))
	}
	return distinctKinds(kinds)
}

// distinctKinds returns the kinds, each once, those that say most first.
func distinctKinds(kinds []version.Kind) []version.Kind {
	kinds = slices.Clone(kinds)
	slices.Sort(kinds)
	kinds = slices.Compact(kinds)
	slices.Reverse(kinds)
	return kinds
}
