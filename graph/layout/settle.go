package layout

import "slices"

const (
	rounds    = 60 // of settling; drawings of some hundred boxes hardly move after forty
	grainBits = 4
	grain     = 1 << grainBits // settling counts in this fraction of the unit of length
)

// coordinates returns the height on the page of every item's middle. Column after column, to
// the right and to the left in turn, the items move to where their edges are shortest, in the
// sense of least squares, as far as the distances within the column allow. Since a column is
// always solved exactly and the distances bind no two columns together, this comes closer to
// the best drawing with every step and has no dead end.
func (l *layers) coordinates() []int {
	height := make([]int, len(l.place))
	for _, items := range l.columns {
		for i := range len(items) - 1 {
			height[items[i+1]] = height[items[i]] + l.apart(items[i], items[i+1])*grain
		}
		// the middles of all columns at the same height, to begin with
		half := height[items[len(items)-1]] / 2
		for _, item := range items {
			height[item] -= half
		}
	}
	for round := range rounds {
		for i := range l.columns {
			if round%2 == 1 {
				i = len(l.columns) - 1 - i
			}
			l.settle(l.columns[i], height)
		}
	}
	for range 3 {
		for _, chain := range l.chains {
			l.straighten(chain, height)
		}
	}
	for item := range height {
		height[item] >>= grainBits // rounds down below zero too, which keeps the distances
	}
	return height
}

// settle moves the items of one column. Taking from every wish the distance that must lie above
// it turns the problem into one of numbers that may not decrease: neighbours whose wishes are
// in the wrong order form a group and share the mean of their wishes.
func (l *layers) settle(items []int, height []int) {
	type group struct{ first, weight, sum int }
	mean := func(g group) int { return g.sum / g.weight }
	var groups []group
	offset := make([]int, len(items))
	for i, item := range items {
		if i > 0 {
			offset[i] = offset[i-1] + l.apart(items[i-1], item)*grain
		}
		weight, sum := l.pull(item, height)
		g := group{i, weight, sum - weight*offset[i]}
		for len(groups) > 0 && mean(groups[len(groups)-1]) > mean(g) {
			last := groups[len(groups)-1]
			g = group{last.first, last.weight + g.weight, last.sum + g.sum}
			groups = groups[:len(groups)-1]
		}
		groups = append(groups, g)
	}
	for k, g := range groups {
		end := len(items)
		if k+1 < len(groups) {
			end = groups[k+1].first
		}
		for i := g.first; i < end; i++ {
			height[items[i]] = mean(g) + offset[i]
		}
	}
}

// pull returns how strongly an item's edges draw it, and the weighted sum of where to. Long
// edges draw strongest along themselves, which keeps them level.
func (l *layers) pull(item int, height []int) (weight, sum int) {
	for _, side := range [2][]int{l.left[item], l.right[item]} {
		for _, other := range side {
			w := 1
			switch a, b := l.isBox(item), l.isBox(other); {
			case !a && !b:
				w = 8
			case !a || !b:
				w = 2
			}
			weight += w
			sum += w * height[other]
		}
	}
	if weight == 0 {
		return 1, height[item]
	}
	return weight, sum
}

// straighten takes the small steps out of a long edge: its pieces move to the height that is in
// the middle of theirs, as far as the neighbours leave room.
func (l *layers) straighten(chain []int, height []int) {
	if len(chain) < 4 {
		return
	}
	pieces := chain[1 : len(chain)-1]
	heights := make([]int, len(pieces))
	for i, item := range pieces {
		heights[i] = height[item]
	}
	slices.Sort(heights)
	level := heights[len(heights)/2]
	for _, item := range pieces {
		column, place := l.columns[l.column[item]], l.place[item]
		to := level
		if place > 0 {
			above := column[place-1]
			to = max(to, height[above]+l.apart(above, item)*grain)
		}
		if place+1 < len(column) {
			below := column[place+1]
			to = min(to, height[below]-l.apart(item, below)*grain)
		}
		height[item] = to
	}
}
