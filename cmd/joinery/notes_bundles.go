package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve"
)

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
		return from, to, oneProduct(from, to)
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
	if before, _ := resolve.Followed(refs, b); before != nil {
		return before
	}
	at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(b.Version.Value) })
	if at < 1 {
		return nil
	}
	return &refs[at-1]
}

// notHere returns the versions that a bundle follows and that are not among its product's.
func notHere(refs []manifest.BundleRef, b *manifest.Bundle) []string {
	_, missing := resolve.Followed(refs, b)
	return missing
}

// oneProduct stops a command that compares bundles of two products.
func oneProduct(from, to *manifest.Bundle) error {
	if from.Name.Value != to.Name.Value {
		return failed{fmt.Sprintf("found a bundle of %s and one of %s, wanted two of one product", from.Name, to.Name), ""}
	}
	return nil
}
