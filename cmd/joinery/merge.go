package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve"
)

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "bring the diverged lines of a component or a product together",
		UsageText: "joinery merge COMPONENT|PRODUCT V V…",
		Description: "For a component it writes a new version entry, as a -SNAPSHOT, that extends all the\n" +
			"versions and carries their dependencies and contract. With --move-pins whoever requires\n" +
			"one of them follows. A product's versions are its bundles: every component that they hold\n" +
			"at different versions comes to one, the pins follow, and what is left to do is told.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "move-pins", Usage: "let the requirements on these versions follow; a product's always do"},
			nextFreeFlag(),
			dateFlag("calver, anyver: the `DAY` (default: today, UTC)"),
			dryRunFlag(),
		},
		BashComplete: p.completeNames,
		Action:       p.merge,
	}
}

func (p *program) merge(c *cli.Context) error {
	if err := arguments(c, "COMPONENT", "V", "V…"); err != nil {
		return err
	}
	date, err := p.today(c)
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
	o := resolve.MergeOptions{NextFree: c.Bool("next-free"), Date: date}
	name, versions := c.Args().First(), c.Args().Tail()
	if product := w.Product(name); product != nil {
		return p.mergeLines(c, w, product, versions, o)
	}
	component, err := w.component(name)
	if err != nil {
		return err
	}
	a, err := resolve.AmendMerge(w.Workspace, component, versions, c.Bool("move-pins"), o)
	if err != nil {
		return w.amendError(err)
	}
	return p.amend(c, w, a)
}

// mergeLines brings the lines together that some bundles of a product stand for.
func (p *program) mergeLines(c *cli.Context, w *opened, product *manifest.Product, versions []string, o resolve.MergeOptions) error {
	var bundles []*manifest.Bundle
	for _, v := range versions {
		ref, err := w.bundleOf(product, v)
		if err != nil {
			return err
		}
		b, problems := w.Bundle(ref)
		if b == nil {
			return p.stop(c, w, problems)
		}
		bundles = append(bundles, b)
	}
	a, err := resolve.AmendMergeLines(c.Context, w.Workspace, product, bundles, o)
	switch {
	case err == nil && len(a.Lines) == 0:
		fmt.Fprintf(p.stderr, "the components of %s are together already, nothing was written\n", product.Name)
		fallthrough
	case err == nil:
		return p.amend(c, w, a)
	case c.Context.Err() != nil:
		return c.Context.Err()
	}
	return verdict{err}
}

// bundleOf finds a bundle of a product by its version or its file.
func (w *opened) bundleOf(product *manifest.Product, named string) (manifest.BundleRef, error) {
	name := product.Name.Value
	refs := w.Bundles(name)
	if at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.File == named }); at >= 0 {
		return refs[at], nil
	}
	versions, err := w.versions(name)
	if err != nil {
		return manifest.BundleRef{}, err
	}
	v, err := among(name, named, versions)
	if err != nil {
		return manifest.BundleRef{}, err
	}
	return refs[slices.Index(versions, v)], nil
}

// amendError tells a version that was misspelt on the command line from what the manifests say.
func (w *opened) amendError(err error) error {
	unknown := new(resolve.UnknownVersionError)
	if !errors.As(err, &unknown) {
		return verdict{err}
	}
	name := unknown.Component.Name.Value
	versions, err := w.versions(name)
	if err == nil {
		_, err = among(name, unknown.Version, versions)
	}
	return err
}
