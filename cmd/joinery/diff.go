package main

import (
	"github.com/urfave/cli/v2"

	"joinery/resolve/bundle"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "show what lies between two bundles",
		UsageText: "joinery diff A B",
		Description: "A and B are bundles: a version, PRODUCT@VERSION, a file, or REF:FILE, a file as it was at a\n" +
			"revision of git. Releases that lie between the two need not be named. Exits 0 whether or not\n" +
			"anything differs.",
		Flags: []cli.Flag{
			productFlag(),
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json, md (for a comment or a page)"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		BashComplete: p.completeBundles,
		Action:       p.diff,
	}
}

func (p *program) diff(c *cli.Context) error {
	if err := arguments(c, "A", "B"); err != nil {
		return err
	}
	write, ok := map[string]func(writer, *bundle.Difference) error{"text": diffText, "json": diffJSON, "md": diffMarkdown}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "text", "json", "md")
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	from, err := p.bundleNamed(c, w, c.Args().Get(0))
	if err != nil {
		return err
	}
	to, err := p.bundleNamed(c, w, c.Args().Get(1))
	if err != nil {
		return err
	}
	d := bundle.Diff(w.Workspace, from, to)
	return p.emit(c, func(out writer) error { return write(out, d) })
}
