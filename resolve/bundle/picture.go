package bundle

import (
	"maps"
	"slices"

	"joinery/graph"
	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Picture returns what lies between two bundles as a graph: the second bundle's product first,
// then by name all that either bundle lists. What was added, removed, raised or lowered is marked,
// what was removed stands where it stood, and so do requirements that are gone.
//
// A component at one version in both bundles at most is one node; one at several, under an
// exception, is a node a version, of which those that came count as added and those that went as
// removed. Edges are what the bundles say of who requires whom; where a version in the source
// says more, such as which of several versions is meant and in what words, that counts. IDs are
// "payments-api 1.4.0", of the second bundle where that has the component.
func Picture(source resolve.Source, d *Difference) *graph.Graph {
	k := newKnowledge(source)
	p := &pictured{knowledge: k, known: map[string]bool{}}
	p.product(d)
	now, before := newSide(d.To, k.listed(d.To)), newSide(d.From, k.listed(d.From))
	moved := map[string]*Moved{}
	for i := range d.Components {
		moved[d.Components[i].Name] = &d.Components[i]
	}
	names := slices.AppendSeq(slices.Collect(maps.Keys(now.held)), maps.Keys(moved))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		p.component(name, moved[name], now, before)
	}
	p.requirements(now, before)
	g, err := graph.New(p.nodes, p.edges)
	if err != nil {
		panic("internal error: the picture of a difference is not sound: " + err.Error())
	}
	return g
}

// pictured collects nodes and edges.
type pictured struct {
	*knowledge
	nodes []graph.Node
	edges []graph.Edge
	known map[string]bool // the ids of nodes
}

func (p *pictured) add(n graph.Node) {
	if !p.known[n.ID] { // a bundle that nobody composed may list a version twice
		p.known[n.ID] = true
		p.nodes = append(p.nodes, n)
	}
}

func (p *pictured) product(d *Difference) {
	n := graph.Node{Name: d.To.Name.Value, Version: d.To.Version.Value, Kind: "product"}
	n.ID = n.Name + " " + n.Version
	if before := d.From.Version.Value; before != n.Version && d.From.Name.Value == n.Name {
		n.Before = before
	}
	if declared := p.source.Product(n.Name); declared != nil {
		n.Title = declared.Title.Value
	}
	p.add(n)
}

// component adds the nodes of a component; m is nil for one that is the same in both bundles.
func (p *pictured) component(name string, m *Moved, now, before *side) {
	held := now.held[name]
	former := name
	var went []Held
	if m != nil {
		went = m.From
		if m.Formerly != "" {
			former = m.Formerly
		}
	} else {
		went = before.held[name]
	}
	if len(held) == 1 && len(went) == 1 {
		n := p.node(name, held[0])
		if m != nil {
			n.Mark = markOf(m.Movement)
			n.Details = append(n.Details, facts(m)...)
			if v := went[0].Version.Value; v != n.Version {
				n.Before = v
			}
		}
		p.add(n)
		now.put(held[0], n.ID)
		before.put(went[0], n.ID)
		return
	}
	for _, h := range held {
		n := p.node(name, h)
		if !slices.ContainsFunc(went, func(w Held) bool { return w.Version.Value == n.Version }) {
			n.Mark = graph.Added
		}
		p.add(n)
		now.put(h, n.ID)
	}
	for _, h := range went {
		at := slices.IndexFunc(held, func(now Held) bool { return now.Version.Value == h.Version.Value })
		if at >= 0 {
			before.put(h, name+" "+h.Version.Value)
			continue
		}
		n := p.node(former, h)
		n.Mark = graph.Removed
		p.add(n)
		before.put(h, n.ID)
	}
}

// node returns the node of one version that a bundle lists.
func (p *pictured) node(name string, h Held) graph.Node {
	n := graph.Node{ID: name + " " + h.Version.Value, Name: name, Version: h.Version.Value, Kind: "other"}
	if h.Entry != nil && !h.Entry.Released.IsZero() {
		n.Details = append(n.Details, "released "+h.Entry.Released.Value)
	}
	c, product := p.knowledge.component(name), p.source.Product(name)
	switch {
	case c != nil:
		n.Title = c.Title.Value
		if !c.Type.IsZero() {
			n.Kind = c.Type.Value
		}
	case product != nil:
		n.Kind, n.Title = "product", product.Title.Value
	}
	return n
}

func markOf(m Movement) graph.Mark {
	switch m {
	case Added:
		return graph.Added
	case Removed:
		return graph.Removed
	case Raised:
		return graph.Raised
	case Lowered:
		return graph.Lowered
	}
	return graph.None // the same version
}

// facts are what a picture tells of a movement besides, one a line.
func facts(m *Moved) []string {
	var lines []string
	if m.Level != version.None {
		lines = append(lines, m.Level.String())
	}
	switch m.Movement {
	case Changed:
		lines = append(lines, "the same version with another content")
	case Direct:
		lines = append(lines, "named by the product now")
	case Indirect:
		lines = append(lines, "named by the product no more")
	}
	if m.Formerly != "" {
		lines = append(lines, "formerly "+m.Formerly)
	}
	for _, v := range m.Through {
		lines = append(lines, "by way of "+v)
	}
	return lines
}

// side is one of the two bundles, and which node stands for what it lists.
type side struct {
	bundle *manifest.Bundle
	held   map[string][]Held // by the names in this bundle
	ids    map[string]string // by name and version
}

func newSide(b *manifest.Bundle, held map[string][]Held) *side {
	return &side{bundle: b, held: held, ids: map[string]string{}}
}

func (s *side) put(h Held, id string) { s.ids[h.Name.Value+" "+h.Version.Value] = id }

func (s *side) id(h Held) string { return s.ids[h.Name.Value+" "+h.Version.Value] }
