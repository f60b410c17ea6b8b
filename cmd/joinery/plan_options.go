package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/plan"
)

// planFlags say what is planned; plan and release take the same.
func planFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "only", Usage: "count the changes of `NAME` alone, a component or product; several with commas between"},
		&cli.StringSliceFlag{Name: "cut", Usage: "cut the SNAPSHOT of `NAME`, though no change asks for it; several with commas between"},
		&cli.StringFlag{Name: "propagate", Usage: "`WHEN` dependents follow: out-of-range, always, never (default: as the products' policy says)"},
		&cli.StringFlag{Name: "line", Usage: "stay in the product's line `X.Y`"},
		&cli.StringSliceFlag{Name: "extends", Usage: "let the product's bundle follow the `BUNDLE` (a file or a version; several are merged)"},
		&cli.StringFlag{Name: "level", Usage: "raise the products at least by `LEVEL`"},
		&cli.BoolFlag{Name: "kakushin", Usage: "anyver: the upheaval is over"},
		&cli.BoolFlag{Name: "compatible", Usage: "anyver: fully compatible with what went before"},
		dateFlag("the release's `DAY` (default: today, UTC)"),
	}
}

// planOptions reads the options that plan and release share. Names that nobody declares are
// told here, where the option is known.
func (p *program) planOptions(c *cli.Context, w *opened, asking string) (plan.Options, error) {
	o := plan.Options{
		Product: c.Args().First(), Only: names(c, "only"), Cut: names(c, "cut"), Propagate: c.String("propagate"),
		Line: c.String("line"), Kakushin: c.Bool("kakushin"), Compatible: c.Bool("compatible"),
	}
	var err error
	o.Dated = c.IsSet("date")
	if o.Date, err = p.today(c); err != nil {
		return o, err
	}
	if text := c.String("level"); text != "" {
		if o.Floor, err = version.ParseLevel(text); err != nil || o.Floor == version.None {
			return o, failed{fmt.Sprintf("--level %s: wanted build, patch, minor or major", text), ""}
		}
	}
	switch o.Propagate {
	case "", "out-of-range", "always", "never":
	default:
		return o, failed{fmt.Sprintf("--propagate %s: wanted out-of-range, always or never", o.Propagate), ""}
	}
	for _, name := range o.Only {
		if w.called(name) == nil && w.Product(name) == nil {
			return o, onOption("--only", unknownName("component or product", name, w.Names()))
		}
	}
	for _, name := range o.Cut {
		if w.called(name) != nil {
			continue
		}
		if _, err := w.component(name); err != nil {
			return o, onOption("--cut", err)
		}
	}
	return o, w.planProduct(c, &o, asking)
}

// planProduct settles which product is meant, where the options need one, and what it follows.
func (w *opened) planProduct(c *cli.Context, o *plan.Options, asking string) error {
	extends := c.StringSlice("extends")
	if len(extends) > 0 && o.Line != "" {
		return failed{"--extends and --line both say what to follow: wanted one of them", ""}
	}
	if o.Product == "" && len(extends) == 0 && o.Line == "" {
		return nil
	}
	product, err := w.product(o.Product, asking)
	if err != nil {
		return err
	}
	o.Product = product.Name.Value
	for _, name := range extends {
		ref, err := w.bundleRef(product, name)
		if err != nil {
			return err
		}
		o.Extends = append(o.Extends, resolve.Pin{Name: o.Product, Version: ref.Version.String()})
	}
	return nil
}

// names reads an option that names things, several times or with commas between.
func names(c *cli.Context, flag string) []string {
	var all []string
	for _, given := range c.StringSlice(flag) {
		for name := range strings.SplitSeq(given, ",") {
			if name = strings.TrimSpace(name); name != "" {
				all = append(all, name)
			}
		}
	}
	return all
}

// onOption says which option an error is about.
func onOption(option string, err error) error {
	own := failed{message: err.Error()}
	_ = errors.As(err, &own)
	return failed{option + ": " + own.message, own.hint}
}
