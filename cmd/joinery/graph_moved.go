package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/graph"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

// graphMoved draws what lies between two bundles.
func (p *program) graphMoved(c *cli.Context, w *opened, draw drawing) error {
	for _, pair := range [][2]string{{"from", "to"}, {"to", "from"}} {
		if c.String(pair[0]) == "" {
			return failed{"--" + pair[1] + ": wanted --" + pair[0] + " too", "joinery graph --from 4.2.1 --to 4.3.0"}
		}
	}
	for _, flag := range []string{"env", "date"} {
		if c.IsSet(flag) {
			return failed{"--" + flag + ": found with --from and --to, but what a bundle holds is settled", ""}
		}
	}
	from, err := p.bundleNamed(c, w, w.bundleWord(c.Args().First(), c.String("from")))
	if err != nil {
		return err
	}
	to, err := p.bundleNamed(c, w, w.bundleWord(c.Args().First(), c.String("to")))
	if err != nil {
		return err
	}
	if err := oneProduct(from, to); err != nil {
		return err
	}
	if err := w.spares("-o", c.String("o"), fromTo(c)...); err != nil {
		return err
	}
	p.aloneNote(w, "types of components and former names are not known")
	d := bundle.Diff(w.Workspace, from, to)
	g := bundle.Picture(w.Workspace, d)
	if name := c.String("why"); name != "" {
		if g, err = asked(g, to.Name.Value, name, w.Names()); err != nil {
			return err
		}
	}
	picture := graph.Picture{Title: pictureTitle(w, d), Subtitle: diff.Counts(d)}
	return p.emit(c, func(out writer) error { return draw(g, out, picture) })
}

// fromTo returns the bundles that --from and --to name.
func fromTo(c *cli.Context) []string {
	return slices.DeleteFunc([]string{c.String("from"), c.String("to")}, func(word string) bool { return word == "" })
}

// bundleWord returns what names a bundle of a product, "" for any, when nothing but a version of it
// may be meant.
func (w *opened) bundleWord(product, word string) string {
	if product == "" || strings.ContainsAny(word, "@:/") || w.fileNamed(word) != "" {
		return word
	}
	return product + "@" + word
}

// pictureTitle names both bundles: "Acme Suite 4.2.1 → 4.3.0".
func pictureTitle(w *opened, d *bundle.Difference) string {
	title := d.To.Name.Value
	if product := w.Product(title); product != nil && !product.Title.IsZero() {
		title = product.Title.Value
	}
	return title + " " + d.From.Version.Value + " → " + d.To.Version.Value
}
