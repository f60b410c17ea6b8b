package sbom

import (
	"fmt"
	"slices"
	"strings"

	"joinery/resolve"
)

// news is a change that came since the bundles before, once for all the components that it
// reached.
type news struct {
	id      string // the change's own, else one made of the version and the place among its changes
	kind    string // one of manifest.ChangeTypes
	summary string // on one line
	links   []string
	in      []string // where it came: "payments-api 1.4.0"
}

// newsOnce takes down a change from all the places where it came.
func newsOnce(once resolve.ToldOnce) news {
	first := once.In[0]
	n := news{
		id: first.Note.ID.Value, kind: once.Type, summary: strings.Join(strings.Fields(first.Note.Summary.Value), " "),
	}
	if n.id == "" {
		n.id = fmt.Sprintf("%s@%s/%d", first.Name(), first.Version, first.Place+1)
	}
	for _, t := range once.In {
		if of := t.Name() + " " + t.Version; !slices.Contains(n.in, of) {
			n.in = append(n.in, of)
		}
		for _, link := range t.Note.Links {
			if !slices.Contains(n.links, link.Value) {
				n.links = append(n.links, link.Value)
			}
		}
	}
	return n
}
