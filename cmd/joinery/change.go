package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

func (p *program) changeCommand() *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "summary", Aliases: []string{"m"}, Usage: "`TEXT`: what changed, in a sentence"},
		&cli.StringFlag{Name: "details", Usage: "`TEXT` behind it, Markdown"},
	}
	for _, audience := range manifest.Audiences {
		flags = append(flags, &cli.StringFlag{Name: audience, Usage: "`TEXT` for " + audience + " in place of the details"})
	}
	return &cli.Command{
		Name:      "change",
		Usage:     "write down what a pull request changes",
		UsageText: "joinery change [COMPONENT=TYPE[:LEVEL]…]",
		Description: "Writes changes/NAME.md and prints its path. What is not said is asked for on a\n" +
			"terminal. TYPE is " + orWords(manifest.ChangeTypes[:5]) + ",\n" +
			"or " + orWords(manifest.ChangeTypes[5:]) + ".",
		Flags: append(flags,
			&cli.StringSliceFlag{Name: "link", Usage: "`URL` of the ticket or discussion"},
			&cli.BoolFlag{Name: "internal", Usage: "hide it from everyone but engineering"},
			&cli.StringFlag{Name: "reverts", Usage: "the `ID` of the change that this one takes back"},
			&cli.StringFlag{Name: "name", Usage: "`NAME` of the file, without .md (default: three words by chance)"},
			&cli.BoolFlag{Name: "none", Usage: "say that nothing needs releasing"},
			&cli.BoolFlag{Name: "edit", Usage: "open the file in $EDITOR before it is written"},
			&cli.StringFlag{Name: "against", Usage: "where it asks: name first what changed since `REF` (default: the default branch)"},
			dryRunFlag(),
		),
		BashComplete: p.completeChange,
		Action:       p.change,
	}
}

// change drafts the file from the command line, asks for what is missing, and writes it.
func (p *program) change(c *cli.Context) error {
	w, err := p.open(c)
	if err != nil {
		return err
	}
	d, err := p.draft(c, w)
	if err != nil {
		return err
	}
	asked := false
	if missing := d.missing(); missing != nil {
		if !p.canAsk() {
			return missing
		}
		asked = true
		if err := p.askChange(c, w, d); err != nil {
			return err
		}
	}
	text, err := d.text()
	if err != nil {
		return err
	}
	e := edited{draft: d, text: text}
	if d.edit {
		if err := p.editDraft(c, &e); err != nil {
			return err
		}
	}
	if text, err = p.settled(c, w, e, asked); err != nil {
		return err
	}
	return p.writeChange(c, w, d.file(), text)
}

// settled returns the text once nothing is wrong with it. A person at the terminal sees it, may
// edit it again, and says yes.
func (p *program) settled(c *cli.Context, w *opened, e edited, asked bool) ([]byte, error) {
	for {
		problems, read, err := w.review(c.Context, e.draft.file(), e.text)
		if err != nil {
			return nil, err
		}
		if len(problems) > 0 {
			if err := p.findings(c, p.stderr, problems, read); err != nil {
				return nil, err
			}
		}
		switch {
		case len(problems) > 0 && !asked:
			fmt.Fprintf(p.stderr, "\nnothing was written%s\n", e.whereKept())
			return nil, errFound
		case !asked:
			e.discard()
			return e.text, nil
		}
		answer, err := p.agree(c, e, len(problems) == 0)
		if err != nil {
			if e.kept != "" {
				fmt.Fprintf(p.stderr, "the text is kept in %s\n", e.kept)
			}
			return nil, err
		}
		if answer == 'y' {
			e.discard()
			return e.text, nil
		}
		if err := p.editDraft(c, &e); err != nil {
			return nil, err
		}
	}
}

func (p *program) writeChange(c *cli.Context, w *opened, file string, text []byte) error {
	if c.Bool("dry-run") {
		_, err := fmt.Fprint(p.stdout, manifest.Diff(file, nil, text))
		fmt.Fprintln(p.stderr, "nothing was written")
		return err
	}
	full := filepath.Join(w.root, filepath.FromSlash(file))
	if exists(full) {
		return failed{full + " is there already, nothing was written", "take another name: --name NAME"}
	}
	err := writeFiles(c.Context, w.root, []manifest.File{{Path: file, Data: text, From: manifest.NoContent}})
	if wrong := new(manifest.WriteError); errors.As(err, &wrong) {
		return failed{wrong.Error(), strings.Join(wrong.Hints(), "; ")}
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(p.stdout, fromHere(full)); err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, "commit it with what it tells of; joinery plan shows what it would release")
	return nil
}

// fromHere returns a path as the current folder sees it.
func fromHere(file string) string {
	here, err := os.Getwd()
	if err != nil {
		return file
	}
	full, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if short, err := filepath.Rel(here, full); err == nil {
		return short
	}
	return full
}

// completeChange offers the names of components and products, for every argument.
func (p *program) completeChange(c *cli.Context) {
	if w, err := p.open(c); err == nil {
		for _, name := range w.changeable() {
			fmt.Fprintln(p.stdout, name)
		}
	}
}
