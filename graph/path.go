package graph

import "slices"

// ShortestPath returns the IDs on the shortest way from one node to another that it depends
// on, both ends included; a node's way to itself is that node alone. Of equally short ways
// it returns the one whose edges were given first: the first difference decides. It returns
// nil when there is no way or an ID is unknown.
func (g *Graph) ShortestPath(from, to string) []string {
	start, okFrom := g.index[from]
	goal, okTo := g.index[to]
	if !okFrom || !okTo {
		return nil
	}
	return g.ids(g.walk(start, goal, nil, nil))
}

// walk looks breadth first for the shortest way, which never enters a node that blocked
// holds and does not begin with a step to one that notFirst holds. It returns nil if there
// is no way.
func (g *Graph) walk(start, goal int32, blocked []bool, notFirst []int32) []int32 {
	if start == goal {
		return []int32{start}
	}
	cameFrom := make([]int32, len(g.nodes)) // 0: not reached yet, else node+1
	cameFrom[start] = start + 1
	for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
		v := queue[0]
		for _, w := range g.out.of(v) {
			if cameFrom[w] != 0 || blocked != nil && blocked[w] || v == start && slices.Contains(notFirst, w) {
				continue
			}
			cameFrom[w] = v + 1
			if w != goal {
				queue = append(queue, w)
				continue
			}
			way := []int32{goal}
			for ; v != start; v = cameFrom[v] - 1 {
				way = append(way, v)
			}
			way = append(way, start)
			slices.Reverse(way)
			return way
		}
	}
	return nil
}

// distances returns for every node how many steps it is away from goal, -1 if goal is out
// of its reach.
func (g *Graph) distances(goal int32) []int32 {
	steps := make([]int32, len(g.nodes))
	for v := range steps {
		steps[v] = -1
	}
	steps[goal] = 0
	for queue := []int32{goal}; len(queue) > 0; queue = queue[1:] {
		v := queue[0]
		for _, w := range g.in.of(v) {
			if steps[w] < 0 {
				steps[w] = steps[v] + 1
				queue = append(queue, w)
			}
		}
	}
	return steps
}

func (g *Graph) ids(way []int32) []string {
	var ids []string
	for _, v := range way {
		ids = append(ids, g.nodes[v].ID)
	}
	return ids
}
