package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve/notes"
)

// notesFormats are the formats, those for people first.
func notesFormats() []string { return []string{"md", "html", "docx", "txt", "json"} }

// notesWriter returns how the notes are to be written: in a format, or through a template.
func notesWriter(c *cli.Context) (func(*notes.Notes, writer) error, error) {
	file, into := c.String("template"), c.String("changelog")
	for _, other := range []string{"format", "template", "o"} {
		if into != "" && c.IsSet(other) {
			return nil, failed{fmt.Sprintf("--changelog and %s both say what to write: wanted one of them", dashed(other)), ""}
		}
	}
	switch {
	case into == "" && c.Bool("dry-run"):
		return nil, failed{"--dry-run goes with --changelog: without it nothing is written anyway", ""}
	case file != "" && c.IsSet("format"):
		return nil, failed{"--format and --template both say how to write: wanted one of them", ""}
	case file != "":
		text, err := readNamed(c.Context, "--template", file, maxText)
		if err != nil {
			return nil, err
		}
		return func(n *notes.Notes, out writer) error {
			if err := n.Template(out, file, string(text)); err != nil {
				return failed{"--template " + err.Error(), "docs/concepts/notes.md describes what a template sees"}
			}
			return nil
		}, nil
	}
	write := map[string]func(*notes.Notes, writer) error{
		"md": (*notes.Notes).Markdown, "html": (*notes.Notes).HTML, "docx": (*notes.Notes).Docx, "txt": (*notes.Notes).Text, "json": (*notes.Notes).JSON,
	}[c.String("format")]
	if write == nil {
		return nil, unknownFormat(c.String("format"), notesFormats()...)
	}
	return write, nil
}

// notesOptions reads for whom the notes are, and in which language.
func notesOptions(c *cli.Context) (notes.Options, error) {
	var o notes.Options
	var ok bool
	if o.Audience, ok = notes.ParseAudience(c.String("audience")); !ok {
		return o, failed{fmt.Sprintf("--audience %s: wanted %s", c.String("audience"), orWords(manifest.Audiences)), ""}
	}
	if c.Bool("strict") && o.Audience != notes.Sales {
		return o, failed{fmt.Sprintf("--strict looks at texts for sales, and the notes are for %s", o.Audience), ""}
	}
	file := c.String("catalogue")
	if file == "" {
		if o.Words, ok = notes.Language(c.String("lang")); !ok {
			return o, failed{fmt.Sprintf("--lang %s: wanted %s", c.String("lang"), orWords(notes.Languages())), "--catalogue FILE takes any other language"}
		}
		return o, nil
	}
	if c.IsSet("lang") {
		return o, failed{"--lang and --catalogue both say the language: wanted one of them", ""}
	}
	text, err := readNamed(c.Context, "--catalogue", file, maxText)
	if err != nil {
		return o, err
	}
	if o.Words, err = notes.ReadWords(bytes.NewReader(text)); err != nil {
		return o, failed{fmt.Sprintf("--catalogue %s: %v", file, err), "docs/concepts/notes.md lists the labels"}
	}
	return o, nil
}

// logoFile returns where a product's picture lies, from the root.
func logoFile(product *manifest.Product) string {
	return path.Join(path.Dir(product.File), product.Logo.Value)
}

// noLogo says why a product's picture cannot be read.
func noLogo(fsys fs.FS, named, file string, err error) string {
	at := new(fs.PathError)
	info, _ := fs.Stat(fsys, file)
	switch {
	case strings.Contains(named, "://"):
		return "found an address, wanted a file of the workspace"
	case path.IsAbs(named) || !fs.ValidPath(file):
		return "it lies outside the workspace"
	case errors.Is(err, fs.ErrNotExist):
		return "there is no file " + file
	case info != nil && info.IsDir():
		return "found a folder, wanted a picture"
	case errors.As(err, &at):
		return file + " cannot be read: " + at.Err.Error()
	}
	return err.Error()
}

// logo returns the picture that a product names, nil when it names none. One that is no picture,
// or is not there, is told and left out.
func (p *program) logo(w *opened, product string) *notes.Logo {
	declared := w.Product(product)
	if declared == nil || declared.Logo.IsZero() {
		return nil
	}
	file := logoFile(declared)
	data, err := fs.ReadFile(w.FS(), file)
	if err != nil {
		fmt.Fprintf(p.stderr, "note: the logo %s is left out: %s\n", declared.Logo, noLogo(w.FS(), declared.Logo.Value, file, err))
		return nil
	}
	logo := notes.NewLogo(file, data)
	if logo == nil {
		fmt.Fprintf(p.stderr, "note: the logo %s is left out: wanted PNG, JPEG or SVG, at most 1 MiB\n", declared.Logo)
	}
	return logo
}
