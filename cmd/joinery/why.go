package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/graph"
	"joinery/manifest"
	"joinery/resolve"
)

func (p *program) whyCommand() *cli.Command {
	return &cli.Command{
		Name:      "why",
		Usage:     "show every path from the product to a component",
		UsageText: "joinery why COMPONENT",
		Description: "Prints every chain of requirements that leads to the component, shortest first.\n" +
			"In a product that cannot be composed it shows what each requirement alone would take.",
		Flags: []cli.Flag{
			productFlag(),
			environmentFlag(),
			dateFlag("the `DAY` on which exceptions must hold (default: today, UTC)"),
			&cli.IntFlag{Name: "limit", Value: 100, Usage: "print at most `N` paths"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json"},
		},
		BashComplete: p.completeNames,
		Action:       p.why,
	}
}

func productFlag() cli.Flag {
	return &cli.StringFlag{Name: "product", Usage: "the product called `NAME` (default: the one that is part of no other)"}
}

// composed returns the product's graph: its selection's, or, when it cannot be composed, that of
// all that is required, with the failure.
func (p *program) composed(c *cli.Context, w *opened, product *manifest.Product) (*graph.Graph, *resolve.Failure, error) {
	date, err := p.today(c)
	if err != nil {
		return nil, nil, err
	}
	s, err := resolve.Resolve(c.Context, w, product, resolve.Options{Environment: c.String("env"), Date: date})
	var failure *resolve.Failure
	switch {
	case err == nil:
		g, err := s.Graph()
		return g, nil, err
	case errors.As(err, &failure):
		g, err := failure.Graph()
		return g, failure, err
	}
	return nil, nil, err
}

// chain is one chain of requirements, as json prints it.
type chain struct {
	Component string   `json:"component"`
	Steps     []string `json:"steps"`
}

func (p *program) why(c *cli.Context) error {
	if err := arguments(c, "COMPONENT"); err != nil {
		return err
	}
	format, limit := c.String("format"), c.Int("limit")
	if format != "text" && format != "json" {
		return unknownFormat(format, "text", "json")
	}
	if limit < 1 {
		return failed{fmt.Sprintf("--limit %d: wanted 1 or more", limit), ""}
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	product, err := w.product(c.String("product"), "--product NAME")
	if err != nil {
		return err
	}
	name := c.Args().First()
	if w.Component(name) == nil && w.Product(name) == nil {
		return unknownName("component", name, w.Names())
	}
	g, failure, err := p.composed(c, w, product)
	if err != nil {
		return err
	}
	paths := []chain{}
	more := false
	for _, n := range g.Nodes() {
		if n.Name != name || n.ID == product.Name.Value {
			continue
		}
		found, left := g.Paths(product.Name.Value, n.ID, limit-len(paths))
		more = more || left
		for _, steps := range found {
			paths = append(paths, chain{n.ID, steps})
		}
		if len(paths) >= limit {
			break
		}
	}
	if len(paths) == 0 {
		fmt.Fprintf(p.stderr, "%s is not part of %s\n", name, product.Name.Value)
	}
	if err := printPaths(p.stdout, format, paths, more); err != nil {
		return err
	}
	if failure != nil {
		fmt.Fprintf(p.stderr, "\n%s cannot be composed; joinery check says why\n", product.Name.Value)
		return errFound
	}
	return nil
}

func printPaths(w io.Writer, format string, paths []chain, more bool) error {
	if format == "json" {
		return printJSON(w, struct {
			Version int     `json:"version"`
			Paths   []chain `json:"paths"`
			More    bool    `json:"more,omitempty"`
		}{1, paths, more})
	}
	for _, found := range paths {
		if _, err := fmt.Fprintln(w, strings.Join(found.Steps, " → ")); err != nil {
			return err
		}
	}
	if more {
		_, err := fmt.Fprintln(w, "… and more: --limit N shows them")
		return err
	}
	return nil
}

// printJSON prints a value indented, as all json output is.
func printJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(value)
}
