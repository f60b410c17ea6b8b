package graph

import "joinery/graph/layout"

// Sizes in a drawing, in pixels.
const (
	nameSize, restSize, labelSize = 13, 11, 10

	boxHeight = 44
	boxPad    = 12 // between a box's side and its text
	boxLeast  = 96
	badge     = 20 // room for the sign that a mark puts into a box's corner

	maxDrawnNodes, maxDrawnEdges = 2000, 6000
)

// sizes are those that depend on where a drawing stands.
type sizes struct {
	box  int // a wider box cuts its text; a sheet shows all of it on demand
	gaps layout.Gaps
}

var sheetSizes = sizes{box: 300, gaps: layout.Gaps{Box: 16, Line: 10, Channel: 72}}

// scene is a graph with everything in its place.
type scene struct {
	*Graph
	layout.Drawing
	captions [][2]string // of every node, cut to fit
	labels   []label
	still    bool // nobody points at it: no ids and no words on demand
}

// label is the text of an edge that is always shown.
type label struct {
	edge int
	text string
	at   layout.Rect
}

// arrange lays the graph out. The error is a *TooLargeError.
func (g *Graph) arrange(to sizes) (*scene, error) {
	if len(g.nodes) > maxDrawnNodes || len(g.edges) > maxDrawnEdges {
		return nil, &TooLargeError{len(g.nodes), len(g.edges)}
	}
	s := &scene{Graph: g}
	boxes := make([]layout.Size, len(g.nodes))
	for i, n := range g.nodes {
		pad := 2 * boxPad
		if n.Mark != None && n.Mark != Muted {
			pad += badge
		}
		name, rest := n.caption()
		name = fit(name, nameSize, true, to.box-pad)
		rest = fit(rest, restSize, false, to.box-pad)
		s.captions = append(s.captions, [2]string{name, rest})
		width := max(textWidth(name, nameSize, true), textWidth(rest, restSize, false)) + pad
		boxes[i] = layout.Size{W: max(width, boxLeast), H: boxHeight}
	}
	edges := make([]layout.Edge, len(g.edges))
	for i, e := range g.edges {
		edges[i] = layout.Edge{From: int(g.index[e.From]), To: int(g.index[e.To])}
	}
	var err error
	if s.Drawing, err = layout.Place(boxes, edges, to.gaps); err != nil {
		return nil, &TooLargeError{len(g.nodes), len(g.edges)}
	}
	s.placeLabels()
	return s, nil
}

// placeLabels finds room for the labels of marked edges: near the arrow's head, else near its
// tail, else along the way. One that would cover a box or another label is left to the
// reader's pointer.
func (s *scene) placeLabels() {
	for i, e := range s.edges {
		if e.Label == "" || e.Mark != Conflict && e.Mark != Asked || e.From == e.To {
			continue
		}
		text := fit(e.Label, labelSize, false, 160)
		w := textWidth(text, labelSize, false)
		route := s.Routes[i]
		tail, head := route[0], route[len(route)-1]
		ends := []layout.Rect{{X: head.X - 12 - w, Y: head.Y - 16}, {X: tail.X + 6, Y: tail.Y - 16}}
		if head.X < tail.X {
			ends = []layout.Rect{{X: head.X + 12, Y: head.Y - 16}, {X: tail.X - 6 - w, Y: tail.Y - 16}}
		}
		for k := 1; k+1 < len(route); k += 2 {
			ends = append(ends, layout.Rect{X: (route[k].X + route[k+1].X - w) / 2, Y: route[k].Y - 16})
		}
		for _, at := range ends {
			at.W, at.H = w, labelSize+3
			if s.isFree(at) {
				s.labels = append(s.labels, label{i, text, at})
				break
			}
		}
	}
}

func (s *scene) isFree(at layout.Rect) bool {
	if at.X < 0 || at.Y < 0 || at.X+at.W > s.W || at.Y+at.H > s.H {
		return false
	}
	for _, b := range s.Boxes {
		if touch(at, b) {
			return false
		}
	}
	for _, l := range s.labels {
		if touch(at, l.at) {
			return false
		}
	}
	return true
}

func touch(a, b layout.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
