package graph

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// large makes n nodes with five edges each that all point one way.
func large(n int) ([]Node, []Edge) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	nodes := make([]Node, n)
	for i := range nodes {
		nodes[i].ID = fmt.Sprintf("component-%05d 1.0.0", i)
	}
	var edges []Edge
	for i := 1; i < n; i++ {
		for range 5 {
			edges = append(edges, Edge{From: nodes[r.IntN(i)].ID, To: nodes[i].ID})
		}
	}
	return nodes, edges
}

// asked makes a graph and asks it what every command does.
func asked(t testing.TB, nodes []Node, edges []Edge) {
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Order(); err != nil {
		t.Fatal(err)
	}
	g.ShortestPath(nodes[0].ID, nodes[len(nodes)-1].ID)
	g.Upstream(nodes[0].ID)
}

// TestMemoryIsLinear holds that ten times the nodes take about ten times the memory.
func TestMemoryIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	taken := func(n int) uint64 {
		nodes, edges := large(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		asked(t, nodes, edges)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if small, big := taken(6000), taken(60000); big > 20*small {
		t.Errorf("60 000 nodes took %d bytes, %d times as many as 6 000, want about 10", big, big/small)
	}
}

// BenchmarkGrowth tells how much longer ten times the nodes take: about 10, and caches make it more;
// a quadratic step would make it 100.
func BenchmarkGrowth(b *testing.B) {
	work := func(n int) time.Duration {
		nodes, edges := large(n)
		start := time.Now()
		asked(b, nodes, edges)
		return time.Since(start)
	}
	var small, big time.Duration
	for b.Loop() {
		small, big = small+work(6000), big+work(60000)
	}
	b.ReportMetric(float64(big)/float64(small), "x-for-10x")
}

func BenchmarkNew(b *testing.B) {
	nodes, edges := large(60000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(nodes, edges); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmark(b *testing.B, ask func(g *Graph, first, last string)) {
	nodes, edges := large(60000)
	g, err := New(nodes, edges)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		ask(g, nodes[0].ID, nodes[len(nodes)-1].ID)
	}
}

func BenchmarkOrder(b *testing.B) { benchmark(b, func(g *Graph, _, _ string) { g.Order() }) }
func BenchmarkCycleOfNone(b *testing.B) {
	benchmark(b, func(g *Graph, _, _ string) { g.Cycle() })
}

func BenchmarkShortestPath(b *testing.B) {
	benchmark(b, func(g *Graph, first, last string) { g.ShortestPath(first, last) })
}

func BenchmarkHundredPaths(b *testing.B) {
	benchmark(b, func(g *Graph, first, last string) { g.Paths(first, last, 100) })
}

func BenchmarkDownstream(b *testing.B) {
	benchmark(b, func(g *Graph, _, last string) { g.Downstream(last) })
}

// A circle through all of the graph is the most that the search for components can meet.
func BenchmarkCycleOfAll(b *testing.B) {
	nodes, edges := large(60000)
	for i := range nodes {
		edges = append(edges, Edge{From: nodes[(i+1)%len(nodes)].ID, To: nodes[i].ID})
	}
	g, err := New(nodes, edges)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		g.Cycle()
	}
}

func BenchmarkSVG(b *testing.B) {
	for _, n := range []int{30, 100, 300, 1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, err := New(layered(n))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := g.SVG(discard{}, Picture{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
