package graph

import (
	"cmp"
	"container/heap"
	"slices"
)

// Paths returns the ways from one node to another that it depends on, each without a node
// twice: the shortest first, equally long ones in the order of their edges, at most limit of
// them. more says that there are others. It returns nothing when an ID is unknown.
//
// The number of ways can be astronomic; the work does not grow with it, only with limit and
// the length of what is returned.
func (g *Graph) Paths(from, to string, limit int) (paths [][]string, more bool) {
	start, okFrom := g.index[from]
	goal, okTo := g.index[to]
	if !okFrom || !okTo {
		return nil, false
	}
	// All ways are cut into families: those that begin with the same steps and do not go on
	// in certain ways. A family stands in the heap under its best way. Taking that way out
	// cuts the rest of the family into smaller families, one for each node where a way can
	// leave it, so every way is met once and in order.
	search := &pathSearch{g: g, goal: goal, steps: g.distances(goal)}
	search.add(family{prefix: []int32{start}})
	for len(search.families) > 0 {
		if len(paths) >= limit {
			return paths, true
		}
		best := heap.Pop(search).(family)
		paths = append(paths, g.ids(best.way))
		for at := len(best.prefix) - 1; at < len(best.way)-1; at++ {
			rest := family{prefix: best.way[:at+1], notNext: []int32{best.way[at+1]}}
			if at == len(best.prefix)-1 {
				rest.notNext = append(rest.notNext, best.notNext...)
			}
			search.add(rest)
		}
	}
	return paths, false
}

// family is all simple ways that begin with prefix and do not go from there to notNext.
type family struct {
	prefix, notNext []int32
	way             []int32 // the best of them
}

// pathSearch is a heap of families, the one with the best way first.
type pathSearch struct {
	g        *Graph
	goal     int32
	steps    []int32 // to the goal, -1 where it is out of reach
	families []family
}

// add finds the best way of a family; a family without one is dropped.
func (s *pathSearch) add(f family) {
	if f.way = s.descend(f); f.way == nil {
		f.way = s.around(f)
	}
	if f.way != nil {
		heap.Push(s, f)
	}
}

// descend goes from the end of the prefix by the edge that promises the shortest way, and
// on to the goal with every step one nearer. That is the family's best way unless it runs
// into its own prefix, which only a circle makes possible; then the answer is nil.
func (s *pathSearch) descend(f family) []int32 {
	v := f.prefix[len(f.prefix)-1]
	var rest []int32
	for v != s.goal {
		best := int32(-1)
		for _, w := range s.g.out.of(v) {
			if s.steps[w] < 0 || rest == nil && slices.Contains(f.notNext, w) {
				continue
			}
			if best < 0 || s.steps[w] < s.steps[best] {
				best = w
			}
		}
		if best < 0 || slices.Contains(f.prefix, best) {
			return nil
		}
		rest = append(rest, best)
		v = best
	}
	return slices.Concat(f.prefix, rest)
}

// around searches the best way past the prefix, for where the straight one is blocked.
func (s *pathSearch) around(f family) []int32 {
	end := f.prefix[len(f.prefix)-1]
	hasExit := func(w int32) bool {
		return s.steps[w] >= 0 && !slices.Contains(f.notNext, w) && !slices.Contains(f.prefix, w)
	}
	if !slices.ContainsFunc(s.g.out.of(end), hasExit) {
		return nil
	}
	blocked := make([]bool, len(s.g.nodes))
	for v, steps := range s.steps {
		blocked[v] = steps < 0
	}
	for _, v := range f.prefix {
		blocked[v] = true
	}
	rest := s.g.walk(end, s.goal, blocked, f.notNext)
	if rest == nil {
		return nil
	}
	return append(slices.Clone(f.prefix), rest[1:]...)
}

func (s *pathSearch) Len() int { return len(s.families) }

func (s *pathSearch) Less(i, j int) bool {
	a, b := s.families[i].way, s.families[j].way
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c < 0
	}
	for k := range a {
		if a[k] != b[k] { // k > 0: all ways have the start in common
			return s.given(a[k-1], a[k]) < s.given(a[k-1], b[k])
		}
	}
	return false
}

// given returns the place of an edge among those of its node.
func (s *pathSearch) given(from, to int32) int { return slices.Index(s.g.out.of(from), to) }

func (s *pathSearch) Swap(i, j int) { s.families[i], s.families[j] = s.families[j], s.families[i] }
func (s *pathSearch) Push(f any)    { s.families = append(s.families, f.(family)) }
func (s *pathSearch) Pop() any {
	last := len(s.families) - 1
	f := s.families[last]
	s.families = s.families[:last]
	return f
}
