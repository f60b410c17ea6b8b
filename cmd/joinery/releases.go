package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

func (p *program) releasesCommand() *cli.Command {
	return &cli.Command{
		Name:      "releases",
		Usage:     "list a product's bundles, highest version first",
		UsageText: "joinery releases [PRODUCT]",
		Description: "Prints, per bundle, its version and date, what it follows, how far the step was, and in a\n" +
			"line what it brought.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "limit", Usage: "list the highest `N` (default: all)"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json, md"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		BashComplete: p.completeProducts,
		Action:       p.releases,
	}
}

func (p *program) releases(c *cli.Context) error {
	if err := arguments(c, "[PRODUCT]"); err != nil {
		return err
	}
	write, ok := map[string]func(writer, string, []listedRelease) error{
		"text": releasesText, "json": releasesJSON, "md": releasesMarkdown,
	}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "text", "json", "md")
	}
	limit := c.Int("limit")
	if c.IsSet("limit") && limit < 1 {
		return failed{fmt.Sprintf("--limit %d: wanted 1 or more", limit), ""}
	}
	w, err := p.open(c, named(c)...)
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	if err := w.spares("-o", c.String("o")); err != nil {
		return err
	}
	product, err := w.released(c.Args().First(), "joinery releases PRODUCT")
	if err != nil {
		return err
	}
	listed, problems := w.listReleases(product, limit)
	if len(listed) == 0 && len(problems) == 0 {
		fmt.Fprintf(p.stderr, "%s has no bundle yet\n", product)
	}
	if len(problems) > 0 {
		if err := p.findings(c, p.stderr, problems, w.Workspace); err != nil {
			return err
		}
	}
	if err := p.emit(c, func(out writer) error { return write(out, product, listed) }); err != nil {
		return err
	}
	if problems.Count(diag.Error) > 0 {
		return errFound
	}
	return nil
}

// listedRelease is one bundle of a product, and what it brought.
type listedRelease struct {
	*manifest.Bundle
	news
}

// step says how far the release went: a level, or kinds in anyver; "first" for one that follows
// none.
func (r *listedRelease) step() string {
	made, follows := bundle.MadeBy(r.Bundle)
	if !follows {
		return "first"
	}
	return diff.StepText(made.Level, made.Kinds)
}

// raised returns the level that a person asked for, "" when nobody did.
func (r *listedRelease) raised() string {
	return r.Bump.RaisedBy.Name()
}

// listReleases reads the product's bundles, highest version first, at most limit where that is above 0,
// and returns what is wrong with them.
func (w *opened) listReleases(product string, limit int) ([]listedRelease, diag.List) {
	var all []listedRelease
	var problems diag.List
	source := bundle.Intact(w.Workspace)
	past := resolve.NewPast(source)
	for _, ref := range slices.Backward(source.Bundles(product)) {
		if limit > 0 && len(all) == limit {
			break
		}
		b, wrong := source.Bundle(ref)
		problems = append(problems, wrong...)
		if b != nil {
			problems = append(problems, bundle.Exchanged(source, b)...)
			brought := newsOf(source, past, b)
			all, problems = append(all, listedRelease{b, brought}), append(problems, brought.unread...)
		}
	}
	return all, problems.Sorted()
}
