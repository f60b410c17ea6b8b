package graph

// Upstream returns everything that the node depends on, directly or through others, breadth
// first: the nearest first, and equally near ones in the order of their edges. The node
// itself is left out, even where it lies on a circle. It returns nil for an unknown ID.
func (g *Graph) Upstream(id string) []string { return g.reach(id, g.out) }

// Downstream returns everything that depends on the node, directly or through others, in
// the order that Upstream has.
func (g *Graph) Downstream(id string) []string { return g.reach(id, g.in) }

func (g *Graph) reach(id string, along adjacency) []string {
	start, ok := g.index[id]
	if !ok {
		return nil
	}
	seen := make([]bool, len(g.nodes))
	seen[start] = true
	var ids []string
	for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
		for _, w := range along.of(queue[0]) {
			if !seen[w] {
				seen[w] = true
				queue = append(queue, w)
				ids = append(ids, g.nodes[w].ID)
			}
		}
	}
	return ids
}
