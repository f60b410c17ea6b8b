package layout

// layers is the graph while it is worked on. Items 0 to boxes-1 are the boxes, the others
// stand in for the pieces of long edges, one in each column that such an edge crosses.
type layers struct {
	boxes       int
	gaps        Gaps
	edges       []Edge // pointing right, those from a box to itself included
	height      []int  // of every item, 0 for a stand-in
	columns     [][]int
	column      []int   // of every item
	place       []int   // of every item in its column
	left, right [][]int // neighbours in the next column on either side
	chains      [][]int // for every edge its items from left to right; nil for a loop
}

func newLayers(sizes []Size, edges []Edge, column []int, gaps Gaps) *layers {
	l := &layers{boxes: len(sizes), gaps: gaps, edges: edges, column: column, chains: make([][]int, len(edges))}
	for v, size := range sizes {
		l.height = append(l.height, size.H)
		for column[v] >= len(l.columns) {
			l.columns = append(l.columns, nil)
		}
	}
	l.left, l.right = make([][]int, len(sizes)), make([][]int, len(sizes))
	for i, e := range edges {
		if e.From == e.To {
			continue
		}
		chain := []int{e.From}
		for c := column[e.From] + 1; c < column[e.To]; c++ {
			chain = append(chain, l.addStandIn(c))
		}
		chain = append(chain, e.To)
		for k, v := range chain[1:] {
			l.right[chain[k]] = append(l.right[chain[k]], v)
			l.left[v] = append(l.left[v], chain[k])
		}
		l.chains[i] = chain
	}
	l.fillColumns()
	return l
}

func (l *layers) addStandIn(column int) int {
	l.height = append(l.height, 0)
	l.column = append(l.column, column)
	l.left, l.right = append(l.left, nil), append(l.right, nil)
	return len(l.height) - 1
}

func (l *layers) isBox(v int) bool { return v < l.boxes }

// fillColumns puts the items into their columns in the order in which a walk from the left
// meets them, which keeps what hangs together close together.
func (l *layers) fillColumns() {
	l.place = make([]int, len(l.height))
	seen := make([]bool, len(l.height))
	for start := range l.height {
		if len(l.left[start]) > 0 {
			continue
		}
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			seen[v] = true
			l.place[v] = len(l.columns[l.column[v]])
			l.columns[l.column[v]] = append(l.columns[l.column[v]], v)
			for k := len(l.right[v]) - 1; k >= 0; k-- {
				stack = append(stack, l.right[v][k])
			}
		}
	}
}

// apart is the distance that the middles of two neighbours in a column must keep.
func (l *layers) apart(u, v int) int {
	gap := l.gaps.Line
	if l.isBox(u) && l.isBox(v) {
		gap = l.gaps.Box
	}
	return (l.height[u]+1)/2 + (l.height[v]+1)/2 + gap
}
