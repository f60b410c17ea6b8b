package main

import (
	"cmp"
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/resolve"
)

func (p *program) cutCommand() *cli.Command {
	return &cli.Command{
		Name:      "cut",
		Usage:     "turn a SNAPSHOT into a production version",
		UsageText: "joinery cut COMPONENT [V]",
		Description: "Renames the entry in place and dates it. What extends it, and exact requirements on it\n" +
			"in products and unreleased versions, move along.\n\n" +
			"A pipeline that drew the version cuts with --drawn: the number, the commit and what the version\n" +
			"extends are then the registry's, whatever the entry says. Of versions that others drew before\n" +
			"it extends those that are published.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "as", Usage: "the production version `V`, where another than the SNAPSHOT's numbers is meant"},
			&cli.StringFlag{Name: "drawn", Usage: "the version `V`, as the registry drew it"},
			dateFlag("the release's `DAY` (default: today, UTC)"),
			&cli.StringFlag{Name: "revision", Usage: "the commit `REV` that it is built from, written into it"},
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
	revision, err := revisionOf(c)
	if err != nil {
		return err
	}
	w, component, err := p.amendable(c)
	if err != nil {
		return err
	}
	o := resolve.CutOptions{Version: c.Args().Get(1), As: c.String("as"), Date: date, Revision: revision}
	if c.IsSet("drawn") {
		if err := p.asDrawn(c, component.Name.Value, &o); err != nil {
			return err
		}
	}
	a, err := resolve.AmendCut(w.Workspace, component, o)
	if err != nil {
		return w.amendError(err)
	}
	return p.amend(c, w, a)
}

// asDrawn asks the registry what it knows of a version that it drew.
func (p *program) asDrawn(c *cli.Context, component string, o *resolve.CutOptions) error {
	if c.IsSet("as") {
		return failed{"found both --as and --drawn, wanted one of them", ""}
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	v, err := server.Version(c.Context, component, c.String("drawn"))
	if err != nil {
		return p.remote(err)
	}
	if o.Revision != "" && v.Revision != "" && o.Revision != v.Revision {
		return verdict{failed{
			fmt.Sprintf("%s %s was drawn for the revision %s, --revision says %s; nothing was written", v.Item, v.Number, v.Revision, o.Revision),
			"each revision draws a version of its own; without --revision it is the one that the registry knows",
		}}
	}
	o.As, o.Revision, o.Extends = v.Number, cmp.Or(o.Revision, v.Revision), append([]string{}, v.Extends...)
	return nil
}
