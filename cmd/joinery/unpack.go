package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"joinery/resolve/pack"
)

func (p *program) unpackCommand() *cli.Command {
	return &cli.Command{
		Name:      "unpack",
		Usage:     "verify a release package and write its files into a folder",
		UsageText: "joinery unpack PACKAGE DIR",
		Description: "DIR must be empty or not there yet. It holds all files of the package once they are known to be\n" +
			"in order as verify says, and none before.",
		Flags:  []cli.Flag{verifyKeyFlag(), dryRunFlag()},
		Action: p.unpack,
	}
}

func (p *program) unpack(c *cli.Context) error {
	if err := arguments(c, "PACKAGE", "DIR"); err != nil {
		return err
	}
	if c.Bool("dry-run") {
		err := p.withPackage(c, func(in *os.File, by *pack.Signed) error {
			found, err := pack.Verify(c.Context, in, by)
			if err != nil {
				return packageError(in.Name(), err)
			}
			for _, f := range found.Files {
				fmt.Fprintln(p.stdout, f.Name)
			}
			return nil
		})
		if err == nil {
			fmt.Fprintln(p.stderr, "nothing was written")
		}
		return err
	}
	return p.withPackage(c, func(in *os.File, by *pack.Signed) error {
		found, err := pack.Unpack(c.Context, in, c.Args().Get(1), by)
		if err != nil {
			return packageError(in.Name(), err)
		}
		return p.aboutPackage(found, by)
	})
}
