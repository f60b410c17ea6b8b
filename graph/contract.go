package graph

// Contract returns the graph of the nodes named, in this graph's order, with every edge between
// two of them. Where a node reaches another one only by way of nodes that are left out, an edge
// without a label stands for the way; it is marked Removed when every such way has an edge that is.
// IDs that are no node are passed over.
func (g *Graph) Contract(ids []string) *Graph {
	keep := make([]bool, len(g.nodes))
	for _, id := range ids {
		if v, ok := g.index[id]; ok {
			keep[v] = true
		}
	}
	removed := map[[2]int32]bool{}
	var nodes []Node
	var edges, ways []Edge
	for v, n := range g.nodes {
		if keep[v] {
			nodes = append(nodes, n)
		}
	}
	for _, e := range g.edges {
		from, to := g.index[e.From], g.index[e.To]
		removed[[2]int32{from, to}] = e.Mark == Removed
		if keep[from] && keep[to] {
			edges = append(edges, e)
		}
	}
	for v := range g.nodes {
		if !keep[v] {
			continue
		}
		for _, mark := range []Mark{None, Removed} {
			for _, w := range g.around(int32(v), keep, func(v, w int32) bool { return mark == Removed || !removed[[2]int32{v, w}] }) {
				ways = append(ways, Edge{From: g.nodes[v].ID, To: g.nodes[w].ID, Mark: mark})
			}
		}
	}
	contracted, err := New(nodes, append(edges, ways...)) // of doubles the first stays
	if err != nil {
		panic("internal error: part of a sound graph is not sound: " + err.Error())
	}
	return contracted
}

// around returns the nodes kept that v reaches by way of at least one node that is not, along the
// edges that are open, nearest first.
func (g *Graph) around(v int32, keep []bool, open func(v, w int32) bool) []int32 {
	var found []int32
	seen := map[int32]bool{v: true}
	for queue := []int32{v}; len(queue) > 0; queue = queue[1:] {
		for _, w := range g.out.of(queue[0]) {
			switch {
			case seen[w] || !open(queue[0], w):
			case !keep[w]:
				seen[w] = true
				queue = append(queue, w)
			case queue[0] != v:
				seen[w] = true
				found = append(found, w)
			}
		}
	}
	return found
}
