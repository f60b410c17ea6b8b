package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/resolve/pack"
)

func (p *program) unpackCommand() *cli.Command {
	return &cli.Command{
		Name:      "unpack",
		Usage:     "verify a release package and write its files into a folder",
		UsageText: "joinery unpack PACKAGE DIR",
		Description: "DIR must be empty or not there yet. All of the package is looked at as verify does before any of\n" +
			"it is written. PACKAGE is named as in verify.",
		Flags:  []cli.Flag{verifyKeyFlag(), plainHTTPFlag(), dryRunFlag()},
		Action: p.unpack,
	}
}

func (p *program) unpack(c *cli.Context) error {
	if err := arguments(c, "PACKAGE", "DIR"); err != nil {
		return err
	}
	return p.withPackage(c, func(in *brought) error {
		if c.Bool("dry-run") {
			if err := pack.Vacant(c.Args().Get(1)); err != nil {
				return packageError(in.name, err)
			}
			found, err := in.verify()
			if err != nil {
				return packageError(in.name, err)
			}
			fmt.Fprintln(p.stdout, pack.SumsFile)
			for _, f := range found.Files {
				fmt.Fprintln(p.stdout, f.Name)
			}
			fmt.Fprintln(p.stderr, "nothing was written")
			return nil
		}
		found, err := in.unpack(c.Args().Get(1))
		if err != nil {
			return diskError(packageError(in.name, err))
		}
		return p.aboutPackage(in, found)
	})
}
