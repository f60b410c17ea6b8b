package revision

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
)

// Repository is the git repository that a folder lies in. Its methods may be called at the
// same time; each starts git anew, so an answer is of the time of the call.
type Repository struct {
	git     program
	dir     string // absolute
	prefix  string
	shallow bool
}

// Open returns the repository whose working tree dir lies in. The error is ctx's, a
// *NoGitError, a *NoRepositoryError, or a *GitError, among others when git refuses a
// repository that somebody else owns.
func Open(ctx context.Context, dir string) (*Repository, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	git, err := newProgram(dir)
	if err != nil {
		return nil, err
	}
	said, err := git.lines(ctx, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
	failed := new(GitError)
	switch {
	case errors.As(err, &failed) && strings.Contains(failed.Words, "not a git repository"):
		return nil, &NoRepositoryError{Dir: dir}
	case err != nil:
		return nil, err
	case len(said) < 2:
		return nil, unexpected("rev-parse", []byte(strings.Join(said, "\n")))
	case said[0] != "true":
		return nil, &NoRepositoryError{Dir: dir, Bare: true}
	}
	return &Repository{git: git, dir: dir, prefix: strings.Join(said[2:], "\n"), shallow: said[1] == "true"}, nil
}

// Prefix returns the path of the opened folder within the repository, ending in a slash, ""
// for the repository's own root.
func (r *Repository) Prefix() string { return r.prefix }

// Head returns the first characters, seven at least, of the commit that is checked out, ""
// before the first one.
func (r *Repository) Head(ctx context.Context) (string, error) {
	said, err := r.git.lines(ctx, "rev-parse", "--quiet", "--verify", "--short=7", "HEAD^{commit}")
	if failed := new(GitError); errors.As(err, &failed) && failed.Status == 1 {
		return "", nil
	}
	return strings.Join(said, ""), err
}

// DefaultBranch returns the branch that others grow from: what origin says it is, else main,
// else master, of both origin's first. It is an *UnknownRevisionError that there is none.
func (r *Repository) DefaultBranch(ctx context.Context) (string, error) {
	const head = "refs/remotes/origin/HEAD"
	known := []string{"refs/remotes/origin/main", "refs/heads/main", "refs/remotes/origin/master", "refs/heads/master"}
	said, err := r.git.lines(ctx, append([]string{"for-each-ref", "--format=%(refname) %(symref)", head}, known...)...)
	if err != nil {
		return "", err
	}
	found := map[string]string{}
	for _, line := range said {
		name, target, _ := strings.Cut(line, " ")
		found[name] = target
	}
	if target := found[head]; target != "" {
		return strings.TrimPrefix(target, "refs/remotes/"), nil
	}
	for _, name := range known {
		if _, ok := found[name]; ok {
			return strings.TrimPrefix(strings.TrimPrefix(name, "refs/remotes/"), "refs/heads/"), nil
		}
	}
	return "", &UnknownRevisionError{Ref: "main", Shallow: r.shallow, Origin: r.hasOrigin(ctx)}
}

// Uncommitted returns which of the files exist and are not as in the commit that is checked
// out, or are gone from it: edited, staged, deleted, new or ignored ones. Files are relative to
// the opened folder; the result is in their order. What neither exists nor ever did is left out.
func (r *Repository) Uncommitted(ctx context.Context, files []string) ([]string, error) {
	head, err := r.Head(ctx)
	if err != nil {
		return nil, err
	}
	different, tracked := map[string]bool{}, map[string]bool{}
	if head != "" {
		changes, err := r.differences(ctx, "HEAD")
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			different[c.file] = true
		}
		out, _, err := r.git.run(ctx, nil, "ls-files", "-z", "--", ".")
		if err != nil {
			return nil, err
		}
		for _, file := range fields(out) {
			tracked[file] = true
		}
	}
	var all []string
	for _, file := range files {
		if different[file] || !tracked[file] && r.onDisk(file) {
			all = append(all, file)
		}
	}
	return all, nil
}

func (r *Repository) hasOrigin(ctx context.Context) bool {
	said, err := r.git.lines(ctx, "config", "--get", "remote.origin.url")
	return err == nil && len(said) > 0
}
