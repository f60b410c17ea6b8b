package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/plan"
)

// snapshotOptions stops options that mean nothing together.
func snapshotOptions(c *cli.Context) error {
	snapshot := c.Bool("snapshot")
	for _, name := range []string{"o", "format"} {
		if c.IsSet(name) && !snapshot {
			return failed{dashed(name) + " is for --snapshot alone: a release writes its bundles to releases/", ""}
		}
	}
	for _, name := range []string{"dry-run", "allow-dirty"} {
		if c.IsSet(name) && snapshot {
			return failed{"--snapshot changes no file of the workspace, wanted no " + dashed(name) + " beside it", ""}
		}
	}
	return nil
}

// snapshot prints the bundle that the pending changes would make, every version that moves
// under a pre-release of the day. A product that is as its newest bundle says is that bundle.
func (p *program) snapshot(c *cli.Context, w *opened, o plan.Options) error {
	write, ok := map[string]func(*manifest.Bundle) []byte{"": bundle.YAML, "yaml": bundle.YAML, "json": bundle.JSON}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "yaml", "json")
	}
	product, err := w.product(o.Product, "joinery release PRODUCT --snapshot")
	if err != nil {
		return err
	}
	o.Product = product.Name.Value
	if o.Stamp, err = p.stamp(c, w, o); err != nil {
		return err
	}
	made, err := p.planWith(c, w, o)
	if err != nil {
		return err
	}
	if problems := problemsOf(made); len(problems) > 0 {
		return p.refuse(c, w.Workspace, problems, "this stands in the way of the bundle")
	}
	var b *manifest.Bundle
	for _, planned := range made.Products {
		if planned.Name.Value == o.Product {
			b = planned.Bundle
		}
	}
	if b == nil {
		if b, err = p.unmoved(c, w, product, o); err != nil {
			return err
		}
	}
	text := write(b)
	if err := w.sparesBut(c, text); err != nil {
		return err
	}
	return p.emitBundle(c, text)
}

// unmoved composes a product in which nothing moves: that is the bundle that it follows, unless
// something else made it another one, which then carries the stamp as well.
func (p *program) unmoved(c *cli.Context, w *opened, product *manifest.Product, o plan.Options) (*manifest.Bundle, error) {
	selection, err := p.selected(c, w, product, nil)
	if err != nil {
		return nil, err
	}
	extended, err := p.extended(c, w, product)
	if err != nil {
		return nil, err
	}
	return compose(w, selection, extended, resolve.NextOptions{
		Floor: o.Floor, Kakushin: o.Kakushin, Compatible: o.Compatible, Date: o.Date,
	}, "", o.Stamp)
}

// stamp returns the pre-release that a snapshot's versions carry: SNAPSHOT.20261120.g9f2c1ab.
func (p *program) stamp(c *cli.Context, w *opened, o plan.Options) (string, error) {
	stamp := "SNAPSHOT." + o.Date.Format("20060102")
	revision := o.Revision
	if revision == "" {
		var err error
		if revision, err = p.head(c, w); err != nil || revision == "" {
			return stamp, err
		}
	}
	if strings.Trim(revision, "0123456789abcdefABCDEF") == "" {
		revision = revision[:min(7, len(revision))]
	}
	for _, r := range revision {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' {
			return "", failed{fmt.Sprintf("--revision %s: found %q, wanted letters, digits and dashes, since it stands in versions", revision, r), ""}
		}
	}
	return stamp + ".g" + revision, nil
}
