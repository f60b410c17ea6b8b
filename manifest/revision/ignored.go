package revision

import (
	"context"
	"errors"
	"strings"
)

// Ignored is a file that git ignores, and the pattern that says so.
type Ignored struct {
	File    string
	Pattern string
	Source  string // the file that holds the pattern, as git names it: from the repository's root, or absolute
	Line    string
}

// Ignored returns which of the files git ignores: those that it does not track and that a pattern
// fits, whether they exist or not. Files are relative to the opened folder; the result is in their
// order.
func (r *Repository) Ignored(ctx context.Context, files []string) ([]Ignored, error) {
	if len(files) == 0 {
		return nil, nil
	}
	out, _, err := r.git.run(ctx, strings.NewReader(strings.Join(files, "\x00")+"\x00"), "check-ignore", "-v", "-z", "--stdin")
	if failed := new(GitError); errors.As(err, &failed) && failed.Status == 1 {
		return nil, nil // none
	}
	if err != nil {
		return nil, err
	}
	said := fields(out)
	if len(said)%4 != 0 {
		return nil, unexpected("check-ignore", out)
	}
	var all []Ignored
	for ; len(said) > 0; said = said[4:] {
		if !strings.HasPrefix(said[2], "!") { // such a pattern takes a file in
			all = append(all, Ignored{Source: said[0], Line: said[1], Pattern: said[2], File: said[3]})
		}
	}
	return all, nil
}

// Tracked returns which of the files are in git's index. Files are relative to the opened folder;
// the result is in their order.
func (r *Repository) Tracked(ctx context.Context, files []string) ([]string, error) {
	out, _, err := r.git.run(ctx, nil, "ls-files", "-z", "--", ".")
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, file := range fields(out) {
		known[file] = true
	}
	var all []string
	for _, file := range files {
		if known[file] {
			all = append(all, file)
		}
	}
	return all, nil
}
