package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"
)

// completeBundles offers the versions of the products' bundles, newest first, for each argument
// that names one: of --product, of the only product, else of all as PRODUCT@VERSION. The one that
// stands there already is not offered again.
func (p *program) completeBundles(c *cli.Context) {
	most := 1
	if name := c.Command.Name; name == "diff" || name == "notes" {
		most = 2
	}
	if c.NArg() < most {
		p.offerBundles(c, c.String("product"), c.Args().Slice()...)
	}
}

// offerBundles prints what names the bundles of a product, "" for all that may be meant, but for
// those that stand on the command line already.
func (p *program) offerBundles(c *cli.Context, product string, given ...string) {
	w, err := p.open(c)
	if err != nil {
		return
	}
	product, err = w.released(product, "")
	for _, name := range w.Shelves() {
		if err == nil && name != product {
			continue
		}
		for _, ref := range slices.Backward(w.Bundles(name)) {
			word := ref.Version.String()
			if err != nil {
				word = name + "@" + word
			}
			if !slices.Contains(given, word) {
				fmt.Fprintln(p.stdout, word)
			}
		}
	}
}
