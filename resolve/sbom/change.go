package sbom

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
)

// news is a change that came since the bundles before, once for all the components that it
// reached.
type news struct {
	id      string
	kind    string // one of manifest.ChangeTypes
	summary string // on one line
	links   []string
	in      []string // where it came: "payments-api 1.4.0"
}

// step is a change of one version.
type step struct {
	of     string // "payments-api 1.4.0"
	id     string // the change's own, else one made of the version and the place among its changes
	change *manifest.Note
}

// steps appends the changes of a version.
func steps(all []step, name, version string, changes []manifest.Note) []step {
	for i := range changes {
		id := changes[i].ID.Value
		if id == "" {
			id = fmt.Sprintf("%s@%s/%d", name, version, i+1)
		}
		all = append(all, step{name + " " + version, id, &changes[i]})
	}
	return all
}

// kept returns the changes, oldest first as given, without those that a later one took back and
// without the ones that did so. Who takes back a taking back lets the change stand.
func kept(all []step) []step {
	known, gone := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		known[s.id] = true
	}
	var stay []step
	for _, s := range slices.Backward(all) {
		reverts := s.change.Reverts.Value
		switch {
		case gone[s.id]:
		case reverts != "" && known[reverts]:
			gone[reverts] = true
		default:
			stay = append(stay, s)
		}
	}
	slices.Reverse(stay)
	return stay
}

// collected are changes, each id once.
type collected struct {
	news []news
	at   map[string]int // by id
}

// add takes in the changes that are not for engineering alone.
func (c *collected) add(all []step) {
	for _, s := range all {
		if n := s.change; n.Internal || n.Type.Value == "internal" || n.Type.Value == "docs" {
			continue
		}
		at, known := c.at[s.id]
		if !known {
			at = len(c.news)
			c.at[s.id] = at
			c.news = append(c.news, news{
				id: s.id, kind: s.change.Type.Value, summary: strings.Join(strings.Fields(s.change.Summary.Value), " "),
			})
		}
		c.news[at].join(s)
	}
}

// join adds where the same change came besides. The type that asks for most counts.
func (n *news) join(s step) {
	if rank(s.change.Type.Value) < rank(n.kind) {
		n.kind = s.change.Type.Value
	}
	if !slices.Contains(n.in, s.of) {
		n.in = append(n.in, s.of)
	}
	for _, link := range s.change.Links {
		if !slices.Contains(n.links, link.Value) {
			n.links = append(n.links, link.Value)
		}
	}
}

// rank orders types of change: the ones that ask for most first, unknown ones last.
func rank(kind string) int {
	if at := slices.Index(manifest.ChangeTypes, kind); at >= 0 {
		return at
	}
	return len(manifest.ChangeTypes)
}
