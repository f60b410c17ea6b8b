package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/graph"
)

func (p *program) graphCommand() *cli.Command {
	return &cli.Command{
		Name:      "graph",
		Usage:     "draw a product's tree",
		UsageText: "joinery graph [PRODUCT]\njoinery graph [PRODUCT] --from A --to B",
		Description: "Draws the selection. In a product that cannot be composed it draws what each\n" +
			"requirement alone would take, and marks what clashes; the exit status is then 1.\n" +
			"With --from and --to it draws what moved between two bundles, named as for joinery diff.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "mermaid", Usage: "`FORMAT`: mermaid, dot, svg, html, json"},
			&cli.StringFlag{Name: "why", Usage: "mark every way to `COMPONENT`"},
			&cli.StringFlag{Name: "from", Usage: "draw what moved since the bundle `A`"},
			&cli.StringFlag{Name: "to", Usage: "draw what moved up to the bundle `B`"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
			environmentFlag(),
			dateFlag("the `DAY` on which exceptions must hold (default: today, UTC)"),
		},
		BashComplete: p.completeProducts,
		Action:       p.graph,
	}
}

// drawing writes a graph in one of the formats.
type drawing func(*graph.Graph, io.Writer, graph.Picture) error

func (p *program) graph(c *cli.Context) error {
	if err := arguments(c, "[PRODUCT]"); err != nil {
		return err
	}
	draw := map[string]drawing{
		"mermaid": (*graph.Graph).Mermaid, "dot": (*graph.Graph).DOT, "svg": (*graph.Graph).SVG,
		"html": (*graph.Graph).HTML, "json": (*graph.Graph).JSON,
	}[c.String("format")]
	if draw == nil {
		return unknownFormat(c.String("format"), "mermaid", "dot", "svg", "html", "json")
	}
	w, err := p.openFor(c, fromTo(c), named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	if c.IsSet("from") || c.IsSet("to") {
		return p.graphMoved(c, w, draw)
	}
	if err := w.spares("-o", c.String("o")); err != nil {
		return err
	}
	product, err := w.product(c.Args().First(), "joinery graph PRODUCT")
	if err != nil {
		return err
	}
	g, failure, err := p.composed(c, w, product)
	if err != nil {
		return err
	}
	if name := c.String("why"); name != "" {
		if g, err = asked(g, product.Name.Value, name, w.Names()); err != nil {
			return err
		}
	}
	picture := graph.Picture{Title: product.Name.Value, Subtitle: count(len(g.Nodes())-1, "component")}
	if !product.Title.IsZero() {
		picture.Title = product.Title.Value
	}
	if failure != nil {
		picture.Subtitle = "cannot be composed"
	}
	if err := p.emit(c, func(out writer) error { return draw(g, out, picture) }); err != nil {
		return err
	}
	if failure != nil {
		if err := p.findings(c, p.stderr, failure.Findings, w.Workspace); err != nil {
			return err
		}
		return errFound
	}
	return nil
}

// asked marks a component's nodes and all that lies between them and the product.
func asked(g *graph.Graph, product, name string, names []string) (*graph.Graph, error) {
	between := map[string]bool{}
	for _, n := range g.Nodes() {
		if n.Name != name {
			continue
		}
		between[n.ID] = true
		for _, above := range g.Downstream(n.ID) {
			between[above] = true
		}
	}
	if len(between) == 0 {
		if slices.Contains(names, name) {
			return nil, failed{fmt.Sprintf("--why %s: it is not part of %s", name, product), ""}
		}
		return nil, unknownName("component", name, names)
	}
	nodes, edges := slices.Clone(g.Nodes()), slices.Clone(g.Edges())
	for i := range nodes {
		if between[nodes[i].ID] && nodes[i].Mark == graph.None {
			nodes[i].Mark = graph.Asked
		}
	}
	for i := range edges {
		if between[edges[i].From] && between[edges[i].To] && edges[i].Mark == graph.None {
			edges[i].Mark = graph.Asked
		}
	}
	return graph.New(nodes, edges)
}
