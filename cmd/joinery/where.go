package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"joinery/manifest/diag"
)

func (p *program) whereCommand() *cli.Command {
	return &cli.Command{
		Name:      "where",
		Usage:     "show every bundle that ships a component",
		UsageText: "joinery where COMPONENT[@VERSION]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json"},
		},
		BashComplete: p.completeNames,
		Action:       p.where,
	}
}

// shipped is one bundle that ships a component.
type shipped struct {
	Product   string `json:"product"`
	Version   string `json:"version"`
	Component string `json:"component"`
	Ships     string `json:"ships"`
	Released  string `json:"released,omitempty"`
	File      string `json:"file"`
}

func (p *program) where(c *cli.Context) error {
	if err := arguments(c, "COMPONENT[@VERSION]"); err != nil {
		return err
	}
	format := c.String("format")
	if format != "text" && format != "json" {
		return unknownFormat(format, "text", "json")
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	name, v, err := at(c.Args().First())
	if err != nil {
		return err
	}
	found, problems := w.shipping(name, v)
	if len(found) == 0 && w.Component(name) == nil && w.Product(name) == nil {
		return unknownName("component", name, w.Names())
	}
	if err := p.findings(c, p.stderr, problems, w.Workspace); err != nil {
		return err
	}
	if format == "json" {
		err = printJSON(p.stdout, struct {
			Version int       `json:"version"`
			Bundles []shipped `json:"bundles"`
		}{1, found})
	} else {
		err = printShipped(p.stdout, found)
		if len(found) == 0 {
			fmt.Fprintf(p.stderr, "no bundle ships %s\n", c.Args().First())
		}
	}
	if err == nil && problems.Count(diag.Error) > 0 {
		return errFound
	}
	return err
}

// shipping reads every bundle and returns those that list the component, by product, oldest
// first, and what is wrong with bundles that cannot be read.
func (w *opened) shipping(name, v string) ([]shipped, diag.List) {
	found := []shipped{}
	var problems diag.List
	for _, product := range w.Shelves() {
		for _, ref := range w.Bundles(product) {
			b, wrong := w.Bundle(ref)
			problems = append(problems, wrong...)
			if b == nil {
				continue
			}
			for _, listed := range b.Components {
				if listed.Name.Value == name && (v == "" || listed.Version.Value == v) {
					found = append(found, shipped{product, b.Version.Value, name, listed.Version.Value, b.Released.Value, b.File})
				}
			}
		}
	}
	return found, problems
}

func printShipped(out writer, found []shipped) error {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, s := range found {
		fmt.Fprintf(t, "%s %s\tships %s %s\t%s\t%s\n", s.Product, s.Version, s.Component, s.Ships, s.Released, s.File)
	}
	return t.Flush()
}
