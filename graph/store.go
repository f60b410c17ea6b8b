package graph

import (
	"errors"
	"slices"

	library "github.com/dominikbraun/graph"
)

var errReadOnly = errors.New("a finished graph does not change")

// store shows a part of a Graph to the library: the nodes that keep says, all when it is
// nil, and the edges between them. The library's own store would copy everything into
// maps, at ten times the time and memory.
type store struct {
	g    *Graph
	keep []bool
}

// asLibrary wraps the part of g that keep says. IDs are never empty, which matters: the
// library's search for components loses members when a key is the zero value.
func (g *Graph) asLibrary(keep []bool) library.Graph[string, Node] {
	return library.NewWithStore(func(n Node) string { return n.ID }, store{g, keep}, library.Directed())
}

func (s store) has(v int32) bool { return s.keep == nil || s.keep[v] }

func (s store) find(id string) (int32, bool) {
	v, ok := s.g.index[id]
	return v, ok && s.has(v)
}

func (s store) ListVertices() ([]string, error) {
	var ids []string
	for v, n := range s.g.nodes {
		if s.has(int32(v)) {
			ids = append(ids, n.ID)
		}
	}
	return ids, nil
}

func (s store) VertexCount() (int, error) {
	ids, err := s.ListVertices()
	return len(ids), err
}

func (s store) Vertex(id string) (Node, library.VertexProperties, error) {
	v, ok := s.find(id)
	if !ok {
		return Node{}, library.VertexProperties{}, library.ErrVertexNotFound
	}
	return s.g.nodes[v], library.VertexProperties{}, nil
}

func (s store) ListEdges() ([]library.Edge[string], error) {
	var edges []library.Edge[string]
	for v := range int32(len(s.g.nodes)) {
		for _, w := range s.g.out.of(v) {
			if s.has(v) && s.has(w) {
				edges = append(edges, library.Edge[string]{Source: s.g.nodes[v].ID, Target: s.g.nodes[w].ID})
			}
		}
	}
	return edges, nil
}

func (s store) Edge(from, to string) (library.Edge[string], error) {
	v, okFrom := s.find(from)
	w, okTo := s.find(to)
	if !okFrom || !okTo || !slices.Contains(s.g.out.of(v), w) {
		return library.Edge[string]{}, library.ErrEdgeNotFound
	}
	return library.Edge[string]{Source: from, Target: to}, nil
}

func (store) AddVertex(string, Node, library.VertexProperties) error { return errReadOnly }
func (store) RemoveVertex(string) error                              { return errReadOnly }
func (store) AddEdge(string, string, library.Edge[string]) error     { return errReadOnly }
func (store) UpdateEdge(string, string, library.Edge[string]) error  { return errReadOnly }
func (store) RemoveEdge(string, string) error                        { return errReadOnly }
