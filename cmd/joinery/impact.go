package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"joinery/resolve"
)

func (p *program) impactCommand() *cli.Command {
	return &cli.Command{
		Name:      "impact",
		Usage:     "show everything downstream of a component",
		UsageText: "joinery impact COMPONENT[@VERSION]",
		Description: "Prints the versions and products whose requirements admit the component (or the\n" +
			"one version), and what admits those in turn, nearest first. Of each component it looks\n" +
			"at what is current: its unreleased versions and its highest production version.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json"},
		},
		BashComplete: p.completeNames,
		Action:       p.impact,
	}
}

func (p *program) impact(c *cli.Context) error {
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
	name, versions, err := w.versionsAt(c.Args().First())
	if err != nil {
		return err
	}
	found := resolve.Impact(w.Workspace, name, versions)
	if format == "json" {
		return printJSON(p.stdout, impactReport(found))
	}
	if len(found) == 0 {
		fmt.Fprintf(p.stderr, "nothing depends on %s\n", c.Args().First())
		return nil
	}
	t := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', 0)
	for _, d := range found {
		fmt.Fprintf(t, "%d\t%s\tneeds %s (%s)\t%s\n", d.Depth, d.ID(), d.On, d.Wants, d.At)
	}
	return t.Flush()
}

type impactJSON struct {
	Version    int             `json:"version"`
	Dependents []dependentJSON `json:"dependents"`
}

type dependentJSON struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Product bool   `json:"product,omitempty"`
	Depth   int    `json:"depth"`
	On      string `json:"on"`
	Wants   string `json:"wants"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

func impactReport(found []resolve.Dependent) impactJSON {
	report := impactJSON{Version: 1, Dependents: []dependentJSON{}}
	for _, d := range found {
		report.Dependents = append(report.Dependents, dependentJSON{
			d.Name, d.Version, d.Product, d.Depth, d.On, d.Wants, d.At.File, d.At.Line, d.At.Column,
		})
	}
	return report
}
