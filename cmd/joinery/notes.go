package main

import (
	"bytes"
	"context"

	"github.com/urfave/cli/v2"

	"joinery/resolve/notes"
)

func (p *program) notesCommand() *cli.Command {
	return &cli.Command{
		Name:      "notes",
		Usage:     "write release notes",
		UsageText: "joinery notes [A] [B]",
		Description: "Tells what bundle B brought to those who have bundle A, for one audience. B is the product's\n" +
			"last bundle unless given; without A too, A is the one that B follows. Bundles are named as in\n" +
			"diff. Nothing is written but with -o and --changelog.",
		Flags: []cli.Flag{
			productFlag(),
			&cli.StringFlag{Name: "audience", Value: "sales", Usage: "`WHO` reads it: sales, engineering, support"},
			&cli.StringFlag{Name: "format", Value: "md", Usage: "`FORMAT`: " + orWords(notesFormats())},
			&cli.StringFlag{Name: "lang", Value: "en", Usage: "`LANGUAGE` of the labels: " + orWords(notes.Languages())},
			&cli.StringFlag{Name: "catalogue", Usage: "take the labels from `FILE`, a catalogue in another language"},
			&cli.BoolFlag{Name: "strict", Usage: "sales: fail when a feature or breaking change has no text for customers, or a ticket would be told"},
			&cli.StringFlag{Name: "template", Usage: "write through the template in `FILE`, for pages when it ends in .html, else for text"},
			&cli.StringFlag{Name: "changelog", Usage: "insert into `FILE` in order of versions, unless the version is there"},
			dryRunFlag(),
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		BashComplete: p.completeBundles,
		Action:       p.releaseNotes,
	}
}

func (p *program) releaseNotes(c *cli.Context) error {
	if err := arguments(c, "[A]", "[B]"); err != nil {
		return err
	}
	write, err := notesWriter(c)
	if err != nil {
		return err
	}
	if c.String("format") == "docx" && !c.IsSet("o") && isTerminal(p.stdout) {
		return failed{"a document is nothing for a terminal", "-o FILE writes it into a file"}
	}
	o, err := notesOptions(c)
	if err != nil {
		return err
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	from, to, err := p.notesBundles(c, w)
	if err != nil {
		return err
	}
	if c.String("changelog") != "" {
		if err := forwards(from, to); err != nil {
			return err
		}
	}
	o.Logo = p.logo(w, to.Name.Value)
	var made *notes.Notes
	if err := soon(c.Context, func() error { made = notes.Make(w.Workspace, from, to, o); return nil }); err != nil {
		return err
	}
	if len(made.Problems) > 0 {
		if err := p.findings(c, p.stderr, made.Problems, w.Workspace); err != nil {
			return err
		}
	}
	if c.Bool("strict") && len(made.Missing) > 0 {
		if err := p.findings(c, p.stderr, made.Missing, w.Workspace); err != nil {
			return err
		}
		return errFound
	}
	if file := c.String("changelog"); file != "" {
		return p.changelog(c, file, made)
	}
	var page bytes.Buffer // so that nothing is written by halves
	if err := soon(c.Context, func() error { return write(made, &page) }); err != nil {
		return err
	}
	return p.emit(c, func(out writer) error {
		_, err := page.WriteTo(out)
		return err
	})
}

// soon does work that knows no context, and returns as soon as the context ends: the work is then
// left to the end of the program.
func soon(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
