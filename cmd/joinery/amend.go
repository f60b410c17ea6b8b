package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve"
)

// amend writes what a command changes in manifests: all files or none, or with --dry-run the
// difference to stdout. What it does goes to stderr, line by line.
func (p *program) amend(c *cli.Context, w *opened, a *resolve.Amendment) error {
	files, err := w.made(a.Files)
	if errors.As(err, new(stale)) {
		return err
	}
	if err != nil {
		return verdict{err}
	}
	if c.Bool("dry-run") {
		for _, f := range files {
			before, err := w.raw(f.Path)
			if err != nil {
				return failed{message: err.Error()}
			}
			if _, err := fmt.Fprint(p.stdout, manifest.Diff(f.Path, before, f.Data)); err != nil {
				return err
			}
		}
	} else if err := manifest.WriteFiles(c.Context, w.root, files); err != nil {
		return err
	}
	for _, line := range a.Lines {
		fmt.Fprintln(p.stderr, line)
	}
	if c.Bool("dry-run") {
		fmt.Fprintln(p.stderr, "nothing was written")
	}
	for i, hint := range a.Hints {
		if i == 0 {
			fmt.Fprintln(p.stderr)
		}
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
	return nil
}

// amendable opens the workspace and finds the component: what is there must be readable.
func (p *program) amendable(c *cli.Context) (*opened, *manifest.Component, error) {
	w, err := p.open(c)
	if err != nil {
		return nil, nil, err
	}
	if err := p.readable(c, w); err != nil {
		return nil, nil, err
	}
	component, err := w.component(c.Args().First())
	return w, component, err
}

func nextFreeFlag() cli.Flag {
	return &cli.BoolFlag{Name: "next-free", Usage: "when the number is taken, go on up to one that is free"}
}
