package sbom

import (
	"fmt"
	"slices"

	"joinery/resolve"
)

// news is a change that came since the bundles before, once for all the components that it
// reached.
type news struct {
	id      string   // the change's own, else one made of the version and the place among its changes
	kind    string   // one of manifest.ChangeTypes
	summary string   // on one line, without the tickets that it links to
	links   []string // those that lead to no ticket
	in      []string // where it came: "payments-api 1.4.0"
}

// newsOnce takes down a change from all the places where it came.
func newsOnce(once resolve.ToldOnce) news {
	first := once.In[0]
	n := news{id: first.Note.ID.Value, kind: once.Type}
	if n.id == "" {
		n.id = fmt.Sprintf("%s@%s/%d", first.Name(), first.Version, first.Place+1)
	}
	var linked []string
	for _, t := range once.In {
		if of := t.Name() + " " + t.Version; !slices.Contains(n.in, of) {
			n.in = append(n.in, of)
		}
		for _, link := range t.Note.Links {
			linked = append(linked, link.Value)
			if !resolve.LeadsToTicket(link.Value) && !slices.Contains(n.links, link.Value) {
				n.links = append(n.links, link.Value)
			}
		}
	}
	n.summary = resolve.WithoutTickets(resolve.Headline(first.Note.Summary.Value), linked)
	if n.summary == "" { // it was a ticket alone
		n.summary = n.kind
	}
	return n
}
