package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/check"
)

func (p *program) resolveCommand() *cli.Command {
	return &cli.Command{
		Name:      "resolve",
		Usage:     "compose the product's release bundle",
		UsageText: "joinery resolve [PRODUCT]",
		Description: "Prints the bundle: every component at one version, under the product version that\n" +
			"follows from what changed since the bundle before. Nothing is written but with -o.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "extends", Usage: "follow the `BUNDLE` (a file or a version; several are merged)"},
			&cli.StringSliceFlag{Name: "with", Usage: "what if `NAME=VERSION`: in place of the product's own requirement, else as an override"},
			&cli.StringFlag{Name: "level", Usage: "raise at least by `LEVEL`"},
			&cli.StringFlag{Name: "line", Usage: "follow the newest bundle of the line `X.Y`"},
			environmentFlag(),
			dateFlag("the release's `DAY`; exceptions must hold on it (default for those: today, UTC)"),
			&cli.BoolFlag{Name: "kakushin", Usage: "anyver: the upheaval is over"},
			&cli.BoolFlag{Name: "compatible", Usage: "anyver: fully compatible with what went before"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
			&cli.StringFlag{Name: "format", Value: "yaml", Usage: "`FORMAT`: yaml, json"},
		},
		BashComplete: p.completeProducts,
		Action:       p.resolve,
	}
}

func (p *program) resolve(c *cli.Context) error {
	if err := arguments(c, "[PRODUCT]"); err != nil {
		return err
	}
	write, ok := map[string]func(*manifest.Bundle) []byte{"yaml": bundle.YAML, "json": bundle.JSON}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "yaml", "json")
	}
	next, err := nextOptions(c)
	if err != nil {
		return err
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	product, err := w.product(c.Args().First(), "joinery resolve PRODUCT")
	if err != nil {
		return err
	}
	if scheme := product.Versioning.Scheme; (next.Kakushin || next.Compatible) && scheme != version.AnyVer {
		return failed{fmt.Sprintf("--kakushin and --compatible are for anyver, and %s goes by %s", product.Name, scheme), ""}
	}
	pins, err := w.pins(c.StringSlice("with"))
	if err != nil {
		return err
	}
	selection, err := p.selected(c, w, product, pins)
	if err != nil {
		return err
	}
	extended, err := p.extended(c, w, product)
	if err != nil {
		return err
	}
	next.Changes = w.Changes
	made, err := compose(w, selection, extended, next, c.String("date"), "")
	if err != nil {
		return err
	}
	text := write(made)
	if err := w.sparesBut(c, text); err != nil {
		return err
	}
	return p.emitBundle(c, text)
}

func nextOptions(c *cli.Context) (resolve.NextOptions, error) {
	next := resolve.NextOptions{Kakushin: c.Bool("kakushin"), Compatible: c.Bool("compatible")}
	var err error
	if next.Date, err = day(c, "date"); err != nil {
		return next, err
	}
	if text := c.String("level"); text != "" {
		if next.Floor, err = version.ParseLevel(text); err != nil {
			return next, failed{fmt.Sprintf("--level %s: wanted build, patch, minor or major", text), ""}
		}
	}
	return next, nil
}

// pins reads NAME=VERSION….
func (w *opened) pins(texts []string) ([]resolve.Pin, error) {
	var pins []resolve.Pin
	for _, text := range texts {
		name, v, ok := strings.Cut(text, "=")
		if !ok || name == "" || v == "" {
			return nil, failed{fmt.Sprintf("--with %s: wanted NAME=VERSION", text), ""}
		}
		if slices.ContainsFunc(pins, func(p resolve.Pin) bool { return p.Name == name }) {
			return nil, failed{fmt.Sprintf("--with %s: %s has a version already, wanted one", text, name), ""}
		}
		versions, err := w.versions(name)
		if err != nil {
			return nil, err
		}
		if component := w.Component(name); component != nil {
			if _, err := component.Versioning.Scheme.Parse(v); err != nil {
				return nil, verdict{fmt.Errorf("--with %s: %w", text, err)}
			}
		}
		if _, err := among(name, v, versions); err != nil {
			return nil, err
		}
		pins = append(pins, resolve.Pin{Name: name, Version: v})
	}
	return pins, nil
}

