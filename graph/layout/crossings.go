package layout

import "slices"

// crossings counts how often edges cross in all channels.
func (l *layers) crossings() int {
	n := 0
	for c := range len(l.columns) - 1 {
		n += l.crossingsRightOf(c)
	}
	return n
}

// crossingsRightOf counts the crossings in the channel behind a column: it lists the ends of
// the edges, which start in order, and counts the pairs of ends that are out of order.
func (l *layers) crossingsRightOf(column int) int {
	var ends []int
	for _, v := range l.columns[column] {
		ends = append(ends, l.places(l.right[v])...)
	}
	// a tree of counters: its leaves are the places, every other one the sum of two
	leaves := 1
	for leaves < len(l.columns[column+1]) {
		leaves *= 2
	}
	tree := make([]int, 2*leaves)
	n := 0
	for _, end := range ends {
		for at := end + leaves; at > 0; at /= 2 {
			if at%2 == 0 {
				n += tree[at+1] // all that came before and ended further down
			}
			tree[at]++
		}
	}
	return n
}

// places returns where the items stand in their column, sorted.
func (l *layers) places(items []int) []int {
	places := make([]int, len(items))
	for i, v := range items {
		places[i] = l.place[v]
	}
	slices.Sort(places)
	return places
}

// crossingsOf counts the crossings between the edges of two neighbours, whose other ends are
// at these places, with the first above the second.
func crossingsOf(upper, lower []int) int {
	n, k := 0, 0
	for _, end := range upper {
		for k < len(lower) && lower[k] < end {
			k++
		}
		n += k
	}
	return n
}
