package layout

import (
	"cmp"
	"slices"
)

// draw puts boxes and routes on the page. edges are as the caller gave them: those that were
// turned round for the layout run in their own direction again.
func (l *layers) draw(sizes []Size, edges []Edge, middle []int) Drawing {
	d := Drawing{Columns: len(l.columns), Boxes: make([]Rect, l.boxes), Routes: make([]Route, len(edges))}
	l.startAtTop(middle)
	x, width := l.columnsAcross(sizes, middle)
	for v, size := range sizes {
		c := l.column[v]
		d.Boxes[v] = Rect{X: x[c], Y: middle[v] - size.H/2, W: width[c], H: size.H}
		d.W = max(d.W, x[c]+width[c])
		d.H = max(d.H, d.Boxes[v].Y+size.H)
	}
	for item := l.boxes; item < len(middle); item++ {
		d.H = max(d.H, middle[item])
	}
	leaves := l.ports(middle, func(chain []int) (box, towards int) { return chain[0], chain[1] })
	arrives := l.ports(middle, func(chain []int) (box, towards int) {
		return chain[len(chain)-1], chain[len(chain)-2]
	})
	for i, chain := range l.chains {
		if chain == nil {
			d.Routes[i] = l.loop(d.Boxes[edges[i].From])
			continue
		}
		var route Route
		for k, item := range chain {
			c := l.column[item]
			if k > 0 {
				y := middle[item]
				if l.isBox(item) {
					y = arrives[i]
				}
				route = append(route, Point{x[c], y})
			}
			if k < len(chain)-1 {
				y := middle[item]
				if l.isBox(item) {
					y = leaves[i]
				}
				route = append(route, Point{x[c] + width[c], y})
			}
		}
		if edges[i] != l.edges[i] {
			slices.Reverse(route)
		}
		d.Routes[i] = route
	}
	return d
}

// startAtTop moves everything so that the highest item touches the top of the page, or the
// loop above the highest box does.
func (l *layers) startAtTop(middle []int) {
	if len(middle) == 0 {
		return
	}
	loops := make([]int, l.boxes)
	for i, chain := range l.chains {
		if chain == nil {
			loops[l.edges[i].From] = l.loopHeight()
		}
	}
	top := middle[0]
	for item, y := range middle {
		if l.isBox(item) {
			y -= l.height[item]/2 + loops[item]
		}
		top = min(top, y)
	}
	for item := range middle {
		middle[item] -= top
	}
}

// columnsAcross returns where each column begins and how wide it is. A channel is the wider
// the further its edges climb, or steep ones could not be told apart.
func (l *layers) columnsAcross(sizes []Size, middle []int) (x, width []int) {
	x, width = make([]int, len(l.columns)), make([]int, len(l.columns))
	at := 0
	for c, items := range l.columns {
		climb, lines := 0, 0
		for _, v := range items {
			if l.isBox(v) {
				width[c] = max(width[c], sizes[v].W)
			}
			for _, w := range l.right[v] {
				climb += max(middle[w]-middle[v], middle[v]-middle[w])
				lines++
			}
		}
		x[c] = at
		at += width[c] + l.gaps.Channel
		if lines > 0 {
			at += min(climb/lines/2, 2*l.gaps.Channel)
		}
	}
	return x, width
}

// ports spreads the edges of every box along its side so that they do not cross there, and
// returns the height of each edge's port. side names the box at one end of an edge's chain
// and the item next to it.
func (l *layers) ports(middle []int, side func(chain []int) (box, towards int)) []int {
	atBox := make([][]int, l.boxes) // indexes of edges
	for i, chain := range l.chains {
		if chain != nil {
			box, _ := side(chain)
			atBox[box] = append(atBox[box], i)
		}
	}
	port := make([]int, len(l.chains))
	for box, edges := range atBox {
		slices.SortStableFunc(edges, func(i, j int) int {
			_, a := side(l.chains[i])
			_, b := side(l.chains[j])
			return cmp.Compare(middle[a], middle[b])
		})
		// between the box's rounded corners, no further apart than lines in a column
		room := l.height[box] * 2 / 3
		if n := len(edges) - 1; n > 0 {
			room = min(room, n*l.gaps.Line)
		}
		for k, i := range edges {
			port[i] = middle[box]
			if n := len(edges) - 1; n > 0 {
				port[i] += room*k/n - room/2
			}
		}
	}
	return port
}

func (l *layers) loopHeight() int { return l.gaps.Box * 2 / 3 }

// loop is the route of an edge from a box to itself.
func (l *layers) loop(box Rect) Route {
	right, high := box.X+box.W-box.W/10, l.loopHeight()
	left := right - 2*high
	return Route{{left, box.Y}, {left, box.Y - high}, {right, box.Y - high}, {right, box.Y}}
}
