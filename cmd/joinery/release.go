package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/check"
	"joinery/resolve/plan"
)

func (p *program) releaseCommand() *cli.Command {
	return &cli.Command{
		Name:      "release",
		Usage:     "turn the pending changes into versions, pins and bundles",
		UsageText: "joinery release [PRODUCT]",
		Description: "Does what `joinery plan` shows with the same options: writes version entries, moves\n" +
			"pins, writes bundles to releases/ and takes the told changes away; all of it or nothing.\n" +
			"It commits nothing: it prints the commands that do.",
		Flags: append(planFlags(),
			&cli.StringFlag{Name: "revision", Usage: "the commit `REV` that the versions are built from, written into them"},
			&cli.BoolFlag{Name: "allow-dirty", Usage: "also change files that have uncommitted edits, and write files that git ignores"},
			&cli.BoolFlag{Name: "snapshot", Usage: "print a development bundle with pre-release versions, and write nothing else"},
			&cli.StringFlag{Name: "o", Usage: "--snapshot: write the bundle to `FILE` instead of stdout"},
			&cli.StringFlag{Name: "format", Usage: "--snapshot: `FORMAT` of the bundle: yaml, json (default: yaml)"},
			dryRunFlag(),
		),
		BashComplete: p.completeProducts,
		Action:       p.release,
	}
}

// release checks, plans, looks at what the plan would leave behind, and only then writes.
func (p *program) release(c *cli.Context) error {
	if err := arguments(c, "[PRODUCT]"); err != nil {
		return err
	}
	if err := snapshotOptions(c); err != nil {
		return err
	}
	revision, err := revisionOf(c)
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
	o, err := p.planOptions(c, w, "joinery release PRODUCT")
	if err != nil {
		return err
	}
	o.Revision = revision
	if c.Bool("snapshot") {
		return p.snapshot(c, w, o)
	}
	if err := p.clean(c, w.Workspace, o, "release wants a check without errors"); err != nil {
		return err
	}
	made, err := p.planWith(c, w, o)
	if err != nil {
		return err
	}
	if made.Empty() {
		fmt.Fprintln(p.stderr, w.nothingWaits())
		return nil
	}
	if problems := problemsOf(made); len(problems) > 0 {
		return p.refuse(c, w.Workspace, problems, "this stands in the way of the release")
	}
	files, err := w.filesOf(made)
	if err != nil {
		return err
	}
	if err := w.sameChanges(c.Context, files); err != nil {
		return err
	}
	var changed []string
	for _, f := range files {
		changed = append(changed, f.Path)
	}
	after, err := manifest.Load(c.Context, newOverlay(w.FS(), files), manifest.Options{Known: w.Workspace, Changed: changed, Elsewhere: w.elsewhere, Histories: w.histories})
	if err != nil {
		return err
	}
	if c.Bool("dry-run") {
		if err := p.showDiff(w, files); err != nil {
			return err
		}
	}
	err = p.clean(c, after, o, "the release would leave these errors behind")
	if err != nil || c.Bool("dry-run") {
		return err
	}
	return p.apply(c, w, made, files)
}

// apply writes the files and tells what was done.
func (p *program) apply(c *cli.Context, w *opened, made *plan.Plan, files []manifest.File) error {
	told, err := p.committed(c, w, files)
	if err != nil {
		return err
	}
	if err := writeFiles(c.Context, w.root, files); err != nil {
		return err
	}
	return p.tellRelease(w, made, told)
}

// clean stops at errors of a workspace, and says why they matter.
func (p *program) clean(c *cli.Context, w *manifest.Workspace, o plan.Options, because string) error {
	report, err := check.Run(c.Context, w, check.Options{Date: o.Date})
	if err != nil {
		return err
	}
	var found diag.List
	for _, d := range report.Findings {
		if d.Severity == diag.Error {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return p.refuse(c, w, found, because)
}

// refuse prints what stands in the way of a release.
func (p *program) refuse(c *cli.Context, w *manifest.Workspace, found diag.List, because string) error {
	if err := p.findings(c, p.stderr, found, w); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "\n%s; nothing was written\n", because)
	return errFound
}

// showDiff prints what the files would change.
func (p *program) showDiff(w *opened, files []manifest.File) error {
	for _, f := range files {
		var before, after []byte
		if f.From != manifest.NoContent {
			var err error
			if before, err = w.raw(f.Path); err != nil {
				return failed{message: err.Error()}
			}
		}
		if !f.Remove {
			after = f.Data
		}
		if _, err := fmt.Fprint(p.stdout, manifest.Diff(f.Path, before, after)); err != nil {
			return err
		}
	}
	fmt.Fprintln(p.stderr, "nothing was written")
	return nil
}
