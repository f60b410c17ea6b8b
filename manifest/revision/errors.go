package revision

import (
	"fmt"
	"strings"
)

// NoGitError says that there is no git program.
type NoGitError struct{ Err error }

func (e *NoGitError) Error() string {
	return "a revision is read through the git program, which was not found"
}

func (e *NoGitError) Unwrap() error { return e.Err }

// Hints says what works without git.
func (e *NoGitError) Hints() []string {
	return []string{"install git and have it on PATH, or compare with a folder: --against ./DIR"}
}

// NoRepositoryError says that a folder lies in no repository, or in none with a working tree.
type NoRepositoryError struct {
	Dir  string
	Bare bool // it lies in a repository, but not in its working tree
}

func (e *NoRepositoryError) Error() string {
	if e.Bare {
		return fmt.Sprintf("%s lies inside a repository's own files or in a bare one, wanted a working tree", e.Dir)
	}
	return fmt.Sprintf("%s lies in no git repository", e.Dir)
}

// Hints says what works without a repository.
func (e *NoRepositoryError) Hints() []string {
	return []string{"a folder can be compared with as well: --against ./DIR"}
}

// GitError is a git command that failed for a reason of its own.
type GitError struct {
	Command string // "diff-index"
	Words   string // what git said
	Status  int    // its exit status, -1 when there is none
	Err     error
}

func (e *GitError) Error() string {
	if e.Words == "" && e.Err != nil {
		return fmt.Sprintf("git %s: %v", e.Command, e.Err)
	}
	first, _, _ := strings.Cut(e.Words, "\n")
	return fmt.Sprintf("git %s: %s", e.Command, strings.TrimPrefix(first, "fatal: "))
}

func (e *GitError) Unwrap() error { return e.Err }

// Hints returns the commands that git itself proposes.
func (e *GitError) Hints() []string {
	var all []string
	for line := range strings.Lines(e.Words) {
		if command := strings.TrimSpace(line); strings.HasPrefix(line, "\tgit ") {
			all = append(all, "git proposes: "+command)
		}
	}
	return all
}

// UnknownRevisionError says that a repository has no revision of that name.
type UnknownRevisionError struct {
	Ref     string
	Reason  string // in git's words, "" when there is no more to say
	Near    string // a name that may be meant, "" when there is none
	Shallow bool   // the clone holds a part of the history only
	Empty   bool   // the repository has no commit yet
	Origin  bool   // there is a remote called origin
}

func (e *UnknownRevisionError) Error() string {
	switch {
	case e.Reason != "":
		return fmt.Sprintf("%s is no revision here: %s", e.Ref, e.Reason)
	case e.Empty:
		return fmt.Sprintf("%s is no revision here: the repository has no commit yet", e.Ref)
	case e.Shallow:
		return fmt.Sprintf("%s is no revision here, but this clone is shallow: it may lack just that part of the history", e.Ref)
	}
	return e.Ref + " is no revision here"
}

// Hints says where the revision may come from.
func (e *UnknownRevisionError) Hints() []string {
	var all []string
	if e.Near != "" {
		all = append(all, "did you mean "+e.Near+"?")
	}
	switch {
	case e.Empty, e.Reason != "":
	case e.Shallow:
		all = append(all, deepen)
	case e.Near == "" && e.Origin && isPlain(e.Ref):
		name := strings.TrimPrefix(e.Ref, "origin/")
		all = append(all, fmt.Sprintf("if origin has it: git fetch origin %s:refs/remotes/origin/%s, then --against origin/%[1]s", name, name))
	}
	return all
}

// deepen completes a shallow clone.
const deepen = "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*' completes it; in GitHub Actions: fetch-depth: 0 for actions/checkout, in GitLab CI: GIT_DEPTH: 0"

// isPlain reports whether a revision may be a branch's name, without anything to calculate.
func isPlain(ref string) bool {
	return !strings.ContainsAny(ref, "~^:@{}[]*?\\ ") && !strings.HasPrefix(ref, "-") && ref != "HEAD"
}

// NotCommitError says that a revision is something else than a commit.
type NotCommitError struct {
	Ref  string
	Kind string // tree, blob or range
}

func (e *NotCommitError) Error() string {
	return fmt.Sprintf("%s is a %s, wanted a commit, branch or tag", e.Ref, e.Kind)
}

// Hints says what to write instead.
func (e *NotCommitError) Hints() []string {
	if before, _, cut := strings.Cut(e.Ref, ":"); cut && before != "" {
		return []string{"name the revision alone: " + before}
	}
	if before, _, cut := strings.Cut(e.Ref, ".."); cut && before != "" {
		return []string{"name the base alone: " + before}
	}
	return nil
}
