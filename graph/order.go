package graph

import "container/heap"

// Order returns all IDs, every node before those that it depends on. Of all such orders it
// is the one with the smallest ID at every step, so it does not depend on the order in which
// nodes and edges were given. The error is a *CycleError.
func (g *Graph) Order() ([]string, error) {
	order, left := g.peel()
	if left != nil {
		return nil, &CycleError{Cycle: g.Cycle()}
	}
	ids := make([]string, len(order))
	for i, v := range order {
		ids[i] = g.nodes[v].ID
	}
	return ids, nil
}

// peel takes away, again and again, the smallest node that nothing left depends on. It
// returns the nodes in that order and what could not be taken: the circles and all below
// them, nil if nothing is left.
func (g *Graph) peel() (order []int32, left []bool) {
	wanted := make([]int32, len(g.nodes)) // how many of those left depend on a node
	ready := &readyHeap{nodes: g.nodes}
	for v := range int32(len(g.nodes)) {
		wanted[v] = int32(len(g.in.of(v)))
		if wanted[v] == 0 {
			ready.at = append(ready.at, v)
		}
	}
	heap.Init(ready)
	order = make([]int32, 0, len(g.nodes))
	for len(ready.at) > 0 {
		v := heap.Pop(ready).(int32)
		order = append(order, v)
		for _, w := range g.out.of(v) {
			if wanted[w]--; wanted[w] == 0 {
				heap.Push(ready, w)
			}
		}
	}
	if len(order) == len(g.nodes) {
		return order, nil
	}
	left = make([]bool, len(g.nodes))
	for v := range left {
		left[v] = wanted[v] > 0
	}
	return order, left
}

// readyHeap gives nodes by ID, the smallest first.
type readyHeap struct {
	nodes []Node
	at    []int32
}

// Len implements [heap.Interface].
func (h *readyHeap) Len() int { return len(h.at) }

// Less orders by ID.
func (h *readyHeap) Less(i, j int) bool { return h.nodes[h.at[i]].ID < h.nodes[h.at[j]].ID }

// Swap implements [heap.Interface].
func (h *readyHeap) Swap(i, j int) { h.at[i], h.at[j] = h.at[j], h.at[i] }

// Push implements [heap.Interface].
func (h *readyHeap) Push(v any) { h.at = append(h.at, v.(int32)) }

// Pop implements [heap.Interface].
func (h *readyHeap) Pop() any {
	last := len(h.at) - 1
	v := h.at[last]
	h.at = h.at[:last]
	return v
}
