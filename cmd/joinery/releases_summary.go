package main

import (
	"cmp"
	"fmt"
	"strings"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// A summary names at most so many components, and fewer where the line would become longer.
const (
	summaryNames = 3
	summaryWidth = 72
)

// summary says in a line what a release brought: "1 feature, 2 fixes; payments-api 1.4.0,
// web-shop 2.0.1 and 1 more"; what it lost stands behind "loses". What the workspace does not tell, the bundle's own reasons do.
func (r *listedRelease) summary() string {
	lead := inWords(r.changes)
	if lost := inWords(r.lost); lost != "" {
		if lead != "" {
			lead += ", "
		}
		lead += "loses " + lost
	}
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

// inWords says how many changes there are of each type, those that ask for most first: "1 feature,
// 2 fixes".
func inWords(changes map[string]int) string {
	nouns := map[string]string{
		"breaking": "breaking change", "performance": "performance upgrade", "fix": "fix", "security": "security fix",
	}
	var words []string
	for _, kind := range manifest.ChangeTypes {
		n := changes[kind]
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
