package check

import (
	"joinery/graph"
	"joinery/manifest"
	"joinery/manifest/diag"
)

// productCircles returns the circles of products that contain each other: in what their
// manifests ask for, or by way of a bundle that such a requirement admits.
func productCircles(f *Facts) []Finding {
	var nodes []graph.Node
	known := map[string]bool{}
	add := func(name string) {
		if !known[name] {
			known[name] = true
			nodes = append(nodes, graph.Node{ID: name})
		}
	}
	for _, p := range f.Workspace.Products {
		add(p.Name.Value)
	}
	for _, name := range f.Workspace.Shelves() {
		add(name)
	}
	type hop struct{ from, to string }
	var edges []graph.Edge
	places := map[hop]diag.Place{} // where first written, manifests before bundles
	contain := func(from string, name manifest.Text, file string) {
		if h := (hop{from, name.Value}); known[h.to] && places[h].IsZero() {
			edges = append(edges, graph.Edge{From: h.from, To: h.to})
			places[h] = name.In(file)
		}
	}
	asked := map[diag.Place]bool{}
	for _, p := range f.Workspace.Products {
		for i := range p.Components {
			contain(p.Name.Value, p.Components[i].Name, p.File)
			asked[p.Components[i].Name.In(p.File)] = true
		}
	}
	for _, h := range f.bundles {
		if h.nested && h.bundle != nil {
			for i := range h.bundle.Components {
				contain(h.product, h.bundle.Components[i].Name, h.bundle.File)
			}
		}
	}
	var all []Finding
	for _, circle := range circles(nodes, edges) {
		d := diag.Diagnostic{Product: circle[0], Subject: circle[1], Message: circle[0] + " contains itself"}
		at := func(i int) diag.Place { return places[hop{circle[i], circle[i+1]}] }
		around(&d, circle, "contains", at)
		for i := len(circle) - 2; i >= 0; i-- {
			if asked[at(i)] {
				d.At = at(i) // nobody changes a bundle
			}
		}
		all = append(all, Finding{Diagnostic: d})
	}
	return all
}
