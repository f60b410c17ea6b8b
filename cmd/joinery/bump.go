package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/manifest/version"
	"joinery/resolve"
)

func (p *program) bumpCommand() *cli.Command {
	return &cli.Command{
		Name:      "bump",
		Usage:     "add a component's next version",
		UsageText: "joinery bump COMPONENT LEVEL",
		Description: "Writes a new version entry, as a -SNAPSHOT, that extends the component's highest\n" +
			"version (or --from) and carries its dependencies and contract. LEVEL is major, minor,\n" +
			"patch or build; anyver takes kinds, calver goes by date without one.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "go on from version `V`"},
			nextFreeFlag(),
			dateFlag("calver, anyver: the `DAY` (default: today, UTC)"),
			dryRunFlag(),
		},
		BashComplete: p.completeNames,
		Action:       p.bump,
	}
}

func (p *program) bump(c *cli.Context) error {
	if err := arguments(c, "COMPONENT", "[LEVEL…]"); err != nil {
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
	scheme := component.Versioning.Scheme
	if scheme == version.Loose {
		return verdict{fmt.Errorf("%s is loose: joinery computes no next version for it, enter it by hand in %s", component.Name, component.File)}
	}
	step, err := calculation{scheme: scheme, date: date}.step(c.Args().Tail())
	if err != nil {
		return err
	}
	a, err := resolve.AmendBump(component, step.Level, resolve.BumpOptions{
		From: c.String("from"), NextFree: c.Bool("next-free"), Kinds: step.Kinds, Date: date,
	})
	if err != nil {
		return w.amendError(err)
	}
	return p.amend(c, w, a)
}
