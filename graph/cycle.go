package graph

import (
	"slices"
	"strings"

	library "github.com/dominikbraun/graph"
)

// CycleError says that no order exists.
type CycleError struct {
	Cycle []string // as Graph.Cycle returns it
}

// Error writes the circle out, one node a line.
func (e *CycleError) Error() string {
	return "dependencies run in a circle:\n\t" + strings.Join(e.Cycle, " needs\n\t")
}

// Cycle returns the first circle of dependencies: of all nodes that lie on any circle the
// one with the smallest ID, then the shortest way back to it, the same ID at both ends. A
// node that depends on itself is a circle. It returns nil when there is none.
func (g *Graph) Cycle() []string {
	tangles := g.tangles()
	if len(tangles) == 0 {
		return nil
	}
	return g.circle(tangles[0])
}

// Cycles returns one circle for each tangle, that is for each largest set of nodes that all
// reach each other: the shortest one through the tangle's smallest ID, written as in Cycle.
// They come sorted by their first ID, and none shares a node with another.
func (g *Graph) Cycles() [][]string {
	var cycles [][]string
	for _, tangle := range g.tangles() {
		cycles = append(cycles, g.circle(tangle))
	}
	return cycles
}

// tangles returns the strongly connected components that hold a circle, each sorted by ID,
// in the order of their first IDs.
func (g *Graph) tangles() [][]string {
	_, left := g.peel()
	if left == nil {
		return nil
	}
	components, err := library.StronglyConnectedComponents(g.asLibrary(left))
	if err != nil {
		panic("internal error: the graph is not directed: " + err.Error())
	}
	var tangles [][]string
	for _, c := range components {
		v := g.index[c[0]]
		if len(c) > 1 || slices.Contains(g.out.of(v), v) {
			slices.Sort(c)
			tangles = append(tangles, c)
		}
	}
	slices.SortFunc(tangles, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return tangles
}

// circle returns the shortest circle through the first node of a tangle.
func (g *Graph) circle(tangle []string) []string {
	inside := make(map[int32]bool, len(tangle))
	for _, id := range tangle {
		inside[g.index[id]] = true
	}
	start := g.index[tangle[0]]
	cameFrom := make(map[int32]int32, len(tangle))
	for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
		v := queue[0]
		for _, w := range g.out.of(v) {
			if w == start {
				back := []string{tangle[0]}
				for ; v != start; v = cameFrom[v] {
					back = append(back, g.nodes[v].ID)
				}
				back = append(back, tangle[0])
				slices.Reverse(back)
				return back
			}
			if _, seen := cameFrom[w]; !seen && inside[w] {
				cameFrom[w] = v
				queue = append(queue, w)
			}
		}
	}
	panic("internal error: a tangle without a circle")
}
