// Package layout arranges boxes in columns so that the arrows between them run from left to
// right, cross little and never pass through a box.
//
// It follows the classic recipe for drawings in layers, one file a step:
//
//	acyclic.go   turn round the few edges that close a circle
//	rank.go      choose a column for every box
//	layers.go    cut long edges into pieces that span one column each
//	order.go     order each column so that few edges cross (crossings.go counts)
//	settle.go    give every box its height on the page
//	route.go     draw the edges along what the steps before left free
//
// The columns are as wide as their widest box and lie side by side. A long edge crosses a
// column at a height that is its own and bends only in the channel between two columns,
// where no box stands: that is why edges and boxes cannot meet.
//
// All lengths are whole numbers, in whatever unit the sizes come in. There is no chance
// and no floating point in it: the same input gives the same drawing on every machine.
package layout

import "errors"

// Size is the size of a box.
type Size struct{ W, H int }

// Edge runs from one box to another, both given by index.
type Edge struct{ From, To int }

// Point is a place in the drawing; y grows downwards.
type Point struct{ X, Y int }

// Rect is a box in its place, by its upper left corner.
type Rect struct{ X, Y, W, H int }

// Route is the way of an edge from its first box to its second. Between points 0 and 1, 2
// and 3 and so on it crosses a channel and may change its height, best drawn as a curve that
// is level at both ends; between points 1 and 2, 3 and 4 and so on it runs level through a
// column. A route is made of an even number of points.
//
// An edge from a box to itself has four points, which are the start, two corners and the end
// of a loop above the box's right shoulder.
type Route []Point

// Gaps are the distances to keep.
type Gaps struct {
	Box     int // between two boxes of a column
	Line    int // between a line and its neighbour in a column
	Channel int // the least width of a channel
}

// Drawing is a finished layout. Its boxes and routes stand in the order of the input, and
// nothing lies outside of 0…W and 0…H. Every box is as wide as the widest in its column.
type Drawing struct {
	W, H    int
	Columns int
	Boxes   []Rect
	Routes  []Route
}

// ErrTooLarge says that long edges would cross so many columns that nobody could follow them.
var ErrTooLarge = errors.New("the edges cross too many columns")

// maxPieces bounds the columns that all edges together may cross. At the bound a drawing takes
// about two seconds.
const maxPieces = 250_000

// Place arranges boxes of the given sizes. Every end of an edge must be an index into sizes.
// Doubled edges, circles and edges from a box to itself are fine. The error is ErrTooLarge.
func Place(sizes []Size, edges []Edge, gaps Gaps) (Drawing, error) {
	forward := makeAcyclic(len(sizes), edges)
	column := rank(len(sizes), forward)
	pieces := 0
	for _, e := range forward {
		pieces += column[e.To] - column[e.From]
	}
	if pieces > maxPieces {
		return Drawing{}, ErrTooLarge
	}
	l := newLayers(sizes, forward, column, gaps)
	l.reduceCrossings()
	middle := l.coordinates()
	return l.draw(sizes, edges, middle), nil
}
