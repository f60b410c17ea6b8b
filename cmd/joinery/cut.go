package main

import (
	"github.com/urfave/cli/v2"

	"joinery/resolve"
)

func (p *program) cutCommand() *cli.Command {
	return &cli.Command{
		Name:      "cut",
		Usage:     "turn a SNAPSHOT into a production version",
		UsageText: "joinery cut COMPONENT [V]",
		Description: "Renames the entry in place and dates it. What extends it, and exact requirements on it\n" +
			"in products and unreleased versions, move along.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "as", Usage: "the production version `V`, where another than the SNAPSHOT's numbers is meant"},
			dateFlag("the release's `DAY` (default: today, UTC)"),
			dryRunFlag(),
		},
		BashComplete: p.completeNames,
		Action:       p.cut,
	}
}

func (p *program) cut(c *cli.Context) error {
	if err := arguments(c, "COMPONENT", "[V]"); err != nil {
		return err
	}
	date, err := p.today(c)
	if err != nil {
		return err
	}
	w, component, err := p.amendable(c)
	if err != nil {
		return err
	}
	a, err := resolve.AmendCut(w.Workspace, component, resolve.CutOptions{Version: c.Args().Get(1), As: c.String("as"), Date: date})
	if err != nil {
		return w.amendError(err)
	}
	return p.amend(c, w, a)
}
