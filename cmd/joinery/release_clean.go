package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/revision"
)

// has reports whether the workspace has a file.
func (w *opened) has(file string) bool {
	_, err := fs.Stat(w.FS(), file)
	return err == nil
}

// committed refuses to change files that have uncommitted edits, unless --allow-dirty says that
// they may. It reports whether there is a repository at all: without one there is nothing to ask.
func (p *program) committed(c *cli.Context, w *opened, files []manifest.File) (repository bool, err error) {
	r, err := revision.Open(c.Context, w.root)
	switch {
	case errors.As(err, new(*revision.NoRepositoryError)):
		return false, nil
	case errors.As(err, new(*revision.NoGitError)):
		fmt.Fprintln(p.stderr, "there is no git program, so nobody looked for uncommitted edits")
		return false, nil
	case c.Bool("allow-dirty"):
		return err == nil, nil
	case err != nil:
		return false, err
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	dirty, err := r.Uncommitted(c.Context, paths)
	if err != nil || len(dirty) == 0 {
		return true, err
	}
	named := strings.Join(dirty[:min(3, len(dirty))], ", ")
	if more := len(dirty) - 3; more > 0 {
		named += fmt.Sprintf(" and %d more", more)
	}
	return true, verdict{failed{
		fmt.Sprintf("uncommitted edits in %s, which the release must change; nothing was written", named),
		"commit them first; --allow-dirty releases them as they are",
	}}
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
