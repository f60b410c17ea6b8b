package notes

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"joinery/graph"
	"joinery/manifest"
	"joinery/resolve/bundle"
)

// A picture of more components, or one that is larger at full size, is not looked at on a page:
// the table says the same.
const (
	mostPictured              = 60
	mostPictureWidth          = 960
	mostPictureHeight         = 1100
	highPicture               = 640      // a higher one would leave half a sheet of paper empty before it
	narrowPicture, midPicture = 420, 700 // up to these widths it fits a phone, a tablet
)

// picture returns what moved and what stands between it and the product, told as the audience is
// told: nil when that is nothing or too much.
func (m *maker) picture(from, to *manifest.Bundle, moved int) *graph.Graph {
	if from == nil || moved == 0 || moved > mostPictured {
		return nil
	}
	g := bundle.Picture(m.source, bundle.Diff(m.source, from, to))
	known := &names{source: m.source}
	sees := func(n graph.Node) bool { return m.audience.sees(known.component(n.Name)) }
	product := g.Nodes()[0].ID
	shown := map[string]bool{}
	for _, n := range g.Nodes()[1:] {
		if n.Mark == graph.None || !sees(n) {
			continue
		}
		shown[n.ID] = true
		for _, above := range g.Downstream(n.ID) {
			if between, _ := g.Node(above); above != product && sees(between) {
				shown[above] = true
			}
		}
	}
	if len(shown) == 0 || len(shown) > mostPictured {
		return nil
	}
	ids := []string{product}
	for id := range shown {
		ids = append(ids, id)
	}
	return m.retold(g.Contract(ids), known)
}

// retold returns a picture whose nodes are called what the audience calls them, and say nothing
// beyond their versions.
func (m *maker) retold(g *graph.Graph, known *names) *graph.Graph {
	nodes, edges := slices.Clone(g.Nodes()), slices.Clone(g.Edges())
	ids := map[string]string{}
	for i, n := range nodes {
		told := graph.Node{ID: n.ID, Name: n.Name, Version: n.Version, Before: n.Before, Mark: n.Mark}
		if m.audience == Sales {
			told.ID = strconv.Itoa(i)
			told.Name = known.title(n.Name)
		}
		ids[n.ID], nodes[i] = told.ID, told
	}
	for i, e := range edges {
		edges[i] = graph.Edge{From: ids[e.From], To: ids[e.To], Mark: e.Mark}
	}
	retold, err := graph.New(nodes, edges)
	if err != nil {
		panic("internal error: a sound graph is not sound under other names: " + err.Error())
	}
	return retold
}

// drawn is a picture for the page; Fits says for which width: narrow, mid or wide, and whether it
// is too high for paper.
type drawn struct {
	SVG  template.HTML
	Fits string
}

// drawing returns the notes' picture, nil when there is none or it is too large for a page.
func (n *Notes) drawing() *drawn {
	if n.Picture == nil {
		return nil
	}
	legend := map[string]string{}
	for _, m := range []graph.Mark{graph.Added, graph.Removed, graph.Raised, graph.Lowered} {
		legend[m.String()] = n.Words.Say("change." + m.String())
	}
	var told []string
	for _, c := range n.Picture.Nodes()[1:] {
		if c.Mark != graph.None {
			told = append(told, c.Name+" "+strings.TrimPrefix(c.Before+" → "+c.Version, " → ")+" ("+legend[c.Mark.String()]+")")
		}
	}
	d, err := n.Picture.Inline(graph.Picture{Title: n.Headline(), Description: strings.Join(told, ", "), Legend: legend})
	if err != nil || d.Width > mostPictureWidth || d.Height > mostPictureHeight {
		return nil
	}
	fits := "wide"
	switch {
	case d.Width <= narrowPicture:
		fits = "narrow"
	case d.Width <= midPicture:
		fits = "mid"
	}
	if d.Height > highPicture {
		fits += " high"
	}
	return &drawn{template.HTML(d.SVG), fits} // all text in it is escaped
}
