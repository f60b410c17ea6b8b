package resolve

import (
	"slices"
	"strings"

	"joinery/manifest"
)

// carryNames gives what a bundle lists under a component's former name the name that it has now,
// unless the bundle lists that too or the selection holds another component of the former name.
func (s *Selection) carryNames(old map[string][]*manifest.Bundled) {
	for _, p := range s.Picks {
		if p.Entry == nil || old[p.Name] != nil {
			continue
		}
		for _, earlier := range p.Entry.Component.Formerly {
			if listed := old[earlier.Value]; listed != nil && !s.holds(earlier.Value) {
				old[p.Name] = listed
				delete(old, earlier.Value)
				break
			}
		}
	}
}

// holds reports whether the selection holds a component of that name.
func (s *Selection) holds(name string) bool {
	_, found := slices.BinarySearchFunc(s.Picks, name, func(p *Pick, name string) int { return strings.Compare(p.Name, name) })
	return found
}
