package graph

// adjacency holds the neighbours of every node in two flat slices: those of node v are
// next[start[v]:start[v+1]], in the order in which their edges were given. It needs eight
// bytes a node and edge, where a map of maps needs some hundred.
type adjacency struct {
	start, next []int32
}

func newAdjacency(nodes int, from, to []int32) adjacency {
	a := adjacency{start: make([]int32, nodes+1), next: make([]int32, len(to))}
	for _, v := range from {
		a.start[v+1]++
	}
	for v := range nodes {
		a.start[v+1] += a.start[v]
	}
	fill := append([]int32(nil), a.start[:nodes]...)
	for i, v := range from {
		a.next[fill[v]] = to[i]
		fill[v]++
	}
	return a
}

func (a adjacency) of(v int32) []int32 { return a.next[a.start[v]:a.start[v+1]] }

// dropDoubles keeps the first of several edges with the same ends. It looks at the edges
// node by node and remembers for each end who reached it last, so it needs no set of pairs.
// Without doubles it returns its arguments.
func dropDoubles(nodes int, edges []Edge, from, to []int32) ([]Edge, []int32, []int32) {
	position := make([]int32, len(edges))
	for i := range position {
		position[i] = int32(i)
	}
	byNode := newAdjacency(nodes, from, position)
	reachedBy := make([]int32, nodes) // 0: by nobody yet, else node+1
	var doubles []int32
	for v := range int32(nodes) {
		for _, e := range byNode.of(v) {
			if reachedBy[to[e]] == v+1 {
				doubles = append(doubles, e)
			}
			reachedBy[to[e]] = v + 1
		}
	}
	if doubles == nil {
		return edges, from, to
	}
	drop := make([]bool, len(edges))
	for _, e := range doubles {
		drop[e] = true
	}
	keptEdges := make([]Edge, 0, len(edges)-len(doubles))
	keptFrom := make([]int32, 0, cap(keptEdges))
	keptTo := make([]int32, 0, cap(keptEdges))
	for i := range edges {
		if !drop[i] {
			keptEdges = append(keptEdges, edges[i])
			keptFrom = append(keptFrom, from[i])
			keptTo = append(keptTo, to[i])
		}
	}
	return keptEdges, keptFrom, keptTo
}
