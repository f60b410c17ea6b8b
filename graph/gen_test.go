package graph

import (
	"fmt"
	"math/rand/v2"
)

// layered makes a product of n nodes as products are built: a product on top, then
// applications, services and libraries, each needing some of those below it. The same n gives
// the same graph.
func layered(n int) ([]Node, []Edge) {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	words := []string{"payments", "ledger", "auth", "search", "catalog", "basket", "mail", "report", "media", "billing", "stock", "audit"}
	tails := map[string][]string{
		"ui": {"shop", "console", "portal"}, "service": {"api", "worker", "gateway"},
		"library": {"lib", "sdk", "core"}, "config": {"config", "rules"},
	}
	nodes := []Node{{ID: "acme-suite 4.3.0", Name: "acme-suite", Version: "4.3.0", Title: "Acme Suite", Kind: "product"}}
	seen := map[string]int{}
	for len(nodes) < n {
		kind := "library"
		switch at := float64(len(nodes)) / float64(n); {
		case at < 0.15:
			kind = "ui"
		case at < 0.5:
			kind = "service"
		case at > 0.92:
			kind = "config"
		}
		name := words[r.IntN(len(words))] + "-" + tails[kind][r.IntN(len(tails[kind]))]
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, seen[name])
		}
		version := fmt.Sprintf("%d.%d.%d", 1+r.IntN(4), r.IntN(12), r.IntN(9))
		nodes = append(nodes, Node{
			ID: name + " " + version, Name: name, Version: version, Kind: kind,
			Details: []string{"owner team-" + words[r.IntN(len(words))], "released 2026-10-02"},
		})
	}
	var edges []Edge
	add := func(from, to int) {
		edges = append(edges, Edge{From: nodes[from].ID, To: nodes[to].ID, Label: "^" + nodes[to].Version})
	}
	for v := 1; v < n; v++ {
		if float64(v)/float64(n) < 0.15 || v == 1 {
			add(0, v)
			continue
		}
		// mostly close below its dependents, as real products are
		for k := 1 + r.IntN(2); k > 0; k-- {
			back := 1 + int(float64(min(v, 3+n/4))*r.Float64())
			add(max(v-back, 0), v)
		}
	}
	return nodes, edges
}

// wild makes a graph of n nodes named a, b, c, … with about density*n edges anywhere, circles
// and loops included.
func wild(r *rand.Rand, n int, density float64) ([]Node, []Edge) {
	var nodes []Node
	for i := range n {
		nodes = append(nodes, Node{ID: string(rune('a' + i))})
	}
	r.Shuffle(n, func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
	var edges []Edge
	for range int(density * float64(n)) {
		edges = append(edges, Edge{From: nodes[r.IntN(n)].ID, To: nodes[r.IntN(n)].ID})
	}
	return nodes, edges
}
