package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/plan"
)

func (p *program) planCommand() *cli.Command {
	return &cli.Command{
		Name:      "plan",
		Usage:     "show what the pending changes would release, and why",
		UsageText: "joinery plan [PRODUCT]",
		Description: "Prints, per component, the next version and the changes or dependencies that ask for\n" +
			"it, then the products. PRODUCT limits it to what its selection holds. `joinery release`\n" +
			"with the same options does what is shown; nothing is written here.",
		Flags: append(planFlags(),
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json, md (for a comment on a pull request)"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		),
		BashComplete: p.completeProducts,
		Action:       p.plan,
	}
}

func (p *program) plan(c *cli.Context) error {
	if err := arguments(c, "[PRODUCT]"); err != nil {
		return err
	}
	format := c.String("format")
	if format != "text" && format != "json" && format != "md" {
		return unknownFormat(format, "text", "json", "md")
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
	made, err := p.planned(c, w, "joinery plan PRODUCT")
	if err != nil {
		return err
	}
	if format == "json" {
		return p.emit(c, func(out writer) error { return planJSON(out, made) })
	}
	var files []manifest.File
	if len(problemsOf(made)) == 0 {
		files = touchedBy(made)
	}
	if made.Empty() && format == "text" {
		fmt.Fprintln(p.stderr, w.nothingWaits())
	}
	return p.emit(c, func(out writer) error {
		if format == "md" {
			return planMarkdown(out, made, files)
		}
		if err := planText(out, made, files); err != nil {
			return err
		}
		return p.findings(c, out, problemsOf(made), w.Workspace)
	})
}

// planned makes the plan that the command line asks for.
func (p *program) planned(c *cli.Context, w *opened, asking string) (*plan.Plan, error) {
	o, err := p.planOptions(c, w, asking)
	if err != nil {
		return nil, err
	}
	return p.planWith(c, w, o)
}

func (p *program) planWith(c *cli.Context, w *opened, o plan.Options) (*plan.Plan, error) {
	made, err := plan.Make(c.Context, w, w.Changes, o)
	switch {
	case err == nil:
		return made, nil
	case c.Context.Err() != nil:
		return nil, c.Context.Err()
	case askedWrong(err):
		return nil, failed{err.Error(), strings.Join(hints(err), "; ")}
	}
	return nil, verdict{err}
}

// askedWrong reports whether an error is about what the command line asks for.
func askedWrong(err error) bool {
	var unknown *plan.UnknownError
	return errors.As(err, new(*resolve.LineError)) || errors.As(err, new(*plan.ScopeError)) ||
		errors.As(err, &unknown) && unknown.In.IsZero()
}

// touchedBy returns which files a plan would write and remove, by path, without their contents.
func touchedBy(made *plan.Plan) []manifest.File {
	var files []manifest.File
	written, removed := made.Paths()
	for _, path := range written {
		files = append(files, manifest.File{Path: path})
	}
	for _, path := range removed {
		files = append(files, manifest.File{Path: path, Remove: true})
	}
	slices.SortFunc(files, func(a, b manifest.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// filesOf returns what a plan would write; an edit that cannot be made is the manifest's fault.
func (w *opened) filesOf(made *plan.Plan) ([]manifest.File, error) {
	files, err := w.made(made.Files)
	if errors.As(err, new(*manifest.EditError)) {
		return nil, verdict{err}
	}
	return files, err
}

// problemsOf returns everything that stands in the way of a plan.
func problemsOf(made *plan.Plan) diag.List {
	var all diag.List
	for _, product := range made.Products {
		all = append(all, product.Problems...)
	}
	return all
}

// nothingWaits says that a plan is empty.
func (w *opened) nothingWaits() string {
	if len(w.Changes) > 0 {
		return "nothing to release: no change that waits asks for it here"
	}
	return "nothing to release: no change waits"
}
