package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/revision"
	"joinery/resolve/check"
)

// candidate is a component or product that a change may name.
type candidate struct {
	name  string
	files []string // of it that differ from the branch compared with
}

// String names it, and what of it changed.
func (c candidate) String() string {
	if len(c.files) == 0 {
		return c.name
	}
	text := c.name + "  changed: " + strings.Join(c.files[:min(2, len(c.files))], ", ")
	if more := len(c.files) - 2; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// candidates returns what a change may name: what changed first, each part by name, and since
// when.
func (p *program) candidates(c *cli.Context, w *opened) (all []candidate, since string, err error) {
	touched, since, err := p.touched(c, w)
	if err != nil {
		return nil, "", err
	}
	var changed, others []candidate
	for _, name := range w.changeable() {
		if files := touched[name]; len(files) > 0 {
			changed = append(changed, candidate{name, files})
		} else {
			others = append(others, candidate{name: name})
		}
	}
	return append(changed, others...), since, nil
}

// shownCandidates is how many of them are listed: all that changed, and the others while the
// list stays short.
func shownCandidates(all []candidate) int {
	const short = 20
	changed := 0
	for changed < len(all) && len(all[changed].files) > 0 {
		changed++
	}
	return min(len(all), max(changed, short))
}

// picked reads numbers, ranges and names, with commas between. A name that looks like a number
// or range is taken for the name.
func picked(answer string, shown []candidate, w *opened) ([]string, error) {
	var all []string
	for _, word := range strings.Split(answer, ",") {
		word = strings.TrimSpace(word)
		from, to, isRange := numbers(word)
		unfit := w.fit(word)
		switch {
		case word == "" && strings.TrimSpace(answer) == "":
			return nil, failed{"found nothing, wanted numbers or names", ""}
		case word == "":
		case unfit == nil:
			all = append(all, word)
		case !isRange:
			return nil, unfit
		case from < 1 || to > len(shown) || from > to:
			return nil, failed{fmt.Sprintf("found %s, wanted numbers from 1 to %d", word, len(shown)), ""}
		default:
			for _, one := range shown[from-1 : to] {
				all = append(all, one.name)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// numbers reads "3" or "2-4".
func numbers(word string) (from, to int, ok bool) {
	first, last, isRange := strings.Cut(word, "-")
	from, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0, 0, false
	}
	if !isRange {
		return from, from, true
	}
	to, err = strconv.Atoi(strings.TrimSpace(last))
	return from, to, err == nil
}

// touched returns the files of each component that differ from the revision that --against
// names, else from the default branch, and that revision for people. Unless somebody named one,
// nothing is known to have changed where there is none to compare with.
func (p *program) touched(c *cli.Context, w *opened) (files map[string][]string, since string, err error) {
	base, err := baseOf(c.Context, w.root, c.String("against"))
	switch {
	case c.Context.Err() != nil:
		return nil, "", c.Context.Err()
	case err != nil && c.String("against") == "":
		return nil, "", nil
	case err != nil:
		return nil, "", err
	}
	then, err := manifest.Load(c.Context, base.FS, manifest.Options{Known: w.Workspace, Changed: base.Changed, Elsewhere: w.elsewhere, Histories: w.histories})
	if err != nil {
		return nil, "", err
	}
	return check.Touched(w.Workspace, then, base.Changed), base.Name, nil
}

// baseOf returns the base that a branch has in a revision, by default in the default branch.
func baseOf(ctx context.Context, root, ref string) (*revision.Base, error) {
	r, err := revision.Open(ctx, root)
	if err != nil {
		return nil, err
	}
	if ref == "" {
		if ref, err = r.DefaultBranch(ctx); err != nil {
			return nil, err
		}
	}
	return r.Base(ctx, ref)
}
