package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest/diag"
	"joinery/resolve/check"
)

func (p *program) checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "say whether everything fits, and where it does not",
		UsageText: "joinery check [PATH…]",
		Description: "Checks the whole workspace against every rule; PATH limits what is reported to\n" +
			"files and folders. docs/rules explains each rule.",
		Flags: []cli.Flag{
			environmentFlag(),
			dateFlag("the `DAY` on which exceptions must hold (default: today, UTC)"),
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text, json"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		Action: p.check,
	}
}

func environmentFlag() cli.Flag {
	return &cli.StringFlag{Name: "env", Value: "development", Usage: "`NAME` of the environment; only development may hold pre-releases"}
}

func (p *program) check(c *cli.Context) error {
	format := c.String("format")
	if format != "text" && format != "json" {
		return unknownFormat(format, "text", "json")
	}
	date, err := p.today(c)
	if err != nil {
		return err
	}
	w, err := p.open(c)
	if err != nil {
		return err
	}
	within, err := w.within(c.Args().Slice())
	if err != nil {
		return err
	}
	report, err := check.Run(c.Context, w.Workspace, check.Options{Environment: c.String("env"), Date: date})
	if err != nil {
		return err
	}
	var found diag.List
	for _, d := range report.Findings {
		if within(d) {
			found = append(found, d)
		}
	}
	versions := 0
	for _, component := range w.Components {
		versions += len(component.Versions)
	}
	summary := diag.Summary{
		Errors: found.Count(diag.Error), Warnings: found.Count(diag.Warning), Notes: found.Count(diag.Note),
		Components: len(w.Components), Versions: versions,
	}
	err = p.emit(c, func(out writer) error {
		if format == "json" {
			return diag.JSON(out, found, summary)
		}
		return p.findings(c, out, found, w.Workspace)
	})
	if err != nil {
		return err
	}
	if format == "text" {
		if len(found) > 0 {
			fmt.Fprintln(p.stderr)
		}
		fmt.Fprintf(p.stderr, "%s in %s, %s of %s\n", severityLine(found),
			count(len(w.Products), "product"), count(versions, "version"), count(len(w.Components), "component"))
	}
	if summary.Errors > 0 {
		return errFound
	}
	return nil
}

// within returns which findings the paths on the command line ask for: all when there is none.
func (w *opened) within(paths []string) (func(diag.Diagnostic) bool, error) {
	if len(paths) == 0 {
		return func(diag.Diagnostic) bool { return true }, nil
	}
	root, err := filepath.Abs(w.root)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	var prefixes []string
	for _, given := range paths {
		relative, err := existing(root, given)
		if err != nil {
			return nil, err
		}
		prefixes = append(prefixes, relative)
	}
	return func(d diag.Diagnostic) bool {
		for _, prefix := range prefixes {
			if prefix == "." || d.At.File == prefix || strings.HasPrefix(d.At.File, prefix+"/") {
				return true
			}
		}
		return false
	}, nil
}

// existing returns the path relative to the root, with slashes. It is taken from the current
// folder first, then from the root.
func existing(root, given string) (string, error) {
	if given == "" {
		return "", failed{"PATH is empty", ""}
	}
	for _, base := range []string{"", root} {
		full := given
		if base != "" {
			full = filepath.Join(base, given)
		}
		full, err := filepath.Abs(full)
		if err != nil || !exists(full) {
			continue
		}
		relative, err := filepath.Rel(root, full)
		if err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator)) {
			return path.Clean(filepath.ToSlash(relative)), nil
		}
	}
	return "", failed{fmt.Sprintf("%s: there is no such file or folder in the workspace %s", given, root), ""}
}

func unknownFormat(given string, known ...string) error {
	return failed{fmt.Sprintf("--format %s: wanted %s", given, orWords(known)), ""}
}
