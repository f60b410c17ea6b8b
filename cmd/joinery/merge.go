package main

import (
	"errors"

	"github.com/urfave/cli/v2"

	"joinery/resolve"
)

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "add the MERGE version of a component's diverged lines",
		UsageText: "joinery merge COMPONENT V V…",
		Description: "Writes a new version entry, as a -SNAPSHOT, that extends all the versions and carries\n" +
			"their dependencies and contract. With --move-pins whoever requires one of them follows.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "move-pins", Usage: "let the requirements on these versions follow"},
			nextFreeFlag(),
			dateFlag("calver, anyver: the `DAY` (default: today, UTC)"),
			dryRunFlag(),
		},
		BashComplete: p.completeNames,
		Action:       p.merge,
	}
}

func (p *program) merge(c *cli.Context) error {
	if err := arguments(c, "COMPONENT", "V", "V…"); err != nil {
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
	a, err := resolve.AmendMerge(w.Workspace, component, c.Args().Tail(), c.Bool("move-pins"),
		resolve.MergeOptions{NextFree: c.Bool("next-free"), Date: date})
	if err != nil {
		return w.amendError(err)
	}
	return p.amend(c, w, a)
}

// amendError tells a version that was misspelt on the command line from what the manifests say.
func (w *opened) amendError(err error) error {
	unknown := new(resolve.UnknownVersionError)
	if !errors.As(err, &unknown) {
		return verdict{err}
	}
	name := unknown.Component.Name.Value
	versions, err := w.versions(name)
	if err == nil {
		_, err = among(name, unknown.Version, versions)
	}
	return err
}
