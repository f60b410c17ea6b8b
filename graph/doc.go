// Package graph holds who needs whom, answers questions about it and draws it.
//
// A node is one version of a component; an edge runs from a node to one that it
// depends on. With
//
//	acme-suite 4.3.0    needs  payments-api 1.4.0, web-shop 2.0.1
//	payments-api 1.4.0  needs  ledger-lib 2.1.3
//	web-shop 2.0.1      needs  ledger-lib 2.1.3
//
// the package answers
//
//	Order()                                acme-suite, payments-api, web-shop, ledger-lib
//	ShortestPath(acme-suite, ledger-lib)   acme-suite → payments-api → ledger-lib
//	Paths(acme-suite, ledger-lib, 10)      that one, then the one through web-shop
//	Upstream(web-shop)                     ledger-lib
//	Downstream(ledger-lib)                 payments-api, web-shop, acme-suite
//	Cycle()                                nil
//
// Build a graph once with [New] from nodes and edges; it never changes afterwards, so
// any number of goroutines may read it. What a node means is the caller's affair: the
// package reads no manifest and compares no versions.
//
// # Order of results
//
// Where a choice is free, the edge that was given first wins: the same nodes and edges
// in the same order give the same answer and the same picture, byte for byte. Only
// [Graph.Order] and [Graph.Cycles] go by ID, so that a list of builds does not change
// when somebody reorders a manifest.
//
// # Pictures
//
// [Graph.Mermaid] and [Graph.DOT] write text for other tools, [Graph.JSON] for programs,
// [Graph.SVG] a drawing in layers, and [Graph.HTML] a page around it that pans, zooms and
// searches without a network; [Graph.Inline] is the drawing as a part of somebody else's page.
// Nodes and edges with a [Mark] stand out by colour, by shape or line style, and in a legend, so
// that no picture depends on colour alone. Four marks are for what moved between two states of a
// product: a node that is gone stays in its graph, marked [Removed].
//
// # Size
//
// Building, ordering and walking take time linear in nodes and edges, up to the logarithm
// that a sorted order costs; 60 000 nodes with 300 000 edges are an ordinary graph. The
// drawings are for what a person looks at, some hundred nodes: use [Graph.Sub] first, or [Graph.Contract],
// which keeps the ways by nodes that are left out.
package graph
