package layout

import (
	"math"
	"slices"
)

// rank chooses a column for every box: each edge leads at least one column to the right. A
// box stands as far left as its edges and the capacity of a column allow, then moves right
// where that makes the edges shorter in sum.
func rank(boxes int, edges []Edge) []int {
	before, after := make([][]int, boxes), make([][]int, boxes)
	for _, e := range edges {
		if e.From != e.To {
			before[e.To] = append(before[e.To], e.From)
			after[e.From] = append(after[e.From], e.To)
		}
	}
	order := leftFirst(before, after)
	column, load := make([]int, boxes), make([]int, boxes+1)
	full := capacity(boxes)
	for _, v := range order {
		for _, u := range before[v] {
			column[v] = max(column[v], column[u]+1)
		}
		for column[v] < boxes && load[column[v]] >= full {
			column[v]++
		}
		load[column[v]]++
	}
	// right to left, so that whole chains can move
	for _, v := range slices.Backward(order) {
		if len(after[v]) <= len(before[v]) {
			continue
		}
		to := column[after[v][0]]
		for _, w := range after[v] {
			to = min(to, column[w])
		}
		for to--; to > column[v] && load[to] >= full; {
			to--
		}
		load[column[v]]--
		load[to]++
		column[v] = to
	}
	return dropEmpty(column)
}

// capacity is how many boxes a column may hold: enough to show what stands on one level, not
// so many that the drawing becomes a tower. A box is about four times as wide as it is high.
func capacity(boxes int) int {
	return max(20, int(2*math.Sqrt(float64(boxes))))
}

// leftFirst sorts the boxes by the longest way that leads to them, equally far ones by index.
func leftFirst(before, after [][]int) []int {
	waiting := make([]int, len(before))
	var order []int
	for v := range before {
		if waiting[v] = len(before[v]); waiting[v] == 0 {
			order = append(order, v)
		}
	}
	for from, to := 0, len(order); from < to; from, to = to, len(order) {
		for _, v := range order[from:to] {
			for _, w := range after[v] {
				if waiting[w]--; waiting[w] == 0 {
					order = append(order, w)
				}
			}
		}
		slices.Sort(order[to:])
	}
	return order
}

// dropEmpty numbers the columns anew so that none is empty.
func dropEmpty(column []int) []int {
	used := slices.Clone(column)
	slices.Sort(used)
	used = slices.Compact(used)
	for v, c := range column {
		column[v], _ = slices.BinarySearch(used, c)
	}
	return column
}
