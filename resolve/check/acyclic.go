package check

import (
	"strings"

	"joinery/graph"
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// Acyclic finds circles: versions that extend themselves, versions that need themselves, and
// products that contain themselves, each by way of others or at once. Versions that hang together
// in several circles are one finding, about the shortest circle through the first of them by name;
// its path names every member, its related places are the requirements that make it.
//
// Dependencies are followed from pre-releases, from each component's highest production version
// and through every product's selection. A requirement leads to the best version that it admits
// alone, and in a selection to the selected one.
var Acyclic = &Rule{
	ID:       "acyclic",
	Says:     "neither dependencies nor extends run in a circle",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkAcyclic,
	reads:    selections,
	prepare:  prepareAcyclic,
}

func checkAcyclic(f *Facts) []Finding {
	var all []Finding
	for _, c := range f.Workspace.Components {
		if !descends(c) {
			all = append(all, lineageCircles(c)...)
		}
	}
	all = append(all, dependencyCircles(f)...)
	return append(all, productCircles(f)...)
}

// descends reports whether every version extends lower ones alone, so that no circle can be.
func descends(c *manifest.Component) bool {
	for _, e := range c.Versions {
		for i := range e.Extends {
			if e.Parsed.Compare(e.Extends[i].Parsed) <= 0 {
				return false
			}
		}
	}
	return true
}

// lineageCircles returns the circles of a component's lineage.
func lineageCircles(c *manifest.Component) []Finding {
	known := byText(c)
	target := func(r manifest.Reference) *manifest.Entry {
		if e := known[r.Value]; e != nil {
			return e
		}
		return resolve.Entry(c, r.Value)
	}
	var nodes []graph.Node
	var edges []graph.Edge
	for _, e := range c.Versions {
		text := e.Version.Value
		if e.Parsed.IsZero() || known[text] != e {
			continue // other rules say so
		}
		nodes = append(nodes, graph.Node{ID: text})
		for _, r := range e.Extends {
			if to := target(r); to != nil && !to.Parsed.IsZero() {
				edges = append(edges, graph.Edge{From: text, To: to.Version.Value})
			}
		}
	}
	name := c.Name.Value
	var all []Finding
	for _, circle := range circles(nodes, edges) {
		d := diag.Diagnostic{
			Component: name, Subject: circle[0], Versions: circle[:len(circle)-1],
			Message: name + " " + circle[0] + " extends itself",
		}
		around(&d, circle, "extends", func(i int) diag.Place {
			for _, r := range known[circle[i]].Extends {
				if to := target(r); to != nil && to.Version.Value == circle[i+1] {
					return r.In(c.File)
				}
			}
			return diag.Place{}
		})
		all = append(all, Finding{Diagnostic: d})
	}
	return all
}

// circles returns the circles of a graph as [graph.Graph.Cycles] does.
func circles(nodes []graph.Node, edges []graph.Edge) [][]string {
	g, err := graph.New(nodes, edges)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return g.Cycles()
}

// around adds to a finding the circle, which ends as it begins, and where each hop is written.
func around(d *diag.Diagnostic, circle []string, verb string, at func(i int) diag.Place) {
	hops := len(circle) - 1
	d.At = at(0)
	d.Paths = []diag.Path{{Steps: circle, At: at(hops - 1)}}
	for i := range hops {
		if hops > 1 {
			d.Related = append(d.Related, diag.Related{At: at(i), Message: strings.Join([]string{circle[i], verb, circle[i+1]}, " ")})
		}
	}
}
