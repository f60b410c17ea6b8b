package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
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
			&cli.BoolFlag{Name: "strict", Usage: "sales: fail when a feature or breaking change has no text for customers"},
			&cli.StringFlag{Name: "template", Usage: "write through the template in `FILE`, for pages when it ends in .html, else for text"},
			&cli.StringFlag{Name: "changelog", Usage: "insert at the top of `FILE`, unless the version is there"},
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
	w, err := p.open(c)
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
	o.Logo = p.logo(w, to.Name.Value)
	made := notes.Make(w.Workspace, from, to, o)
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
	return p.emit(c, func(out writer) error { return write(made, out) })
}

// notesBundles returns the bundles that the arguments name, or those that are meant without.
// The first is nil for the notes of a first release.
func (p *program) notesBundles(c *cli.Context, w *opened) (from, to *manifest.Bundle, err error) {
	if c.NArg() > 0 {
		if from, err = p.bundleNamed(c, w, c.Args().First()); err != nil {
			return nil, nil, err
		}
	}
	if c.NArg() == 2 {
		if to, err = p.bundleNamed(c, w, c.Args().Get(1)); err != nil {
			return nil, nil, err
		}
		if from.Name.Value != to.Name.Value {
			return nil, nil, failed{fmt.Sprintf("found a bundle of %s and one of %s, wanted two of one product", from.Name, to.Name), ""}
		}
		return from, to, nil
	}
	product := c.String("product")
	if from != nil {
		product = from.Name.Value
	}
	if product, err = w.released(product, "--product NAME"); err != nil {
		return nil, nil, err
	}
	refs := w.Bundles(product)
	if len(refs) == 0 {
		return nil, nil, failed{product + " has no bundle yet", "joinery release makes one"}
	}
	last := refs[len(refs)-1]
	b, problems := w.Bundle(last)
	if to, err = p.sound(c, w, b, problems); err != nil {
		return nil, nil, err
	}
	if from != nil {
		if from.Version.Value == to.Version.Value {
			return nil, nil, failed{fmt.Sprintf("%s is the last bundle of %s", from.Version, product), "name the one before it as well, or none of the two"}
		}
		return from, to, nil
	}
	before, missing := followed(refs, to), notHere(refs, to)
	if before == nil {
		if len(missing) > 0 {
			return nil, nil, failed{
				fmt.Sprintf("%s %s follows %s, which is not here, nor is any bundle before it", product, to.Version, strings.Join(missing, " and ")),
				"bring back its file, or name it where it is: joinery notes REF:FILE",
			}
		}
		return nil, to, nil
	}
	b, problems = w.Bundle(*before)
	if from, err = p.sound(c, w, b, problems); err == nil && len(missing) > 0 {
		fmt.Fprintf(p.stderr, "note: %s %s follows %s, which is not here: the notes tell what has changed since %s\n",
			product, to.Version, strings.Join(missing, " and "), from.Version)
	}
	return from, to, err
}

// followed returns the highest of the bundles that one of refs follows; where none of them is
// here, or where it does not say, the one before it.
func followed(refs []manifest.BundleRef, b *manifest.Bundle) *manifest.BundleRef {
	for _, ref := range slices.Backward(refs) {
		for _, e := range b.Extends {
			if ref.Version.Is(e.Value) {
				return &ref
			}
		}
	}
	at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(b.Version.Value) })
	if at < 1 {
		return nil
	}
	return &refs[at-1]
}

// notHere returns the versions that a bundle follows and that are not among its product's.
func notHere(refs []manifest.BundleRef, b *manifest.Bundle) []string {
	var missing []string
	for _, e := range b.Extends {
		if !slices.ContainsFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(e.Value) }) {
			missing = append(missing, e.Value)
		}
	}
	return missing
}

// changelog inserts notes into a changelog, which may not be there yet.
func (p *program) changelog(c *cli.Context, file string, made *notes.Notes) error {
	before, err := os.ReadFile(file)
	if err != nil && exists(file) {
		return failed{"--changelog " + err.Error(), ""}
	}
	after := made.Changelog(before)
	if string(before) == string(after) {
		fmt.Fprintf(p.stderr, "%s has %s already; nothing was written\n", file, made.To.Version)
		return nil
	}
	if c.Bool("dry-run") {
		_, err := fmt.Fprint(p.stdout, manifest.Diff(file, before, after))
		fmt.Fprintln(p.stderr, "nothing was written")
		return err
	}
	err = p.emitInto(c, "--changelog", file, func(out writer) error {
		_, err := out.Write(after)
		return err
	})
	if err == nil {
		fmt.Fprintf(p.stderr, "%s: %s is new\n", file, made.To.Version)
	}
	return err
}
