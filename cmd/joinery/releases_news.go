package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// news is what a bundle brought beyond those that it follows.
type news struct {
	changes map[string]int // type to how many, each change once
	moved   []bundle.Moved // what asks for most first
	known   bool           // the bundle that it follows is here to compare with
}

// newsOf compares a bundle with the highest one that it follows. Changes that the versions before
// told already do not count, nor do those that are taken back on the way, nor what is told to
// engineering only.
func (w *opened) newsOf(b *manifest.Bundle) news {
	n := news{changes: map[string]int{}}
	var before *manifest.Bundle
	for _, ref := range w.Bundles(b.Name.Value) {
		for _, extended := range b.Extends {
			if ref.Version.Is(extended.Value) {
				before, _ = w.Bundle(ref)
			}
		}
	}
	notes := slices.Clone(b.Changes)
	told := map[string]bool{}
	if before != nil {
		n.known = true
		n.moved = bundle.Diff(w.Workspace, before, b).Components
		for i := range n.moved {
			notes = append(notes, broughtBy(&n.moved[i], told)...)
		}
		slices.SortStableFunc(n.moved, func(a, b bundle.Moved) int { return cmp.Compare(b.Asks, a.Asks) })
	}
	n.count(notes, told)
	return n
}

// broughtBy returns the changes of the versions on the way of a component, and marks the ids of
// those that the version before told already.
func broughtBy(m *bundle.Moved, told map[string]bool) []manifest.Note {
	if len(m.From) == 0 || len(m.To) == 0 || m.To[0].Entry == nil {
		return nil
	}
	from, to := m.From[0].Entry, m.To[0].Entry
	if from == nil {
		return to.Changes
	}
	for _, e := range append(resolve.Ancestors(from), from) {
		for _, note := range e.Changes {
			told[note.ID.Value] = true
		}
	}
	var notes []manifest.Note
	for _, e := range resolve.OnTheWay(from, to) {
		notes = append(notes, e.Changes...)
	}
	return notes
}

// count counts changes by type, given oldest first; one that has an id counts once, wherever it is
// told. Who takes back a taking back lets the change stand.
func (n *news) count(notes []manifest.Note, told map[string]bool) {
	present, reverted := map[string]bool{}, map[string]bool{}
	for _, note := range slices.Backward(notes) {
		present[note.ID.Value] = true
		if id := note.ID.Value; id == "" || !reverted[id] { // else it was taken back itself
			reverted[note.Reverts.Value] = true
		}
	}
	told[""], present[""], reverted[""] = false, false, false
	for _, note := range notes {
		id := note.ID.Value
		switch note.Type.Value {
		case "internal", "docs", "note":
			continue
		}
		if note.Internal || told[id] || reverted[id] || present[note.Reverts.Value] {
			continue
		}
		told[id] = id != ""
		n.changes[note.Type.Value]++
	}
}

// A summary names at most so many components, and fewer where the line would become longer.
const (
	summaryNames = 3
	summaryWidth = 72
)

// summary says in a line what a release brought: "1 feature, 2 fixes; payments-api 1.4.0,
// web-shop 2.0.1 and 1 more". What the workspace does not tell, the bundle's own reasons do.
func (r *listedRelease) summary() string {
	lead := r.counts()
	names := r.names()
	if len(names) == 0 {
		return lead
	}
	if lead != "" {
		lead += "; "
	}
	for shown := min(len(names), summaryNames); ; shown-- {
		line := lead + strings.Join(names[:shown], ", ")
		if more := len(names) - shown; more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		if shown == 1 || textColumns(line) <= summaryWidth {
			return line
		}
	}
}

// names says what became of the components, those that ask for most first.
func (r *listedRelease) names() []string {
	if len(r.Extends) == 0 {
		return []string{count(len(r.Components), "component")}
	}
	var names []string
	if r.known {
		for i := range r.moved {
			names = append(names, movedName(&r.moved[i]))
		}
	} else {
		for _, cause := range r.Bump.Because {
			if cause.Component != "" {
				names = append(names, strings.TrimSpace(cause.Component+" "+cause.To))
			}
		}
	}
	if r.known && len(names) == 0 {
		return []string{"the same components"}
	}
	return names
}

// movedName names a component by what became of it.
func movedName(m *bundle.Moved) string {
	switch m.Movement {
	case bundle.Removed:
		return "without " + m.Name
	case bundle.Raised:
		return m.Name + " " + m.To[0].Version.Value
	case bundle.Added:
		return "new " + m.Name + " " + m.To[0].Version.Value
	case bundle.Lowered:
		return m.Name + " back to " + m.To[0].Version.Value
	}
	return m.Name
}

// counts counts the changes by type, those that ask for most first: "1 feature, 2 fixes".
func (r *listedRelease) counts() string {
	nouns := map[string]string{
		"breaking": "breaking change", "performance": "performance upgrade", "fix": "fix", "security": "security fix",
	}
	var words []string
	for _, kind := range manifest.ChangeTypes {
		n := r.changes[kind]
		if n == 0 {
			continue
		}
		noun := cmp.Or(nouns[kind], kind)
		if strings.HasSuffix(noun, "fix") && n > 1 {
			words = append(words, fmt.Sprintf("%d %ses", n, noun))
		} else {
			words = append(words, count(n, noun))
		}
	}
	return strings.Join(words, ", ")
}
