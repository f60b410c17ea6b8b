package check

import (
	"joinery/graph"
	"joinery/manifest"
	"joinery/manifest/diag"
)

// web is who needs whom among the versions of a workspace, each known by its number.
type web struct {
	facts    *Facts
	entries  []*manifest.Entry
	first    map[*manifest.Component]int32 // the number of its first version
	from, to []int32                       // the ends of each requirement
	found    map[request]int32             // of components with many versions
}

// dependencyCircles returns the circles of dependencies.
func dependencyCircles(f *Facts) []Finding {
	if f.web == nil {
		prepareAcyclic(f)
	}
	w := f.web
	for _, c := range f.Compositions {
		w.follow(c)
	}
	in := make([]bool, len(w.entries))
	for i := range w.from {
		in[w.from[i]], in[w.to[i]] = true, true
	}
	peel(in, w.from, w.to) // what nobody needs
	peel(in, w.to, w.from) // what needs nobody
	var nodes []graph.Node
	var edges []graph.Edge
	known := map[string]*manifest.Entry{} // of two versions with one text the first
	id := func(n int32) string { return w.entries[n].Component.Name.Value + " " + w.entries[n].Version.Value }
	for n, e := range w.entries {
		if in[n] && known[id(int32(n))] == nil {
			nodes = append(nodes, graph.Node{ID: id(int32(n))})
			known[id(int32(n))] = e
		}
	}
	if len(nodes) == 0 {
		return nil
	}
	for i := range w.from {
		if in[w.from[i]] && in[w.to[i]] {
			edges = append(edges, graph.Edge{From: id(w.from[i]), To: id(w.to[i])})
		}
	}
	var all []Finding
	for _, circle := range circles(nodes, edges) {
		start, next := known[circle[0]], known[circle[1]]
		d := diag.Diagnostic{
			Component: start.Component.Name.Value, Subject: next.Component.Name.Value, Versions: []string{start.Version.Value},
			Message: circle[0] + " needs itself",
		}
		around(&d, circle, "needs", func(i int) diag.Place { return needed(known[circle[i]], known[circle[i+1]]) })
		all = append(all, Finding{Diagnostic: d})
	}
	return all
}

// needed returns where one version needs another's component.
func needed(e, to *manifest.Entry) diag.Place {
	for i := range e.Dependencies {
		if name := e.Dependencies[i].Name; name.Value == to.Component.Name.Value {
			return name.In(e.Component.File)
		}
	}
	return diag.Place{}
}

// prepareAcyclic follows the requirements that no selection decides.
func prepareAcyclic(f *Facts) {
	f.web = newWeb(f)
	f.web.spread()
}

func newWeb(f *Facts) *web {
	w := &web{facts: f, first: make(map[*manifest.Component]int32, len(f.Workspace.Components)), found: map[request]int32{}}
	for _, c := range f.Workspace.Components {
		w.first[c] = int32(len(w.entries))
		w.entries = append(w.entries, c.Versions...)
	}
	return w
}

// spread follows requirements from the versions that somebody may still choose.
func (w *web) spread() {
	seen := make([]bool, len(w.entries))
	var queue []int32
	reach := func(n int32) {
		if !seen[n] {
			seen[n] = true
			queue = append(queue, n)
		}
	}
	for _, c := range w.facts.Workspace.Components {
		latest := highest(c)
		for i, e := range c.Versions {
			if e == latest || e.Parsed.IsPrerelease() {
				reach(w.first[c] + int32(i))
			}
		}
	}
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		e := w.entries[n]
		for i := range e.Dependencies {
			if to := w.best(&e.Dependencies[i]); to >= 0 {
				w.from, w.to = append(w.from, n), append(w.to, to)
				reach(to)
			}
		}
	}
}

// best returns the number of the best version that a requirement admits: active before deprecated
// before disabled, then the higher one. It is -1 when there is none.
func (w *web) best(d *manifest.Dependency) int32 {
	c := w.facts.Workspace.Component(d.Name.Value)
	if c == nil {
		return -1
	}
	key := request{c, d.Want.Value}
	if len(c.Versions) > few {
		if n, ok := w.found[key]; ok {
			return n
		}
	}
	best := int32(-1)
	for i, e := range c.Versions {
		if !d.Constraint.Admits(e.Parsed) {
			continue
		}
		if best >= 0 {
			b := c.Versions[best]
			if e.Status > b.Status || e.Status == b.Status && e.Parsed.Compare(b.Parsed) <= 0 {
				continue
			}
		}
		best = int32(i)
	}
	if best >= 0 {
		best += w.first[c]
	}
	if len(c.Versions) > few {
		w.found[key] = best
	}
	return best
}

// follow adds the requirements of a product's selection, each leading to the selected version.
func (w *web) follow(c *Composition) {
	if c.Selection == nil {
		return
	}
	for _, p := range c.Selection.Order {
		if p.Entry == nil {
			continue
		}
		from := w.number(p.Entry)
		for _, n := range p.Needs {
			if n.To.Entry != nil {
				w.from, w.to = append(w.from, from), append(w.to, w.number(n.To.Entry))
			}
		}
	}
}

func (w *web) number(e *manifest.Entry) int32 {
	n := w.first[e.Component]
	for w.entries[n] != e {
		n++
	}
	return n
}
