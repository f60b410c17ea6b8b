package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/manifest/diag"
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
	w, err := p.openFor(c, c.Args().Slice(), named(c)...)
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
	for _, option := range []string{"o", "changelog"} {
		inputs := append(c.Args().Slice(), c.String("template"), c.String("catalogue"))
		if err := w.spares(dashed(option), c.String(option), inputs...); err != nil {
			return err
		}
	}
	if c.String("changelog") != "" {
		if err := forwards(from, to); err != nil {
			return err
		}
	}
	o.Logo = p.logo(w, to.Name.Value)
	if c.String("format") == "docx" && o.Logo != nil && !o.Logo.FitsDocx() {
		fmt.Fprintf(p.stderr, "note: the logo %s is left out of the document: wanted PNG or JPEG, which word processors read\n", w.Product(to.Name.Value).Logo)
	}
	var made *notes.Notes
	if err := soon(c.Context, func() error { made = notes.Make(w.Workspace, from, to, o); return nil }); err != nil {
		return err
	}
	p.aloneNote(w, "what components brought is not told, nor, to customers, of those that only others need")
	problems := unknownHere(w, made.Problems)
	if c.Bool("strict") { // where tickets are errors
		problems = slices.DeleteFunc(slices.Clone(problems), func(d diag.Diagnostic) bool { return d.Rule == notes.TicketRule })
	}
	if len(problems) > 0 {
		if err := p.findings(c, p.stderr, problems, w.Workspace); err != nil {
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
