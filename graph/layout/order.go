package layout

import (
	"cmp"
	"slices"
)

// How long to look for a better order. Most drawings stop getting better within ten sweeps.
// Large ones get fewer, so that the work stays in proportion to their size.
const (
	sweeps   = 32
	patience = 8
	effort   = 400_000 // items to look at in all sweeps, and as many in all exchanges
)

// reduceCrossings orders the items of every column. It sweeps to the right and to the left
// in turn: each column is sorted by where the neighbours in the column just done stand,
// then neighbours are exchanged as long as that helps. The best order met is kept.
func (l *layers) reduceCrossings() {
	best, fewest, since := l.snapshot(), l.crossings(), 0
	affordable := max(2, min(sweeps, effort/(len(l.place)+1)))
	exchanges := 2 * affordable
	for sweep := 0; sweep < affordable && since < patience && fewest > 0; sweep++ {
		for i := range l.columns {
			if sweep%2 == 0 {
				l.sortBy(i, l.left)
			} else {
				l.sortBy(len(l.columns)-1-i, l.right)
			}
		}
		exchanges -= l.exchange(exchanges)
		since++
		if n := l.crossings(); n < fewest {
			best, fewest, since = l.snapshot(), n, 0
		}
	}
	for c, items := range best {
		l.arrange(c, items)
	}
}

func (l *layers) snapshot() [][]int {
	var s [][]int
	for _, items := range l.columns {
		s = append(s, slices.Clone(items))
	}
	return s
}

func (l *layers) arrange(column int, items []int) {
	copy(l.columns[column], items)
	for place, v := range items {
		l.place[v] = place
	}
}

// sortBy sorts a column by the middle of each item's neighbours. Items without neighbours
// keep their place.
func (l *layers) sortBy(column int, neighbours [][]int) {
	middle := map[int]int{} // twice the median, to stay with whole numbers
	var free []int          // places to fill anew
	var movable []int
	for place, v := range l.columns[column] {
		if len(neighbours[v]) == 0 {
			continue
		}
		p := l.places(neighbours[v])
		middle[v] = p[(len(p)-1)/2] + p[len(p)/2]
		free, movable = append(free, place), append(movable, v)
	}
	slices.SortStableFunc(movable, func(u, v int) int { return cmp.Compare(middle[u], middle[v]) })
	items := slices.Clone(l.columns[column])
	for i, place := range free {
		items[place] = movable[i]
	}
	l.arrange(column, items)
}

// exchange swaps neighbours as long as that takes crossings away, going through all columns at
// most so many times. It returns how often it did.
func (l *layers) exchange(most int) (times int) {
	for better := true; better && times < most; times++ {
		better = false
		for c, items := range l.columns {
			lefts, rights := map[int][]int{}, map[int][]int{}
			for _, v := range items {
				lefts[v], rights[v] = l.places(l.left[v]), l.places(l.right[v])
			}
			for i := range len(items) - 1 {
				u, v := items[i], items[i+1]
				now := crossingsOf(lefts[u], lefts[v]) + crossingsOf(rights[u], rights[v])
				if now == 0 {
					continue
				}
				if then := crossingsOf(lefts[v], lefts[u]) + crossingsOf(rights[v], rights[u]); then < now {
					items[i], items[i+1] = v, u
					better = true
				}
			}
			l.arrange(c, items)
		}
	}
	return times
}
