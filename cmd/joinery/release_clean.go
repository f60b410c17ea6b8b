package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/revision"
)

// staging is what git has to be told of a release.
type staging struct {
	repository bool
	files      []string // to be added, links followed
	ignored    []string // that no commit will hold
}

// committed refuses to change files that have uncommitted edits, and to write files that git
// ignores, unless --allow-dirty says that it may. Without a repository there is nothing to ask.
func (p *program) committed(c *cli.Context, w *opened, files []manifest.File) (staging, error) {
	r, err := revision.Open(c.Context, w.root)
	dirtyToo := c.Bool("allow-dirty")
	switch {
	case errors.As(err, new(*revision.NoRepositoryError)):
		return staging{}, nil
	case errors.As(err, new(*revision.NoGitError)):
		fmt.Fprintln(p.stderr, "there is no git program, so nobody looked for uncommitted edits")
		return staging{}, nil
	case err != nil && dirtyToo && c.Context.Err() == nil:
		return staging{}, nil
	case err != nil:
		return staging{}, err
	}
	targets, err := manifest.Targets(w.root, files)
	if err != nil {
		return staging{}, err
	}
	ignored, err := r.Ignored(c.Context, written(files, targets))
	if err != nil {
		return staging{}, err
	}
	if dirtyToo {
		return allowed(c.Context, r, files, targets, ignored)
	}
	if len(ignored) > 0 {
		return staging{}, verdict{ignoring(ignored)}
	}
	var asked []string // the links themselves too
	for i, f := range files {
		if asked = append(asked, f.Path); targets[i] != f.Path {
			asked = append(asked, targets[i])
		}
	}
	dirty, err := r.Uncommitted(c.Context, asked)
	if err != nil {
		return staging{}, err
	}
	if len(dirty) > 0 {
		return staging{}, verdict{failed{
			fmt.Sprintf("uncommitted edits in %s, which the release must change; nothing was written", firstOf(dirty)),
			"commit them first; --allow-dirty releases them as they are",
		}}
	}
	return staging{repository: true, files: targets}, nil
}

// written returns the targets of the files that are not removed.
func written(files []manifest.File, targets []string) []string {
	var all []string
	for i, f := range files {
		if !f.Remove {
			all = append(all, targets[i])
		}
	}
	return all
}

// ignoring is the refusal to write what git ignores: the bundle would be lost with the folder.
func ignoring(ignored []revision.Ignored) failed {
	first := ignored[0]
	names := make([]string, len(ignored))
	for i, file := range ignored {
		names[i] = file.File
	}
	return failed{
		fmt.Sprintf("git ignores %s (%s:%s: %s), so no commit would hold what is released; nothing was written",
			firstOf(names), first.Source, first.Line, first.Pattern),
		fmt.Sprintf("take %s out of %s; git check-ignore -v FILE says why one is ignored; --allow-dirty releases all the same", first.Pattern, first.Source),
	}
}

// allowed is the staging of a release in which nobody minds uncommitted edits. It cannot add what is
// ignored, nor what is gone and was never there for git.
func allowed(ctx context.Context, r *revision.Repository, files []manifest.File, targets []string, ignored []revision.Ignored) (staging, error) {
	tracked, err := r.Tracked(ctx, targets)
	if err != nil {
		return staging{}, err
	}
	all := staging{repository: true}
	for i, target := range targets {
		switch {
		case slices.ContainsFunc(ignored, func(f revision.Ignored) bool { return f.File == target }):
			all.ignored = append(all.ignored, target)
		case files[i].Remove && !slices.Contains(tracked, target):
		default:
			all.files = append(all.files, target)
		}
	}
	return all, nil
}

// firstOf names three of them, and how many more there are.
func firstOf(names []string) string {
	const most = 3
	text := strings.Join(names[:min(most, len(names))], ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// head returns the commit that is checked out, "" where there is none.
func (p *program) head(c *cli.Context, w *opened) (string, error) {
	r, err := revision.Open(c.Context, w.root)
	switch {
	case errors.As(err, new(*revision.NoRepositoryError)), errors.As(err, new(*revision.NoGitError)):
		return "", nil
	case err != nil:
		return "", err
	}
	return r.Head(c.Context)
}
