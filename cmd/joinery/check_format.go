package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/docs/rules"
	"joinery/manifest/diag"
	"joinery/resolve/check"
)

const formatText = "text"

var checkFormats = []string{formatText, "json", "sarif", "junit", "github-actions", "gitlab-code-quality"}

func isCheckFormat(format string) bool { return slices.Contains(checkFormats, format) }

// tell prints what a check found, and writes the report.
func (p *program) tell(c *cli.Context, o outcome) error {
	format, report := c.String("format"), c.String("report")
	printed := format
	if report != "" {
		printed = formatText
		if err := p.emitInto(c, "--report", report, func(out writer) error { return p.write(c, out, format, o) }); err != nil {
			return err
		}
	}
	if err := p.emit(c, func(out writer) error { return p.write(c, out, printed, o) }); err != nil {
		return err
	}
	if printed == formatText {
		if len(o.reported()) > 0 {
			fmt.Fprintln(p.stderr)
		}
		fmt.Fprintln(p.stderr, o.line())
	}
	if o.base != nil {
		p.notes(o.base)
	}
	return nil
}

// write prints in one format. What people and programs read beside the workspace (text, json)
// names files from its root; what a service lays over the repository names them from the
// repository's.
func (p *program) write(c *cli.Context, out writer, format string, o outcome) error {
	prefix := repositoryPrefix(o.w.root)
	switch format {
	case "json":
		return diag.JSON(out, o.reported(), o.summary())
	case "sarif":
		return diag.SARIF(out, prefixed(o.reported(), prefix), diag.SARIFOptions{Version: thisBuild().version, Rules: reportRules()})
	case "junit":
		source := func(file string) ([]byte, error) { return o.w.Source(strings.TrimPrefix(file, prefix)) }
		return diag.JUnit(out, prefixed(o.reported(), prefix), diag.JUnitOptions{Rules: reportRules(), Source: source})
	case "github-actions":
		return diag.GitHub(out, prefixed(o.reported(), prefix))
	case "gitlab-code-quality":
		return diag.GitLab(out, prefixed(o.reported(), prefix))
	}
	return p.writeText(c, out, o)
}

// writeText prints what is there as it is, and what is fixed in a line each.
func (p *program) writeText(c *cli.Context, out writer, o outcome) error {
	if err := p.findings(c, out, o.shown, o.w.Workspace); err != nil || o.onlyNew || len(o.fixed) == 0 {
		return err
	}
	if len(o.shown) > 0 {
		fmt.Fprintln(out)
	}
	for _, d := range o.fixed.Sorted() {
		d.Paths, d.Related, d.Hints = nil, nil, nil
		if err := p.findings(c, out, diag.List{d}, nil); err != nil {
			return err
		}
	}
	return nil
}

// reportRules describes the rules in reports.
func reportRules() []diag.Rule {
	var all []diag.Rule
	for _, r := range check.All {
		page, _ := rules.Page(r.ID)
		severity := r.Severity
		if r.Standard > check.Recommended {
			severity = diag.Off
		}
		all = append(all, diag.Rule{ID: r.ID, Says: r.Says, Help: page, Severity: severity})
	}
	return all
}

// repositoryPrefix returns the way from the repository's root, the nearest folder above that
// holds a .git, to a folder: "services/pay/", "" where they are one or there is no repository.
func repositoryPrefix(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for folder := dir; ; folder = filepath.Dir(folder) {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			relative, err := filepath.Rel(folder, dir)
			if err != nil || relative == "." {
				return ""
			}
			return filepath.ToSlash(relative) + "/"
		}
		if folder == filepath.Dir(folder) {
			return ""
		}
	}
}

// prefixed returns the findings with a folder before every file. Their identities stay. A
// finding without a place gets its document's, else that of the manifest at the root.
func prefixed(l diag.List, prefix string) diag.List {
	if prefix == "" {
		return l
	}
	move := func(at diag.Place) diag.Place {
		if !at.IsZero() {
			at.File = prefix + at.File
		}
		return at
	}
	moved := make(diag.List, 0, len(l))
	for _, d := range l {
		placed := !d.At.IsZero()
		d.At = move(d.At)
		d.Paths, d.Related = slices.Clone(d.Paths), slices.Clone(d.Related)
		for i := range d.Paths {
			placed = placed || !d.Paths[i].At.IsZero()
			d.Paths[i].At = move(d.Paths[i].At)
		}
		for i := range d.Related {
			placed = placed || !d.Related[i].At.IsZero()
			d.Related[i].At = move(d.Related[i].At)
		}
		if !placed && d.Document != "" {
			d.At = diag.Place{File: prefix + d.Document}
		} else if !placed {
			d.At = diag.Place{File: prefix + "joinery.yaml"}
		}
		moved = append(moved, d)
	}
	return moved
}
