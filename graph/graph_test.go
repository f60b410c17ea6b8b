package graph

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// parse reads a graph written as lines "a: b c", which say that a needs b and c. Nodes are made
// where they are first named.
func parse(t testing.TB, text string) *Graph {
	t.Helper()
	var nodes []Node
	var edges []Edge
	known := map[string]bool{}
	node := func(id string) string {
		if !known[id] {
			known[id] = true
			nodes = append(nodes, Node{ID: id})
		}
		return id
	}
	for line := range strings.Lines(text) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), ":")
		if from == "" {
			continue
		}
		node(from)
		for _, id := range strings.Fields(to) {
			edges = append(edges, Edge{From: from, To: node(id)})
		}
	}
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNew(t *testing.T) {
	a, b := Node{ID: "a"}, Node{ID: "b"}
	for _, c := range []struct {
		name  string
		nodes []Node
		edges []Edge
		err   error
		text  string
	}{
		{"nothing", nil, nil, nil, ""},
		{"a loop is fine", []Node{a}, []Edge{{From: "a", To: "a"}}, nil, ""},
		{"empty id", []Node{a, {}}, nil, ErrEmptyID, "a node has an empty id: the one at index 1"},
		{"doubled id", []Node{a, b, a}, nil, ErrDoubledID, `two nodes have the same id: "a"`},
		{"edge to nowhere", []Node{a}, []Edge{{From: "a", To: "x"}}, ErrNoNode, `an edge ends at no node: "x" in the edge from "a" to "x"`},
		{"edge from nowhere", []Node{a}, []Edge{{From: "", To: "a"}}, ErrNoNode, `an edge ends at no node: "" in the edge from "" to "a"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(c.nodes, c.edges)
			if !errors.Is(err, c.err) {
				t.Fatalf("got error %v, want %v", err, c.err)
			}
			if err != nil && err.Error() != c.text {
				t.Errorf("got message %q, want %q", err, c.text)
			}
		})
	}
}

func TestDoubledEdgesAreKeptOnce(t *testing.T) {
	given := []Edge{
		{From: "a", To: "b", Label: "^1"}, {From: "b", To: "a"}, {From: "a", To: "b", Label: "^2"}, {From: "a", To: "a"},
	}
	g, err := New([]Node{{ID: "a"}, {ID: "b"}}, given)
	if err != nil {
		t.Fatal(err)
	}
	want := []Edge{given[0], given[1], given[3]}
	if got := g.Edges(); !reflect.DeepEqual(got, want) {
		t.Errorf("got edges %v, want %v", got, want)
	}
	if got, want := g.Upstream("a"), []string{"b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got upstream %v, want %v", got, want)
	}
}

func TestNodeAndSub(t *testing.T) {
	g := parse(t, "suite: pay shop\npay: ledger\nshop: ledger")
	if n, ok := g.Node("pay"); !ok || n.ID != "pay" {
		t.Errorf("Node(pay) = %v, %t", n, ok)
	}
	if n, ok := g.Node("nobody"); ok {
		t.Errorf("Node(nobody) = %v, want none", n)
	}
	sub := g.Sub([]string{"ledger", "nobody", "suite", "pay", "pay"})
	if got, want := sub.Nodes(), []Node{{ID: "suite"}, {ID: "pay"}, {ID: "ledger"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got nodes %v, want %v", got, want)
	}
	if got, want := sub.Edges(), []Edge{{From: "suite", To: "pay"}, {From: "pay", To: "ledger"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got edges %v, want %v", got, want)
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name, graph, ask string
		want             string
	}{
		{"order goes by id", "b: a\nc:", "order", "b a c"},
		{"order of a diamond", "suite: pay shop\npay: ledger\nshop: ledger", "order", "suite pay shop ledger"},
		{"order of nothing", "", "order", ""},
		{"no cycle", "a: b\nb: c", "cycle", ""},
		{"a cycle starts with its smallest", "x: c\nc: b\nb: a\na: c", "cycle", "a c b a"},
		{"the shortest cycle through it", "a: b\nb: c\nc: a\nb: a", "cycle", "a b a"},
		{"a loop", "b: b\na: b", "cycle", "b b"},
		{"two tangles", "d: c\nc: d\nb: a c\na: b", "cycles", "a b a, c d c"},
		{"the edge given first wins", "a: c b\nb: d\nc: d", "path a d", "a c d"},
		{"the shortest path", "a: b d\nb: c\nc: d", "path a d", "a d"},
		{"no path back", "a: b", "path b a", ""},
		{"a path to itself", "a: b", "path a a", "a"},
		{"a path from nobody", "a: b", "path x a", ""},
		{"all paths", "a: b d\nb: c d\nc: d", "paths a d", "a d, a b d, a b c d"},
		{"paths around a circle", "a: b\nb: a c\nc: b d", "paths a d", "a b c d"},
		{"upstream, the nearest first", "a: b c\nb: d\nc: d e\nd: a", "up a", "b c d e"},
		{"downstream", "a: b c\nb: d\nc: d e\nd: a", "down d", "b c a"},
		{"upstream of nobody", "a: b", "up x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := parse(t, c.graph)
			ask := append(strings.Fields(c.ask), "", "")
			var got [][]string
			switch ask[0] {
			case "order":
				order, err := g.Order()
				if err != nil {
					t.Fatal(err)
				}
				got = [][]string{order}
			case "cycle":
				got = [][]string{g.Cycle()}
			case "cycles":
				got = g.Cycles()
			case "path":
				got = [][]string{g.ShortestPath(ask[1], ask[2])}
			case "paths":
				got, _ = g.Paths(ask[1], ask[2], 100)
			case "up":
				got = [][]string{g.Upstream(ask[1])}
			case "down":
				got = [][]string{g.Downstream(ask[1])}
			}
			var lines []string
			for _, ids := range got {
				lines = append(lines, strings.Join(ids, " "))
			}
			if got := strings.Join(lines, ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCycleErrorShowsEveryHop(t *testing.T) {
	_, err := parse(t, "b: c\nc: a\na: b").Order()
	want := "dependencies run in a circle:\n\ta needs\n\tb needs\n\tc needs\n\ta"
	if err == nil || err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

// ladder has two ways on each of n steps, that is 2 to the power of n in all.
func ladder(n int) ([]Node, []Edge) {
	var nodes []Node
	var edges []Edge
	id := func(step, side int) string { return string(rune('a'+side)) + strings.Repeat("i", step) }
	for step := range n {
		for side := range 2 {
			nodes = append(nodes, Node{ID: id(step, side)})
			if step > 0 {
				edges = append(edges, Edge{From: id(step-1, 0), To: id(step, side)}, Edge{From: id(step-1, 1), To: id(step, side)})
			}
		}
	}
	return nodes, edges
}

func TestPathsStopAtTheLimit(t *testing.T) {
	nodes, edges := ladder(200)
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	paths, more := g.Paths(nodes[0].ID, nodes[len(nodes)-1].ID, 100)
	if len(paths) != 100 || !more {
		t.Errorf("got %d paths, more %t, want 100 and more", len(paths), more)
	}
	seen := map[string]bool{}
	for _, p := range paths {
		seen[strings.Join(p, " ")] = true
	}
	if len(seen) != len(paths) {
		t.Errorf("got %d different paths among %d", len(seen), len(paths))
	}
}
