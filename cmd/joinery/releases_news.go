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

// newsOf compares a bundle with the highest one that it follows, and counts the changes that
// notes tell customers of, but for what is only worth reading.
func (w *opened) newsOf(past *resolve.Past, b *manifest.Bundle) news {
	n := news{changes: map[string]int{}}
	var followed []*manifest.Bundle // the highest one, if it is here
	for _, ref := range w.Bundles(b.Name.Value) {
		for _, extended := range b.Extends {
			if !ref.Version.Is(extended.Value) {
				continue
			}
			if before, _ := w.Bundle(ref); before != nil {
				followed = []*manifest.Bundle{before}
			}
		}
	}
	told := past.Releases(followed, b).Told
	for _, before := range followed {
		n.known = true
		n.moved = bundle.Diff(w.Workspace, before, b).Components
		for i := range n.moved {
			if m := &n.moved[i]; len(m.From) > 0 && len(m.To) > 0 {
				told = append(told, past.News(m.Name, heldTexts(m.From), heldTexts(m.To)).Told...)
			}
		}
		slices.SortStableFunc(n.moved, func(a, b bundle.Moved) int { return cmp.Compare(b.Asks, a.Asks) })
	}
	told = slices.DeleteFunc(told, func(t resolve.Told) bool {
		return t.Note.Internal || slices.Contains([]string{"internal", "docs", "note"}, t.Note.Type.Value)
	})
	for _, once := range resolve.Once(told) {
		n.changes[once.Type]++
	}
	return n
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
