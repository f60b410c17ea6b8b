package resolve

import (
	"joinery/graph"
	"joinery/manifest"
)

// Graph returns the selection as a graph, the product first, then the picks in the order of
// decision. The product's node has its name as ID.
func (s *Selection) Graph() (*graph.Graph, error) {
	nodes := []graph.Node{productNode(s.Product)}
	var edges []graph.Edge
	for _, n := range s.Needs {
		edges = append(edges, graph.Edge{From: s.Product.Name.Value, To: n.To.ID(), Label: n.Want})
	}
	for _, p := range s.Order {
		nodes = append(nodes, node(p.Name, p.Version.String(), p.Entry, p.Bundle))
		for _, n := range p.Needs {
			edges = append(edges, graph.Edge{From: p.ID(), To: n.To.ID(), Label: n.Want})
		}
	}
	return graph.New(nodes, edges)
}

// graph returns what was explored, with the conflicts marked.
func (x *exploration) graph(u *universe, conflicts []conflict) (*graph.Graph, error) {
	clashing := map[*item]bool{}
	for _, c := range conflicts {
		clashing[c.item] = true
	}
	nodes := []graph.Node{productNode(u.product)}
	for _, s := range x.order {
		n := node(s.takes.item.name, s.takes.version.String(), s.takes.entry, nil)
		if s.takes.ref != nil {
			n.Kind = "product"
		}
		if clashing[s.takes.item] {
			n.Mark = graph.Conflict
		}
		nodes = append(nodes, n)
	}
	var edges []graph.Edge
	for _, n := range sortedKeys(x.asked) {
		for _, s := range x.asked[n] {
			e := graph.Edge{From: u.product.Name.Value, To: s.takes.name(), Label: s.want.text()}
			if s.from != nil {
				e.From = s.from.takes.name()
			}
			if clashing[s.takes.item] {
				e.Mark = graph.Conflict
			}
			edges = append(edges, e)
		}
	}
	return graph.New(nodes, edges)
}

func productNode(p *manifest.Product) graph.Node {
	return graph.Node{ID: p.Name.Value, Name: p.Name.Value, Title: p.Title.Value, Kind: "product"}
}

// node returns the node of one version. The entry may be nil.
func node(name, version string, e *manifest.Entry, bundle *manifest.Bundle) graph.Node {
	n := graph.Node{ID: name + " " + version, Name: name, Version: version, Kind: "other"}
	switch {
	case e != nil:
		c := e.Component
		n.Title = c.Title.Value
		if !c.Type.IsZero() {
			n.Kind = c.Type.Value
		}
		if !e.Released.IsZero() {
			n.Details = append(n.Details, "released "+e.Released.Value)
		}
		if e.Status != manifest.Active {
			n.Details = append(n.Details, e.Status.String())
		}
		if !c.Owner.IsZero() {
			n.Details = append(n.Details, "owner "+c.Owner.Value)
		}
	case bundle != nil:
		n.Kind = "product"
	}
	return n
}
