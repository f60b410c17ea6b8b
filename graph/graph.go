package graph

import (
	"errors"
	"fmt"
)

// Node is one thing that others may depend on.
type Node struct {
	ID      string   // unique in its graph, never empty; for example "payments-api 1.4.0"
	Name    string   // the component's name; pictures fall back to the ID when it is empty
	Version string   // may be empty
	Before  string   // the version that another state of the product had, may be empty
	Title   string   // what people call it, may be empty
	Kind    string   // product, library, service, ui, cli, config, hardware or other
	Mark    Mark     // how it stands out
	Details []string // lines that a picture shows when asked for more
}

// Edge says that From depends on To.
type Edge struct {
	From, To string // IDs of nodes
	Label    string // the requirement as written, may be empty
	Mark     Mark   // how it stands out
}

// What can be wrong with the input of New; a *BuildError wraps one of them.
var (
	ErrEmptyID   = errors.New("a node has an empty id")
	ErrDoubledID = errors.New("two nodes have the same id")
	ErrNoNode    = errors.New("an edge ends at no node")
)

// BuildError tells which node or edge New refused.
type BuildError struct {
	Err  error  // ErrEmptyID, ErrDoubledID or ErrNoNode
	ID   string // the id that is doubled or stands for no node
	At   int    // index into the nodes, for ErrNoNode into the edges
	From string // for ErrNoNode the edge's ends
	To   string
}

// Error names the node or edge and what is wrong with it, in one line.
func (e *BuildError) Error() string {
	switch {
	case errors.Is(e.Err, ErrDoubledID):
		return fmt.Sprintf("%v: %q", e.Err, e.ID)
	case errors.Is(e.Err, ErrNoNode):
		return fmt.Sprintf("%v: %q in the edge from %q to %q", e.Err, e.ID, e.From, e.To)
	}
	return fmt.Sprintf("%v: the one at index %d", e.Err, e.At)
}

// Unwrap returns Err.
func (e *BuildError) Unwrap() error { return e.Err }

// Graph is a set of nodes and the edges between them. It never changes after New.
type Graph struct {
	nodes []Node
	edges []Edge
	index map[string]int32 // ID to position in nodes
	out   adjacency        // from a node to what it depends on
	in    adjacency        // from a node to what depends on it
}

// New builds a graph. Of several edges with the same ends it keeps the first; an edge
// from a node to itself is kept. New takes over both slices: the caller must not change
// them afterwards. The error is a *BuildError about the first node or edge at fault.
func New(nodes []Node, edges []Edge) (*Graph, error) {
	g := &Graph{nodes: nodes, index: make(map[string]int32, len(nodes))}
	for i := range nodes {
		id := nodes[i].ID
		if id == "" {
			return nil, &BuildError{Err: ErrEmptyID, At: i}
		}
		if _, doubled := g.index[id]; doubled {
			return nil, &BuildError{Err: ErrDoubledID, ID: id, At: i}
		}
		g.index[id] = int32(i)
	}
	from, to := make([]int32, len(edges)), make([]int32, len(edges))
	for i := range edges {
		var ok bool
		if from[i], ok = g.index[edges[i].From]; !ok {
			return nil, &BuildError{Err: ErrNoNode, ID: edges[i].From, At: i, From: edges[i].From, To: edges[i].To}
		}
		if to[i], ok = g.index[edges[i].To]; !ok {
			return nil, &BuildError{Err: ErrNoNode, ID: edges[i].To, At: i, From: edges[i].From, To: edges[i].To}
		}
	}
	g.edges, from, to = dropDoubles(len(nodes), edges, from, to)
	g.out = newAdjacency(len(nodes), from, to)
	g.in = newAdjacency(len(nodes), to, from)
	return g, nil
}

// Nodes returns the nodes in the order given. The slice is the graph's: read it only.
func (g *Graph) Nodes() []Node { return g.nodes }

// Edges returns the edges in the order given, without doubles. The slice is the graph's:
// read it only.
func (g *Graph) Edges() []Edge { return g.edges }

// Node returns the node with this ID, and whether there is one.
func (g *Graph) Node(id string) (Node, bool) {
	i, ok := g.index[id]
	if !ok {
		return Node{}, false
	}
	return g.nodes[i], true
}

// Sub returns the graph of the nodes named and of every edge between two of them, in this
// graph's order. IDs that are no node are passed over.
func (g *Graph) Sub(ids []string) *Graph {
	keep := make([]bool, len(g.nodes))
	for _, id := range ids {
		if i, ok := g.index[id]; ok {
			keep[i] = true
		}
	}
	var nodes []Node
	for i, n := range g.nodes {
		if keep[i] {
			nodes = append(nodes, n)
		}
	}
	var edges []Edge
	for _, e := range g.edges {
		if keep[g.index[e.From]] && keep[g.index[e.To]] {
			edges = append(edges, e)
		}
	}
	sub, err := New(nodes, edges)
	if err != nil {
		panic("internal error: part of a sound graph is not sound: " + err.Error())
	}
	return sub
}