// selected resolves the product and stops at errors about what it selects; warnings are told.
func (p *program) selected(c *cli.Context, w *opened, product *manifest.Product, pins []resolve.Pin) (*resolve.Selection, error) {
	date, err := p.today(c)
	if err != nil {
		return nil, err
	}
	report, err := check.Run(c.Context, w.Workspace, check.Options{
		Environment: c.String("env"), Date: date, Product: product.Name.Value, With: pins,
	})
	if err != nil {
		return nil, err
	}
	composition := report.Compositions[0]
	var told diag.List
	for _, d := range report.Findings {
		if d.Severity > diag.Note && concerns(d, composition) {
			told = append(told, d)
		}
	}
	if composition.Failure != nil && told.Count(diag.Error) == 0 {
		told = append(told, composition.Failure.Findings...) // whatever the rules' severities: there is no bundle
	}
	if len(told) > 0 {
		if err := p.findings(c, p.stderr, told, w.Workspace); err != nil {
			return nil, err
		}
	}
	if told.Count(diag.Error) > 0 || composition.Selection == nil {
		return nil, errFound
	}
	return composition.Selection, nil
}

// concerns reports whether a finding is about what the product selects: the product itself, or a
// chosen version. While nothing is chosen, it is about all that the product can reach.
func concerns(d diag.Diagnostic, c *check.Composition) bool {
	name := c.Product.Name.Value
	if d.Product != "" {
		return d.Product == name
	}
	if !c.Holds(d.Component) {
		return false
	}
	if c.Selection == nil || len(d.Versions) == 0 {
		return true
	}
	return slices.ContainsFunc(c.Selection.Find(d.Component), func(pick *resolve.Pick) bool {
		return slices.Contains(d.Versions, pick.Version.String())
	})
}

// extended returns the bundles that the new one follows.
func (p *program) extended(c *cli.Context, w *opened, product *manifest.Product) ([]*manifest.Bundle, error) {
	named := c.StringSlice("extends")
	if len(named) > 0 && c.String("line") != "" {
		return nil, failed{"--extends and --line both say what to follow: wanted one of them", ""}
	}
	if len(named) == 0 {
		b, problems, err := resolve.Predecessor(w.Workspace, product, c.String("line"))
		var line *resolve.LineError
		switch {
		case errors.As(err, &line):
			return nil, failed{message: err.Error()}
		case err != nil:
			return nil, err
		case len(problems) > 0:
			return nil, p.stop(c, w, problems)
		case b == nil:
			return nil, nil
		}
		return []*manifest.Bundle{b}, nil
	}
	var all []*manifest.Bundle
	for _, name := range named {
		ref, err := w.bundleRef(product, name)
		if err != nil {
			return nil, err
		}
		b, problems := w.Bundle(ref)
		if b == nil {
			return nil, p.stop(c, w, problems)
		}
		all = append(all, b)
	}
	return all, nil
}

// stop prints the findings that make it impossible to go on.
func (p *program) stop(c *cli.Context, w *opened, problems diag.List) error {
	if err := p.findings(c, p.stderr, problems, w.Workspace); err != nil {
		return err
	}
	return errFound
}

// bundleRef finds a bundle of the product by its version or its file.
func (w *opened) bundleRef(product *manifest.Product, name string) (manifest.BundleRef, error) {
	var versions []string
	for _, ref := range w.Bundles(product.Name.Value) {
		if ref.Version.String() == name || ref.File == name || strings.HasSuffix(name, "/"+ref.File) {
			return ref, nil
		}
		versions = append(versions, ref.Version.String())
	}
	if len(versions) == 0 {
		return manifest.BundleRef{}, failed{fmt.Sprintf("--extends %s: %s has no bundle", name, product.Name.Value), "leave it out: a first bundle follows none"}
	}
	slices.Reverse(versions)
	return manifest.BundleRef{}, failed{
		fmt.Sprintf("--extends %s: %s has no such bundle", name, product.Name.Value),
		"the newest are " + strings.Join(versions[:min(5, len(versions))], ", "),
	}
}

// compose makes the bundle, or returns the extended one when nothing changed. A new one carries
// the stamp as its pre-release, if there is one.
func compose(w *opened, s *resolve.Selection, extended []*manifest.Bundle, o resolve.NextOptions, released, stamp string) (*manifest.Bundle, error) {
	next, err := resolve.NextVersion(w.Workspace, s, extended, o)
	if err != nil {
		return nil, verdict{err}
	}
	if next.Unchanged != nil {
		return next.Unchanged, nil
	}
	if stamp != "" {
		if next.Version, err = next.Version.WithPrerelease(stamp); err != nil {
			return nil, verdict{err}
		}
	}
	made := bundle.Options{
		Version: next.Version, Versioning: s.Product.Versioning, Released: released, Bump: next.Bump, Changes: next.Changes,
	}
	for _, b := range next.Extends {
		made.Extends = append(made.Extends, b.Version.Value)
	}
	b, err := bundle.Compose(s, made)
	if err != nil {
		return nil, verdict{err}
	}
	return b, nil
}
