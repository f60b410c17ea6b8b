package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

func (p *program) schemaCommand() *cli.Command {
	return &cli.Command{
		Name:      "schema",
		Usage:     "print the JSON Schema of a kind of document",
		UsageText: "joinery schema " + strings.Join(manifest.Kinds(), "|"),
		Description: "Editors use it to complete and check manifests, for example with the line\n\n" +
			"    # yaml-language-server: $schema=schemas/component.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		BashComplete: p.completeWords(manifest.Kinds()...),
		Action: func(c *cli.Context) error {
			if err := arguments(c, "KIND"); err != nil {
				return err
			}
			text, err := manifest.Schema(c.Args().First())
			if err != nil {
				return failed{message: err.Error()}
			}
			return p.emit(c, func(out writer) error {
				_, err := out.Write(text)
				return err
			})
		},
	}
}
