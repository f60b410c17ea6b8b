package main

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/revision"
	"joinery/resolve/check"
)

func (p *program) checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "say whether everything fits, and where it does not",
		UsageText: "joinery check [PATH…]",
		Description: "Checks the whole workspace against every rule; PATH limits what is reported to\n" +
			"files and folders. docs/rules explains each rule.\n\n" +
			"With --against, the workspace is compared with what it was where this branch left\n" +
			"REF, edits that are not committed included: rules on the change itself join in, and\n" +
			"each finding is new, old or fixed. A word with ./ in front is a folder to compare\n" +
			"with. A base that cannot be had is exit status 2.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "against", Usage: "compare with `BASE`: a revision of git (main, HEAD~1) or a folder (./DIR)"},
			&cli.BoolFlag{Name: "only-new", Usage: "tell findings that the base does not have or has lighter, and fail on them alone"},
			environmentFlag(),
			dateFlag("the `DAY` on which exceptions must hold (default: today, UTC)"),
			&cli.StringFlag{Name: "format", Value: formatText, Usage: "`FORMAT`: " + strings.Join(checkFormats, ", ")},
			&cli.StringSliceFlag{Name: "report", Usage: "write --format into `FILE`, and text to the terminal; FORMAT=FILE has a format of its own"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		Action: p.check,
	}
}

func environmentFlag() cli.Flag {
	return &cli.StringFlag{Name: "env", Value: "development", Usage: "`NAME` of the environment; only development may hold pre-releases"}
}

func (p *program) check(c *cli.Context) error {
	if err := checkOptions(c); err != nil {
		return err
	}
	date, err := p.today(c)
	if err != nil {
		return err
	}
	w, base, err := p.openWithPast(c)
	if err != nil {
		return err
	}
	if err := w.sparesReports(c); err != nil {
		return err
	}
	within, err := w.within(c.Args().Slice(), base)
	if err != nil {
		return err
	}
	options := check.Options{Environment: c.String("env"), Date: date}
	if base != nil {
		options.Base = base.against(writes(c, w.root))
	}
	report, err := check.Run(c.Context, w.Workspace, options)
	if err != nil {
		return err
	}
	var found diag.List
	for _, d := range report.Findings {
		if within(d) {
			found = append(found, d)
		}
	}
	o := newOutcome(w, base, found, c.Bool("only-new"))
	if err := p.tell(c, o); err != nil {
		return err
	}
	if o.shown.Count(diag.Error) > 0 {
		return errFound
	}
	return nil
}

// checkOptions stops options that cannot stand together.
func checkOptions(c *cli.Context) error {
	switch {
	case !isCheckFormat(c.String("format")):
		return unknownFormat(c.String("format"), checkFormats...)
	case c.Bool("only-new") && c.String("against") == "":
		return failed{"--only-new needs --against: without a base nothing is new", "joinery check --only-new --against main"}
	case len(c.StringSlice("report")) > 0 && c.String("o") != "":
		return failed{"--report and -o stand together", "--report writes a file beside the text on stdout, -o one in its place"}
	}
	_, err := reports(c)
	return err
}

// openWithPast reads the workspace and, with --against, what it was. git works meanwhile: what a
// process that died left half written is put in order before.
func (p *program) openWithPast(c *cli.Context) (*opened, *past, error) {
	given := c.String("against")
	if given == "" {
		w, err := p.open(c)
		return w, nil, err
	}
	root, err := workspaceRoot(c)
	if err != nil {
		return nil, nil, err
	}
	recovered, err := manifest.Recover(c.Context, root)
	if err != nil {
		return nil, nil, err
	}
	if recovered != nil {
		fmt.Fprintln(p.stderr, recovered)
	}
	type search struct {
		base *revision.Base
		err  error
	}
	found := make(chan search, 1)
	go func() {
		base, err := findBase(c.Context, root, given)
		found <- search{base, err}
	}()
	w, err := p.open(c)
	if err != nil {
		return nil, nil, err
	}
	s := <-found
	if s.err != nil {
		return nil, nil, s.err
	}
	base, err := loadPast(c.Context, w, s.base)
	if err == nil && w.lacks(base.Workspace) {
		w, err = p.whole(c, w)
	}
	return w, base, err
}

// within returns which findings the paths on the command line ask for: all when there is none. A
// path may be one that the base alone has.
func (w *opened) within(paths []string, base *past) (func(diag.Diagnostic) bool, error) {
	if len(paths) == 0 {
		return func(diag.Diagnostic) bool { return true }, nil
	}
	var prefixes []string
	for _, given := range paths {
		relative, err := w.existing(given, base)
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
// folder first, then from the root, and then the same in the base.
func (w *opened) existing(given string, base *past) (string, error) {
	if given == "" {
		return "", failed{"PATH is empty", ""}
	}
	root, err := filepath.Abs(w.root)
	if err != nil {
		return "", failed{message: err.Error()}
	}
	isThere := func(full, _ string) bool { return exists(full) }
	wasThere := func(_, relative string) bool {
		if base == nil {
			return false
		}
		_, err := fs.Stat(base.Base.FS, relative)
		return err == nil
	}
	for _, found := range []func(full, relative string) bool{isThere, wasThere} {
		for _, from := range []string{"", root} {
			full := given
			if from != "" {
				full = filepath.Join(from, given)
			}
			full, err := filepath.Abs(full)
			if err != nil {
				continue
			}
			relative, err := filepath.Rel(root, full)
			if err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator)) && found(full, filepath.ToSlash(relative)) {
				return path.Clean(filepath.ToSlash(relative)), nil
			}
		}
	}
	return "", failed{fmt.Sprintf("%s: there is no such file or folder in the workspace %s", given, root), ""}
}

func unknownFormat(given string, known ...string) error {
	return failed{fmt.Sprintf("--format %s: wanted %s", given, orWords(known)), ""}
}
