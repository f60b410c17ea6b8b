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
	isSearch := strings.HasPrefix(ref, ":/") // for a message, in which anything may stand
	if !isSearch && (strings.Contains(ref, "..") || strings.HasPrefix(ref, "^")) {
		return "", false, &NotCommitError{Ref: ref, Kind: "range"}
	}
	object, words, err := r.object(ctx, ref)
	if errors.As(err, new(*GitError)) {
		return "", false, r.unknown(ctx, ref, words)
	}
	if err != nil {
		return "", false, err
	}
	commit, reason, err := r.object(ctx, object+"^{commit}") // in a second step: a search takes all that follows
	if errors.As(err, new(*GitError)) {
		if kind, err := r.git.lines(ctx, "cat-file", "-t", object); err == nil && len(kind) == 1 && kind[0] != "commit" {
			return "", false, &NotCommitError{Ref: ref, Kind: kind[0]}
		}
		return "", false, r.unknown(ctx, ref, reason)
	}
	return commit, strings.Contains(words, "is ambiguous"), err
}

// object returns the name of the object that a revision names, and what git says beside it.
func (r *Repository) object(ctx context.Context, ref string) (name, words string, err error) {
	out, words, err := r.git.run(ctx, nil, "rev-parse", "--verify", "--end-of-options", ref)
	if name = strings.TrimSpace(string(out)); err == nil && !objectName.MatchString(name) {
		err = unexpected("rev-parse", out)
	}
	return name, words, err
}

// unknown says why there is no revision of that name.
func (r *Repository) unknown(ctx context.Context, ref, words string) error {
	refs, err := r.git.lines(ctx, "for-each-ref", "--format=%(refname)")
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

// near returns the ref that may be meant, as people write it: the same branch of a remote, else
// one that is spelled nearly so.
func near(ref string, refs []string) string {
	var names []string
	for _, full := range refs {
		name := full
		for range 2 { // refs/heads/, refs/tags/, refs/remotes/
			_, name, _ = strings.Cut(name, "/")
		}
		if _, branch, _ := strings.Cut(name, "/"); branch == ref && strings.HasPrefix(full, "refs/remotes/") {
			return name
		}
		names = append(names, name)
	}
	return manifest.Nearest(ref, names)
}
