package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/revision"
	"joinery/resolve/check"
)

// past is the workspace that a change is compared with.
type past struct {
	*revision.Base
	*manifest.Workspace
}

// against is what the rules on a change read. Files of this run's own are no part of the change.
func (p *past) against(own []string) *check.Base {
	changed := slices.DeleteFunc(slices.Clone(p.Changed), func(file string) bool { return slices.Contains(own, file) })
	return &check.Base{Workspace: p.Workspace, Changed: changed}
}

// loadPast reads the workspace that a base holds; what has not changed since is taken from now.
func loadPast(ctx context.Context, now *opened, base *revision.Base) (*past, error) {
	w, err := manifest.Load(ctx, base.FS, manifest.Options{Known: now.Workspace, Changed: base.Changed, Elsewhere: now.elsewhere, Histories: now.histories})
	if err != nil {
		return nil, err
	}
	p := &past{base, w}
	if base.Commit == "" && p.isEmpty() {
		return nil, failed{fmt.Sprintf("no component and no product under %s, which should be the base", base.Name), ""}
	}
	return p, nil
}

func (p *past) isEmpty() bool {
	return len(p.Components) == 0 && len(p.Products) == 0 && len(p.Problems) == 0
}

// findBase tells revisions from folders. What is written as a path is a folder. Any other word
// is a revision if git knows it, else a folder if there is one; a word that is both stops the
// command, since a folder may come into being years after the branch.
func findBase(ctx context.Context, root, given string) (*revision.Base, error) {
	folder := baseFolder(root, given)
	if isPath(given) {
		if folder == "" {
			return nil, failed{fmt.Sprintf("--against %s: there is no such folder", given), ""}
		}
		return openFolder(ctx, root, folder)
	}
	base, err := openRevision(ctx, root, given)
	switch {
	case folder == "":
		return base, err
	case err == nil:
		return nil, failed{
			fmt.Sprintf("--against %s: there is a revision and a folder of that name", given),
			fmt.Sprintf("./%s is the folder, refs/heads/%[1]s the branch, refs/tags/%[1]s the tag", given),
		}
	case ctx.Err() != nil || errors.As(err, new(*revision.GitError)):
		return nil, err
	}
	return openFolder(ctx, root, folder)
}

func openRevision(ctx context.Context, root, ref string) (*revision.Base, error) {
	repository, err := revision.Open(ctx, root)
	if err != nil {
		return nil, err
	}
	return repository.Base(ctx, ref)
}

func openFolder(ctx context.Context, root, folder string) (*revision.Base, error) {
	base, err := revision.Folder(ctx, root, folder)
	if err != nil && ctx.Err() == nil {
		return nil, failed{message: "--against: " + err.Error()}
	}
	return base, err
}

// isPath reports whether a word is written as a path: ., .., absolute, or with ./ or ../ in
// front or / behind. A slash alone says nothing, since origin/main is a branch.
func isPath(given string) bool {
	slashed := given
	if runtime.GOOS == "windows" {
		slashed = filepath.ToSlash(given)
	}
	return given == "." || given == ".." || filepath.IsAbs(given) || strings.HasSuffix(slashed, "/") ||
		strings.HasPrefix(slashed, "./") || strings.HasPrefix(slashed, "../")
}

// baseFolder returns the folder of that name, taken from the current folder first, then from
// the root; "" when there is none.
func baseFolder(root, given string) string {
	for _, folder := range []string{given, filepath.Join(root, given)} {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return ""
}
