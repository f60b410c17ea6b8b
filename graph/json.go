package graph

import (
	"encoding/json"
	"io"
)

type jsonGraph struct {
	Version     int        `json:"version"`
	Title       string     `json:"title,omitempty"`
	Subtitle    string     `json:"subtitle,omitempty"`
	Description string     `json:"description,omitempty"`
	Nodes       []jsonNode `json:"nodes"`
	Edges       []jsonEdge `json:"edges"`
}

type jsonNode struct {
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"`
	Version string   `json:"version,omitempty"`
	Before  string   `json:"before,omitempty"`
	Title   string   `json:"title,omitempty"`
	Kind    string   `json:"kind,omitempty"`
	Mark    string   `json:"mark,omitempty"`
	Details []string `json:"details,omitempty"`
}

type jsonEdge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Label string `json:"label,omitempty"`
	Mark  string `json:"mark,omitempty"`
}

// JSON writes the graph for programs:
//
//	{
//	  "version": 1,
//	  "title": "…", "subtitle": "…", "description": "…",
//	  "nodes": [{"id": "payments-api 1.4.0", "name": "payments-api", "version": "1.4.0", "title": "…",
//	             "kind": "service", "mark": "conflict", "details": ["…"]}],
//	  "edges": [{"from": "acme-suite 4.3.0", "to": "payments-api 1.4.0", "label": "^1.4", "mark": "asked"}]
//	}
//
// Empty fields are left out, except version, nodes and edges. mark is conflict, asked, muted,
// added, removed, raised or lowered; before is the version that a node had where two states of a
// product are compared. Nodes and edges stand in the graph's order; from and to are ids of nodes. Fields may
// be added under the same version number, none will change or go. The error is w's.
func (g *Graph) JSON(w io.Writer, p Picture) error {
	out := jsonGraph{
		Version: 1, Title: p.Title, Subtitle: p.Subtitle, Description: p.Description,
		Nodes: g.jsonNodes(), Edges: make([]jsonEdge, len(g.edges)),
	}
	for i, e := range g.edges {
		out.Edges[i] = jsonEdge{e.From, e.To, e.Label, e.Mark.String()}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // ">= 2" should read as such
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (g *Graph) jsonNodes() []jsonNode {
	nodes := make([]jsonNode, len(g.nodes))
	for i, n := range g.nodes {
		nodes[i] = jsonNode{n.ID, n.Name, n.Version, n.Before, n.Title, n.Kind, n.Mark.String(), n.Details}
	}
	return nodes
}
