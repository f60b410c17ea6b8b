package revision

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"joinery/manifest"
)

var objectName = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

// commit returns the commit that a revision names, and whether several refs have that name.
// The error is ctx's, an *UnknownRevisionError, a *NotCommitError or a *GitError.
func (r *Repository) commit(ctx context.Context, ref string) (commit string, ambiguous bool, err error) {
	if ref == "" || strings.ContainsAny(ref, "\n\x00") {
		return "", false, &UnknownRevisionError{Ref: ref, Reason: "a name has one line of text"}
	}
	if strings.Contains(ref, "..") || strings.HasPrefix(ref, "^") {
		return "", false, &NotCommitError{Ref: ref, Kind: "range"}
	}
	out, words, err := r.git.run(ctx, nil, "rev-parse", "--verify", "--end-of-options", ref+"^{commit}")
	name := strings.TrimSpace(string(out))
	switch {
	case err == nil && objectName.MatchString(name):
		return name, strings.Contains(words, "is ambiguous"), nil
	case err == nil:
		return "", false, unexpected("rev-parse", out)
	case !errors.As(err, new(*GitError)):
		return "", false, err
	}
	return "", false, r.unknown(ctx, ref, words)
}

// unknown says why a revision is no commit.
func (r *Repository) unknown(ctx context.Context, ref, words string) error {
	if said, err := r.git.lines(ctx, "rev-parse", "--quiet", "--verify", "--end-of-options", ref); err == nil && len(said) == 1 && objectName.MatchString(said[0]) {
		if kind, err := r.git.lines(ctx, "cat-file", "-t", said[0]); err == nil && len(kind) == 1 && kind[0] != "commit" {
			return &NotCommitError{Ref: ref, Kind: kind[0]}
		}
	}
	refs, err := r.git.lines(ctx, "for-each-ref", "--format=%(refname:short)")
	if err != nil {
		return err
	}
	e := &UnknownRevisionError{Ref: ref, Near: near(ref, refs), Shallow: r.shallow, Origin: r.hasOrigin(ctx)}
	first, _, _ := strings.Cut(words, "\n")
	if _, reason, found := strings.Cut(first, ": "); found && reason != "Needed a single revision" {
		e.Reason = reason
	}
	if head, err := r.Head(ctx); err == nil && head == "" && len(refs) == 0 {
		e.Empty = true
	}
	return e
}

// near returns the ref that may be meant: the same branch of a remote, else one that is
// spelled nearly so.
func near(ref string, refs []string) string {
	for _, known := range refs {
		if _, branch, _ := strings.Cut(known, "/"); branch == ref {
			return known
		}
	}
	return manifest.Nearest(ref, refs)
}
