package main

import (
	"cmp"
	"fmt"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag/columns"
	"joinery/resolve/bundle"
)

// A summary names at most so many components, and fewer where the line would become longer.
const (
	summaryNames = 3
	summaryWidth = 72
)

// summary says in a line what a release brought: "1 feature, 2 fixes; payments-api 1.4.0,
// web-shop 2.0.1 and 1 more"; what it lost stands behind "loses". What the workspace does not tell,
// the bundle's own reasons do.
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
		if shown == 1 || columns.Of(line) <= summaryWidth {
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
			switch {
			case cause.Component == "":
			case cause.To == "":
				names = append(names, cause.Component+" (gone)")
			case cause.From == "":
				names = append(names, cause.Component+" "+cause.To+" (new)")
			default:
				names = append(names, cause.Component+" "+cause.To)
			}
		}
	}
	if r.known && len(names) == 0 {
		return []string{"the same components"}
	}
	return names
}

// movedName names a component by what became of it: "web-shop 2.0.1", "fax-ui (gone)". What is
// said of one component stands behind it, so that nobody takes it for said of the next ones.
func movedName(m *bundle.Moved) string {
	if m.Movement == bundle.Lowered {
		return m.Name + " back to " + m.To[0].Version.Value
	}
	name := m.Name
	if len(m.To) > 0 {
		name += " " + m.To[0].Version.Value
	}
	words := map[bundle.Movement]string{
		bundle.Added: "new", bundle.Removed: "gone", bundle.Changed: "another content",
		bundle.Direct: "named by the product now", bundle.Indirect: "named by the product no more", bundle.Renamed: "was " + m.Formerly,
	}[m.Movement]
	if words == "" {
		return name
	}
	return name + " (" + words + ")"
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
