package graph

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	library "github.com/dominikbraun/graph"
	"pgregory.net/rapid"
)

// someGraph draws a small graph with anything in it.
func someGraph(t *rapid.T) *Graph {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	nodes, edges := wild(r, rapid.IntRange(1, 7).Draw(t, "nodes"), rapid.Float64Range(0, 3).Draw(t, "density"))
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *Graph) needs(from, to string) bool {
	return slices.ContainsFunc(g.edges, func(e Edge) bool { return e.From == from && e.To == to })
}

// allPaths tries every simple way, then sorts as Paths promises.
func allPaths(g *Graph, from, to string) [][]string {
	var found [][]string
	var try func(way []string)
	try = func(way []string) {
		last := way[len(way)-1]
		if last == to {
			found = append(found, slices.Clone(way))
			return
		}
		for _, e := range g.edges {
			if e.From == last && !slices.Contains(way, e.To) {
				try(append(way, e.To))
			}
		}
	}
	try([]string{from})
	slices.SortStableFunc(found, func(a, b []string) int { return len(a) - len(b) })
	return found
}

func TestPathsAgreeWithTryingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := someGraph(t)
		from := rapid.SampledFrom(g.nodes).Draw(t, "from").ID
		to := rapid.SampledFrom(g.nodes).Draw(t, "to").ID
		limit := rapid.IntRange(0, 12).Draw(t, "limit")
		all := allPaths(g, from, to)
		want := all[:min(limit, len(all))]
		got, more := g.Paths(from, to, limit)
		if fmt.Sprint(got) != fmt.Sprint(want) || more != (len(all) > limit) {
			t.Fatalf("edges %v\nPaths(%s, %s, %d) = %v, %t\nwant %v, %t", g.edges, from, to, limit, got, more, want, len(all) > limit)
		}
		var shortest []string
		if len(all) > 0 {
			shortest = all[0]
		}
		if got := g.ShortestPath(from, to); !reflect.DeepEqual(got, shortest) {
			t.Fatalf("edges %v\nShortestPath(%s, %s) = %v, want %v", g.edges, from, to, got, shortest)
		}
		// the library's answer is one of the shortest, by chance
		other, err := library.ShortestPath(g.asLibrary(nil), from, to)
		if err != nil && !errors.Is(err, library.ErrTargetNotReachable) || len(other) != len(shortest) {
			t.Fatalf("edges %v\nthe library finds %v, %v, want one as long as %v", g.edges, other, err, shortest)
		}
	})
}

func TestReachAgreesWithPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := someGraph(t)
		from := rapid.SampledFrom(g.nodes).Draw(t, "from").ID
		up, down := g.Upstream(from), g.Downstream(from)
		distance := 0
		for _, id := range up {
			if d := len(g.ShortestPath(from, id)); d < distance {
				t.Fatalf("edges %v\nUpstream(%s) = %v: %s comes too late", g.edges, from, up, id)
			} else {
				distance = d
			}
		}
		for _, n := range g.nodes {
			if got, want := slices.Contains(up, n.ID), n.ID != from && g.ShortestPath(from, n.ID) != nil; got != want {
				t.Fatalf("edges %v\n%s in Upstream(%s): got %t, want %t", g.edges, n.ID, from, got, want)
			}
			if got, want := slices.Contains(down, n.ID), n.ID != from && g.ShortestPath(n.ID, from) != nil; got != want {
				t.Fatalf("edges %v\n%s in Downstream(%s): got %t, want %t", g.edges, n.ID, from, got, want)
			}
		}
	})
}

// onCircle says whether a node reaches itself.
func onCircle(g *Graph, id string) bool {
	return slices.ContainsFunc(g.edges, func(e Edge) bool { return e.From == id && g.ShortestPath(e.To, id) != nil })
}

func TestCyclesAgreeWithTryingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := someGraph(t)
		var members []string
		for _, n := range g.nodes {
			if onCircle(g, n.ID) {
				members = append(members, n.ID)
			}
		}
		slices.Sort(members)
		cycle, cycles := g.Cycle(), g.Cycles()
		if len(members) == 0 {
			if cycle != nil || cycles != nil {
				t.Fatalf("edges %v: got cycles %v, want none", g.edges, cycles)
			}
			return
		}
		if !reflect.DeepEqual(cycle, cycles[0]) {
			t.Fatalf("edges %v: Cycle() = %v, want the first of %v", g.edges, cycle, cycles)
		}
		var firsts []string
		for _, c := range cycles {
			if c[0] != c[len(c)-1] || len(c) < 2 {
				t.Fatalf("edges %v: %v does not come back", g.edges, c)
			}
			for i := range c[1:] {
				if !g.needs(c[i], c[i+1]) {
					t.Fatalf("edges %v: no edge from %s to %s in %v", g.edges, c[i], c[i+1], c)
				}
			}
			if c[0] != slices.Min(c) {
				t.Fatalf("edges %v: %v does not begin with its smallest", g.edges, c)
			}
			firsts = append(firsts, c[0])
		}
		// the smallest member of every tangle heads one cycle
		var want []string
		for _, m := range members {
			smaller := func(o string) bool {
				return o < m && g.ShortestPath(o, m) != nil && g.ShortestPath(m, o) != nil
			}
			if !slices.ContainsFunc(members, smaller) {
				want = append(want, m)
			}
		}
		if !slices.Equal(firsts, want) {
			t.Fatalf("edges %v: cycles begin with %v, want %v", g.edges, firsts, want)
		}
	})
}

func TestOrderAgreesWithPickingByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := someGraph(t)
		var want []string
		left := map[string]bool{}
		for _, n := range g.nodes {
			left[n.ID] = true
		}
		for {
			pick := ""
			for id := range left {
				free := !slices.ContainsFunc(g.edges, func(e Edge) bool { return e.To == id && left[e.From] })
				if free && (pick == "" || id < pick) {
					pick = id
				}
			}
			if pick == "" {
				break
			}
			delete(left, pick)
			want = append(want, pick)
		}
		got, err := g.Order()
		var cycle *CycleError
		if len(left) > 0 {
			if !errors.As(err, &cycle) || !slices.Equal(cycle.Cycle, g.Cycle()) {
				t.Fatalf("edges %v: Order() = %v, %v, want a *CycleError with %v", g.edges, got, err, g.Cycle())
			}
			return
		}
		if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("edges %v: Order() = %v, %v, want %v", g.edges, got, err, want)
		}
	})
}
