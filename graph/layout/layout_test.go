package layout

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

var gaps = Gaps{Box: 18, Line: 10, Channel: 60}

// random makes boxes of several sizes and edges anywhere, circles, loops and doubles included.
func random(r *rand.Rand, boxes, edges int) ([]Size, []Edge) {
	sizes := make([]Size, boxes)
	for i := range sizes {
		sizes[i] = Size{W: 80 + r.IntN(120), H: 30 + r.IntN(30)}
	}
	list := make([]Edge, edges)
	for i := range list {
		list[i] = Edge{r.IntN(boxes), r.IntN(boxes)}
	}
	return sizes, list
}

func place(t interface{ Fatal(...any) }, sizes []Size, edges []Edge) Drawing {
	d, err := Place(sizes, edges, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func overlap(a, b Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestDrawingsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		boxes := rapid.IntRange(1, 30).Draw(t, "boxes")
		sizes, edges := random(r, boxes, rapid.IntRange(0, 60).Draw(t, "edges"))
		d := place(t, sizes, edges)
		for i, a := range d.Boxes {
			if a.H != sizes[i].H || a.W < sizes[i].W {
				t.Fatalf("box %d is %v, wanted room for %v", i, a, sizes[i])
			}
			if a.X < 0 || a.Y < 0 || a.X+a.W > d.W || a.Y+a.H > d.H {
				t.Fatalf("box %d at %v lies outside of %d × %d", i, a, d.W, d.H)
			}
			for k, b := range d.Boxes[:i] {
				if overlap(a, b) {
					t.Fatalf("boxes %d and %d overlap: %v and %v", k, i, b, a)
				}
			}
		}
		for i, route := range d.Routes {
			checkRoute(t, d, edges[i], route)
		}
		if again := place(t, sizes, edges); !reflect.DeepEqual(d, again) {
			t.Fatalf("a second run gives another drawing")
		}
	})
}

// checkRoute wants a route to start and end at its boxes and to keep out of all others.
func checkRoute(t *rapid.T, d Drawing, e Edge, route Route) {
	for _, p := range route {
		if p.X < 0 || p.Y < 0 || p.X > d.W || p.Y > d.H {
			t.Fatalf("edge %v leaves the page at %v", e, p)
		}
	}
	first, last := route[0], route[len(route)-1]
	for box, p := range map[int]Point{e.From: first, e.To: last} {
		b := d.Boxes[box]
		if p.Y < b.Y || p.Y > b.Y+b.H || p.X < b.X || p.X > b.X+b.W {
			t.Fatalf("edge %v ends at %v, wanted it at box %v", e, p, b)
		}
	}
	if e.From == e.To {
		return
	}
	if len(route)%2 != 0 {
		t.Fatalf("edge %v has %d points, want an even number", e, len(route))
	}
	step := 1
	if last.X < first.X {
		step = -1
	}
	for k := range len(route) - 1 {
		p, q := route[k], route[k+1]
		if (q.X-p.X)*step < 0 {
			t.Fatalf("edge %v turns back from %v to %v", e, p, q)
		}
		if k%2 == 1 && p.Y != q.Y {
			t.Fatalf("edge %v is not level between %v and %v", e, p, q)
		}
		for i, b := range d.Boxes {
			if k%2 == 1 && p.Y > b.Y && p.Y < b.Y+b.H && min(p.X, q.X) < b.X+b.W && max(p.X, q.X) > b.X {
				t.Fatalf("edge %v runs through box %d: %v to %v through %v", e, i, p, q, b)
			}
			if k%2 == 0 && min(p.X, q.X) < b.X+b.W && max(p.X, q.X) > b.X {
				t.Fatalf("edge %v curves in the column of box %d: %v to %v", e, i, p, q)
			}
		}
	}
}

func TestEdgesPointRightWhereNoCircleForcesThemBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		boxes := rapid.IntRange(2, 30).Draw(t, "boxes")
		sizes, edges := random(r, boxes, rapid.IntRange(1, 60).Draw(t, "edges"))
		shuffled := r.Perm(boxes)
		var acyclic []Edge
		for _, e := range edges {
			if shuffled[e.From] < shuffled[e.To] {
				acyclic = append(acyclic, e)
			}
		}
		d := place(t, sizes, acyclic)
		for _, e := range acyclic {
			if a, b := d.Boxes[e.From], d.Boxes[e.To]; a.X+a.W > b.X {
				t.Fatalf("edge %v does not point right: %v to %v", e, a, b)
			}
		}
	})
}

func TestCrossingsAreCountedAndReduced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		sizes, edges := random(r, rapid.IntRange(1, 25).Draw(t, "boxes"), rapid.IntRange(0, 50).Draw(t, "edges"))
		forward := makeAcyclic(len(sizes), edges)
		l := newLayers(sizes, forward, rank(len(sizes), forward), gaps)
		naive := l.crossings()
		if want := crossingsOneByOne(l); naive != want {
			t.Fatalf("counted %d crossings, want %d", naive, want)
		}
		l.reduceCrossings()
		if got := l.crossings(); got > naive {
			t.Fatalf("%d crossings, not fewer than the %d of the order found first", got, naive)
		}
	})
}

func crossingsOneByOne(l *layers) int {
	type piece struct{ column, from, to int }
	var pieces []piece
	for v, rights := range l.right {
		for _, w := range rights {
			pieces = append(pieces, piece{l.column[v], l.place[v], l.place[w]})
		}
	}
	n := 0
	for _, a := range pieces {
		for _, b := range pieces {
			if a.column == b.column && a.from < b.from && a.to > b.to {
				n++
			}
		}
	}
	return n
}

func TestSmallDrawings(t *testing.T) {
	box := Size{100, 40}
	for _, c := range []struct {
		name  string
		boxes int
		edges []Edge
		want  string // the boxes' columns and rows
	}{
		{"nothing", 0, nil, ""},
		{"one box", 1, nil, "0,0"},
		{"two boxes", 2, nil, "0,0 0,58"},
		{"a chain is straight", 3, []Edge{{0, 1}, {1, 2}}, "0,0 160,0 320,0"},
		{"a diamond is even", 4, []Edge{{0, 1}, {0, 2}, {1, 3}, {2, 3}}, "0,29 174,0 174,58 348,29"},
		{"a circle goes back once", 2, []Edge{{0, 1}, {1, 0}}, "0,0 160,0"},
		{"a loop needs room above", 1, []Edge{{0, 0}}, "0,12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sizes := make([]Size, c.boxes)
			for i := range sizes {
				sizes[i] = box
			}
			got := ""
			for i, b := range place(t, sizes, c.edges).Boxes {
				if i > 0 {
					got += " "
				}
				got += fmt.Sprintf("%d,%d", b.X, b.Y)
			}
			if got != c.want {
				t.Errorf("boxes at %q, want %q", got, c.want)
			}
		})
	}
}

// A chain of boxes with edges all over it crosses more columns than anybody can follow.
func TestTooLarge(t *testing.T) {
	const boxes = 1000
	edges := make([]Edge, 0, 2*boxes)
	for i := 1; i < boxes; i++ {
		edges = append(edges, Edge{i - 1, i}, Edge{(i * 7) % i, i}, Edge{i / 3, i})
	}
	if _, err := Place(make([]Size, boxes), edges, gaps); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got error %v, want %v", err, ErrTooLarge)
	}
}
