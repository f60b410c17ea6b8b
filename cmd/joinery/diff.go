package main

import (
	"github.com/urfave/cli/v2"

	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "show what lies between two bundles",
		UsageText: "joinery diff A B",
		Description: "A and B are bundles: a version, PRODUCT@VERSION, a file, or REF:FILE, a file as it was at a\n" +
			"revision of git. Releases that lie between the two need not be named. Files need no manifests\n" +
			"beside them: what only manifests know is then missing, which a note says. Exits 0 whether or\n" +
			"not anything differs.",
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
	write, ok := map[string]func(writer, *bundle.Difference) error{"text": diff.Text, "json": diff.JSON, "md": diff.Markdown}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "text", "json", "md")
	}
	w, err := p.openFor(c, c.Args().Slice(), named(c)...)
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
	if err := w.spares("-o", c.String("o"), c.Args().Slice()...); err != nil {
		return err
	}
	p.aloneNote(w, "what lies between two versions, and former names, are not known; the policy is the usual one")
	d := bundle.Diff(w.Workspace, from, to)
	return p.emit(c, func(out writer) error { return write(out, d) })
}
