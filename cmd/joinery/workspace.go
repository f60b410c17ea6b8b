package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// opened is a workspace, the folder that it was read from, what gave what no file declares, nil
// when nothing did, and of which products that gave bundles, too.
type opened struct {
	*manifest.Workspace
	root      string
	elsewhere elsewhere
	histories manifest.Histories
}

// open reads the workspace that -C names or the current folder is in. A registry is asked for the
// wanted names, too, when no file declares them.
func (p *program) open(c *cli.Context, wanted ...string) (*opened, error) {
	w, err := p.openAny(c, wanted...)
	if err == nil && w.bare() {
		return nil, w.noManifests()
	}
	return w, err
}

// bare reports whether nothing is declared here. What cannot be read might have been a manifest.
func (w *opened) bare() bool {
	return len(w.Components) == 0 && len(w.Products) == 0 && len(w.Problems) == 0
}

func (w *opened) noManifests() error {
	return failed{
		fmt.Sprintf("no component and no product under %s: manifests are called joinery.yaml or NAME.joinery.yaml", w.root),
		"joinery init writes a first one",
	}
}

// openAny is open, but there need be no manifests.
func (p *program) openAny(c *cli.Context, wanted ...string) (*opened, error) {
	root, err := workspaceRoot(c)
	if err != nil {
		return nil, err
	}
	fsys, err := manifest.Open(root)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	recovered, err := manifest.Recover(c.Context, root)
	if err != nil {
		return nil, err
	}
	if recovered != nil {
		fmt.Fprintln(p.stderr, recovered)
	}
	shown := p.progress()
	w, from, err := p.load(c, fsys, manifest.Options{Wanted: wanted, Progress: func(done, total int) {
		if done == 0 {
			heapFor(total)
		}
		shown.read(done, total)
	}})
	shown.done()
	if err != nil {
		return nil, err
	}
	return &opened{w, root, from, historiesFor(c)}, nil
}

func workspaceRoot(c *cli.Context) (string, error) {
	dir := c.String("C")
	if dir == "" {
		here, err := os.Getwd()
		if err != nil {
			return "", failed{message: err.Error()}
		}
		root, err := manifest.FindRoot(here)
		if err != nil {
			return "", failed{message: err.Error()}
		}
		return root, nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", failed{fmt.Sprintf("-C %s: there is no such folder", dir), ""}
	case err != nil:
		return "", unread("-C", dir, err)
	case !info.IsDir():
		return "", failed{fmt.Sprintf("-C %s: found a file, wanted a folder", dir), "did you mean -C " + filepath.Dir(dir) + "?"}
	}
	return dir, nil
}

// readable stops a command at what keeps documents from being read: it prints the findings.
func (p *program) readable(c *cli.Context, w *opened) error {
	var found diag.List
	for _, d := range w.Problems {
		if d.Severity == diag.Error && (d.Rule == "syntax" || d.Rule == "schema") {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return nil
	}
	if err := p.findings(c, p.stderr, found, w.Workspace); err != nil {
		return err
	}
	return errFound
}

// product returns the product of that name, or, for "", the only one that is part of no other.
// asking is how the command line names one, for the hint.
func (w *opened) product(name, asking string) (*manifest.Product, error) {
	if name != "" {
		if p := w.Product(name); p != nil {
			return p, nil
		}
		var names []string
		for _, p := range w.Products {
			names = append(names, p.Name.Value)
		}
		return nil, unknownName("product", name, names)
	}
	inner := map[string]bool{}
	for _, p := range w.Products {
		for _, d := range p.Components {
			if d.Name.Value != p.Name.Value {
				inner[d.Name.Value] = true
			}
		}
	}
	var outer []*manifest.Product
	var names []string
	for _, p := range w.Products {
		if !inner[p.Name.Value] {
			outer = append(outer, p)
			names = append(names, p.Name.Value)
		}
	}
	switch {
	case len(outer) == 1:
		return outer[0], nil
	case len(w.Products) == 0:
		return nil, failed{"no product is declared here", "joinery init product NAME writes one"}
	}
	if len(outer) == 0 {
		for _, p := range w.Products {
			names = append(names, p.Name.Value)
		}
	}
	return nil, failed{"several products could be meant: " + strings.Join(names, ", "), "name one of them: " + asking}
}

// component returns the component that an argument names.
func (w *opened) component(name string) (*manifest.Component, error) {
	if c := w.Component(name); c != nil {
		return c, nil
	}
	var names []string
	for _, c := range w.Components {
		names = append(names, c.Name.Value)
	}
	return nil, unknownName("component", name, names)
}

// at splits COMPONENT[@VERSION].
func at(argument string) (name, v string, err error) {
	name, v, found := strings.Cut(argument, "@")
	if found && v == "" {
		return "", "", failed{argument + " ends in @, wanted COMPONENT or COMPONENT@VERSION", ""}
	}
	return name, v, nil
}

func unknownName(kind, name string, names []string) error {
	hint := ""
	if near := manifest.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	} else if len(names) > 0 && len(names) <= 10 {
		hint = "there are " + strings.Join(names, ", ")
	}
	return failed{fmt.Sprintf("there is no %s called %s", kind, name), hint}
}

// dateFlag is --date.
func dateFlag(usage string) cli.Flag { return &cli.StringFlag{Name: "date", Usage: usage} }

// day returns the day that --date gives, the zero time when it is absent.
func day(c *cli.Context, flag string) (time.Time, error) {
	text := c.String(flag)
	if text == "" {
		return time.Time{}, nil
	}
	d, err := version.ParseDate(text)
	if err != nil {
		return time.Time{}, failed{fmt.Sprintf("--%s: %v", flag, err), ""}
	}
	return d, nil
}

// today returns --date, else the present day.
func (p *program) today(c *cli.Context) (time.Time, error) {
	d, err := day(c, "date")
	if d.IsZero() {
		d = p.now().Truncate(24 * time.Hour)
	}
	return d, err
}

// arguments checks how many there are: names say what they are, the last may stand for several
// when it ends in "…", those in brackets may be left out.
func arguments(c *cli.Context, names ...string) error {
	least, most := 0, len(names)
	for _, n := range names {
		if !strings.HasPrefix(n, "[") {
			least++
		}
		if strings.HasSuffix(strings.TrimSuffix(n, "]"), "…") {
			most = 1 << 30
		}
	}
	given, hint := c.Args().Slice(), "usage: "+c.Command.UsageText
	switch {
	case len(given) < least:
		return failed{argumentName(names[len(given)]) + " is missing", hint}
	case len(given) > most:
		return failed{fmt.Sprintf("%q is one argument too many", given[most]), hint}
	}
	if i := slices.Index(given, ""); i >= 0 {
		return failed{argumentName(names[min(i, len(names)-1)]) + " is empty", hint}
	}
	return nil
}

// argumentName is what messages call an argument: LEVEL for [LEVEL…].
func argumentName(name string) string { return strings.Trim(name, "[]…") }
