package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/docs/rules"
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/check"
)

const formatText = "text"

var checkFormats = []string{formatText, "json", "sarif", "junit", "github-actions", "gitlab-code-quality"}

func isCheckFormat(format string) bool { return slices.Contains(checkFormats, format) }

// tell prints what a check found, and writes the reports. On stderr stands first what a reader
// must know of the base, and last what it all comes to.
func (p *program) tell(c *cli.Context, o outcome) error {
	if o.base != nil {
		p.notes(o.base)
	}
	files, err := reports(c)
	if err != nil {
		return err
	}
	printed := c.String("format")
	for _, r := range files {
		if !r.own {
			printed = formatText
		}
		if err := p.emitInto(c, "--report", r.file, func(out writer) error { return p.write(nil, out, r.format, o) }); err != nil {
			return err
		}
	}
	terminal := c
	if c.String("o") != "" {
		terminal = nil
	}
	if err := p.emit(c, func(out writer) error { return p.write(terminal, out, printed, o) }); err != nil {
		return err
	}
	if printed == formatText && len(o.told()) > 0 {
		fmt.Fprintln(p.stderr)
	}
	fmt.Fprintln(p.stderr, o.line())
	return nil
}

// write prints in one format; the context is nil for a file. What people and programs read beside
// the workspace (text, json) names files from its root; what a service lays over the repository
// names them from the repository's.
func (p *program) write(c *cli.Context, out writer, format string, o outcome) error {
	prefix := repositoryPrefix(o.w.root)
	switch format {
	case "json":
		return diag.JSON(out, o.all(), o.summary())
	case "sarif":
		return diag.SARIF(out, prefixed(o.all(), prefix), diag.SARIFOptions{Version: thisBuild().version, Rules: reportRules()})
	case "junit":
		source := func(file string) ([]byte, error) { return o.w.Source(strings.TrimPrefix(file, prefix)) }
		return diag.JUnit(out, prefixed(o.all(), prefix), diag.JUnitOptions{Rules: reportRules(), Source: source})
	case "github-actions":
		return diag.GitHub(out, prefixed(o.told(), prefix))
	case "gitlab-code-quality":
		return diag.GitLab(out, prefixed(o.all(), prefix))
	}
	return p.writeText(c, out, o)
}

// writeText prints what is there as it is, and what is fixed in a line each. A file has neither
// colours nor a terminal's width.
func (p *program) writeText(c *cli.Context, out writer, o outcome) error {
	text := func(l diag.List, w *manifest.Workspace) error { return p.findings(c, out, l, w) }
	if c == nil {
		text = func(l diag.List, w *manifest.Workspace) error {
			var options diag.TextOptions
			if w != nil {
				options.Source = w.Source
			}
			return diag.Text(out, l, options)
		}
	}
	if err := text(o.shown, o.w.Workspace); err != nil || o.onlyNew || len(o.fixed) == 0 {
		return err
	}
	if len(o.shown) > 0 {
		fmt.Fprintln(out)
	}
	for _, d := range o.fixed.Sorted() {
		d.Paths, d.Related, d.Hints = nil, nil, nil
		if err := text(diag.List{d}, nil); err != nil {
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
