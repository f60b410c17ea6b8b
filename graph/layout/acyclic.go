package layout

// makeAcyclic returns the edges with those turned round that lead back to where a walk
// through the graph came from, so that no circle is left. An edge from a box to itself
// stays; the steps that follow pass over it. The walk goes through boxes and edges in
// the order given, first from the boxes that nothing points at.
func makeAcyclic(boxes int, edges []Edge) []Edge {
	out := make([][]int, boxes) // indexes of edges
	entered := make([]int, boxes)
	for i, e := range edges {
		out[e.From] = append(out[e.From], i)
		if e.From != e.To {
			entered[e.To]++
		}
	}
	forward := append([]Edge(nil), edges...)
	const untouched, open, done = 0, 1, 2
	state := make([]int, boxes)
	next := make([]int, boxes) // how many of a box's edges the walk has taken
	walk := func(start int) {
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			state[v] = open
			if next[v] == len(out[v]) {
				state[v] = done
				stack = stack[:len(stack)-1]
				continue
			}
			i := out[v][next[v]]
			next[v]++
			switch w := edges[i].To; state[w] {
			case untouched:
				stack = append(stack, w)
			case open:
				forward[i] = Edge{From: w, To: v}
			}
		}
	}
	for v := range boxes {
		if entered[v] == 0 {
			walk(v)
		}
	}
	for v := range boxes {
		if state[v] == untouched {
			walk(v)
		}
	}
	return forward
}
