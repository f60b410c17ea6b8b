package graph

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"joinery/graph/layout"
)

//go:embed picture.css
var pictureCSS string

// sheetCSS is for a page that holds nothing but the drawing.
const sheetCSS = "@media print { @page { size: A4 landscape; margin: 10mm; } }\n"

// Around the drawing.
const (
	margin     = 24
	lineHeight = 24 // of the heading, the subtitle and the legend
	sheetLeast = 480
)

// SVG writes the graph as a drawing in columns, from what nothing depends on at the left to what
// depends on nothing at the right. It stands alone: no font, script or picture from elsewhere;
// it follows the reader's choice of light or dark. The error is a *TooLargeError or one of w.
func (g *Graph) SVG(w io.Writer, p Picture) error {
	s, err := g.arrange(sheetSizes)
	if err != nil {
		return err
	}
	width := max(s.W, sheetLeast)
	heading := fit(p.Title, 20, true, width)
	subtitle := fit(p.Subtitle, 13, false, width)
	top := margin
	for _, line := range []string{heading, subtitle} {
		if line != "" {
			top += lineHeight
		}
	}
	if top > margin {
		top += lineHeight / 2
	}
	legend, legendHeight := g.legend().rows(p, width, top+s.H+lineHeight)
	height := top + s.H + legendHeight + margin
	width += 2 * margin

	out := newPage(w)
	openSVG(out, width, height, orElse(p.Title, "Dependencies"), orElse(p.Description, g.summary()))
	out.printf("<style>\n%s%s</style>\n", pictureCSS, sheetCSS)
	out.printf("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n", width, height)
	y := margin + 18
	if heading != "" {
		out.printf("<text class=\"heading\" x=\"%d\" y=\"%d\">%s</text>\n", margin, y, escape(heading))
		y += lineHeight
	}
	if subtitle != "" {
		out.printf("<text class=\"subtitle\" x=\"%d\" y=\"%d\">%s</text>\n", margin, y, escape(subtitle))
	}
	out.printf("<g transform=\"translate(%d %d)\">\n", margin, top)
	s.drawGraph(out)
	out.printf("</g>\n%s</svg>\n", legend)
	return out.Flush()
}

// openSVG writes the head of a drawing that says to everybody what it shows.
func openSVG(out page, width, height int, title, description string) {
	out.printf(`<svg xmlns="http://www.w3.org/2000/svg" class="joinery" width="%d" height="%d" viewBox="0 0 %d %d" role="img"`, width, height, width, height)
	out.printf(" aria-labelledby=\"joinery-title joinery-desc\">\n")
	out.printf("<title id=\"joinery-title\">%s</title>\n", escape(title))
	out.printf("<desc id=\"joinery-desc\">%s</desc>\n", escape(description))
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// summary says in a sentence what a reader who cannot see the drawing misses.
func (g *Graph) summary() string {
	text := fmt.Sprintf("%d components, %d dependencies", len(g.nodes), len(g.edges))
	for _, m := range g.legend().marks {
		var ids []string
		for _, n := range g.nodes {
			if n.Mark == m && m != Muted {
				ids = append(ids, n.ID)
			}
		}
		if ids != nil {
			text += "; " + m.meaning() + ": " + strings.Join(ids, ", ")
		}
	}
	return text
}

// drawGraph writes edges, then boxes, then labels: what matters more lies on top.
func (s *scene) drawGraph(out page) {
	for _, mark := range []Mark{Muted, Removed, None, Raised, Lowered, Added, Asked, Conflict} {
		for i, e := range s.edges {
			if e.Mark == mark || mark == None && e.Mark > Lowered {
				s.drawEdge(out, i)
			}
		}
	}
	for i := range s.nodes {
		s.drawNode(out, i)
	}
	for _, l := range s.labels {
		out.printf("<text class=\"label %s\" data-edge=\"%d\" x=\"%d\" y=\"%d\">%s</text>\n",
			s.edges[l.edge].Mark, l.edge, l.at.X, l.at.Y+labelSize, escape(l.text))
	}
}

func (s *scene) drawNode(out page, i int) {
	n, box := s.nodes[i], s.Boxes[i]
	class := classes("node", n.drawnKind(), n.Mark.String())
	if s.still {
		out.printf("<g class=\"%s\" transform=\"translate(%d %d)\">", class, box.X, box.Y)
	} else {
		out.printf("<g id=\"n%d\" class=\"%s\" transform=\"translate(%d %d)\"><title>%s</title>", i, class, box.X, box.Y, escape(n.about()))
	}
	drawBox(out, box.W, box.H, n.Mark)
	out.printf("<text class=\"name\" x=\"%d\" y=\"19\">%s</text>", boxPad, escape(s.captions[i][0]))
	out.printf("<text class=\"rest\" x=\"%d\" y=\"35\">%s</text></g>\n", boxPad, escape(s.captions[i][1]))
}

// drawBox draws a node without its text at the origin, with the sign of its mark in the corner.
func drawBox(out page, w, h int, m Mark) {
	out.printf(`<rect class="box" width="%d" height="%d" rx="6"/>`, w, h)
	out.printf(`<path class="stripe" d="M6 0H5A5 5 0 0 0 0 5V%dA5 5 0 0 0 5 %dH6Z"/>`, h-5, h)
	if m != None && m != Muted {
		out.printf(`<g transform="translate(%d 14)">`, w-14)
		drawSign(out, m)
		out.printf("</g>")
	}
}

func (s *scene) drawEdge(out page, i int) {
	e, route := s.edges[i], s.Routes[i]
	end := route[len(route)-1]
	line := routePath(route, e.From == e.To)
	// the head points right where the edge arrives at a left side, left and down elsewhere
	turn := 0
	switch {
	case e.From == e.To:
		turn = 90
	case route[len(route)-2].X > end.X:
		turn = 180
	}
	class := classes("edge", e.Mark.String())
	if s.still {
		out.printf("<g class=\"%s\">", class)
	} else {
		out.printf("<g id=\"e%d\" class=\"%s\"><title>%s</title>", i, class, escape(e.about()))
	}
	out.printf(`<path class="line" d="%s"/>`, line)
	out.printf("<path class=\"head\" d=\"M0 0l-9-4v8z\" transform=\"translate(%d %d)", end.X, end.Y)
	if turn != 0 {
		out.printf(" rotate(%d)", turn)
	}
	out.printf("\"/></g>\n")
}

// routePath draws curves through the channels and level lines through the columns. The line
// ends inside the arrow's head, so that its blunt end does not show at the tip.
func routePath(route layout.Route, loop bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%d %d", route[0].X, route[0].Y)
	if loop {
		fmt.Fprintf(&b, "C%d %d %d %d %d %d", route[1].X, route[1].Y, route[2].X, route[2].Y, route[3].X, route[3].Y-6)
		return b.String()
	}
	last := len(route) - 1
	back := 6
	if route[last].X < route[last-1].X {
		back = -6
	}
	for k := 1; k <= last; k++ {
		p, q := route[k-1], route[k]
		if k == last {
			q.X -= back
		}
		if p.Y == q.Y {
			fmt.Fprintf(&b, "H%d", q.X)
			continue
		}
		middle := (p.X + q.X) / 2
		fmt.Fprintf(&b, "C%d %d %d %d %d %d", middle, p.Y, middle, q.Y, q.X, q.Y)
	}
	return b.String()
}

func classes(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(n string) bool { return n == "" }), " ")
}
