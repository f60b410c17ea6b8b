package revision

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpenRefuses(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.git("init", "-q", "--bare", "bare.git")

	_, err := Open(t.Context(), t.TempDir())
	if none := new(NoRepositoryError); !errors.As(err, &none) || none.Bare {
		t.Errorf("outside: got %v, want a *NoRepositoryError", err)
	}
	for _, dir := range []string{"bare.git", ".git"} {
		_, err = Open(t.Context(), filepath.Join(s.dir, dir))
		if none := new(NoRepositoryError); !errors.As(err, &none) || !none.Bare {
			t.Errorf("%s: got %v, want a *NoRepositoryError for want of a working tree", dir, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err = Open(ctx, s.dir); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: got %v, want %v", err, context.Canceled)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err = Open(t.Context(), s.dir); !errors.As(err, new(*NoGitError)) {
		t.Errorf("without git: got %v, want a *NoGitError", err)
	}
}

// What git refuses in its own words is passed on, with the command that it proposes.
func TestGitErrorPassesWordsOn(t *testing.T) {
	e := &GitError{Command: "rev-parse", Words: "fatal: detected dubious ownership in repository at '/srv/suite'\n" +
		"To add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /srv/suite"}
	if got, want := e.Error(), "git rev-parse: detected dubious ownership in repository at '/srv/suite'"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := strings.Join(e.Hints(), "|"), "git proposes: git config --global --add safe.directory /srv/suite"; got != want {
		t.Errorf("hints: got %q, want %q", got, want)
	}
}

func TestBaseRefuses(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("joinery.yaml", "a")
	s.commit("one")
	s.git("branch", "release/4.2")
	s.git("branch", "feature/trunk")
	s.git("tag", "v1.0.0")
	s.git("update-ref", "refs/remotes/origin/topic", "HEAD")
	r := s.open()
	cases := []struct{ ref, want, hint string }{
		{"relaese/4.2", "relaese/4.2 is no revision here", "did you mean release/4.2?"},
		{"topic", "topic is no revision here", "did you mean origin/topic?"},
		{"trunk", "trunk is no revision here", ""},
		{":/nothing of that kind", ":/nothing of that kind is no revision here", ""},
		{"v1.0", "v1.0 is no revision here", ""},
		{"HEAD~9", "HEAD~9 is no revision here", ""},
		{"HEAD:joinery.yaml", "HEAD:joinery.yaml is a blob, wanted a commit, branch or tag", "name the revision alone: HEAD"},
		{"HEAD^{tree}", "HEAD^{tree} is a tree, wanted a commit, branch or tag", ""},
		{"main...HEAD", "main...HEAD is a range, wanted a commit, branch or tag", "name the base alone: main"},
		{"^main", "^main is a range, wanted a commit, branch or tag", ""},
		{"@{u}", "@{u} is no revision here: no upstream configured for branch 'main'", ""},
		{"--all", "--all is no revision here", ""},
		{"-", "- is no revision here", ""},
		{"", " is no revision here: a name has one line of text", ""},
		{"a\nb", "a\nb is no revision here: a name has one line of text", ""},
		{"0000000000000000000000000000000000000000", "0000000000000000000000000000000000000000 is no revision here", ""},
	}
	for _, c := range cases {
		_, err := r.Base(t.Context(), c.ref)
		var hinted interface{ Hints() []string }
		if !errors.As(err, &hinted) {
			t.Errorf("%q: got %v, want an error with hints", c.ref, err)
			continue
		}
		got, hint := err.Error(), strings.Join(hinted.Hints(), "|")
		if got != c.want || c.hint != "" && hint != c.hint {
			t.Errorf("%q: got %q, hint %q, want %q, hint %q", c.ref, got, hint, c.want, c.hint)
		}
	}
}

func TestDefaultBranchAndHead(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	r := s.open()
	check := func(when, branch, head string) {
		t.Helper()
		got, err := r.DefaultBranch(t.Context())
		if got != branch || (err == nil) != (branch != "") {
			t.Errorf("%s: DefaultBranch: got %q, %v, want %q", when, got, err, branch)
		}
		if got, err := r.Head(t.Context()); got != head || err != nil {
			t.Errorf("%s: Head: got %q, %v, want %q", when, got, err, head)
		}
	}
	check("before the first commit", "", "")
	s.git("checkout", "-q", "-b", "work")
	s.commit("one")
	head := s.git("rev-parse", "--short=7", "HEAD")
	check("another branch alone", "", head)
	s.git("branch", "master")
	check("master", "master", head)
	s.git("branch", "main")
	check("main", "main", head)
	s.git("update-ref", "refs/remotes/origin/main", "HEAD")
	check("origin's main", "origin/main", head)
	s.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
	s.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
	check("what origin says", "origin/trunk", head)
}

func TestUncommitted(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	files := []string{"same", "edited", "staged", "deleted", "new", "ignored", "missing", "touched"}
	for _, file := range []string{"same", "edited", "staged", "deleted", "touched"} {
		s.write("suite/"+file, "a")
	}
	s.write("suite/.gitignore", "ignored\n")
	check := func(when, want string) {
		t.Helper()
		r, err := Open(t.Context(), s.dir+"/suite")
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Uncommitted(t.Context(), files)
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", when, got, err, want)
		}
	}
	check("before the first commit", "same edited staged deleted touched")
	s.commit("one")
	check("all committed", "")
	s.write("suite/edited", "b")
	s.write("suite/staged", "b")
	s.git("add", "suite/staged")
	s.remove("suite/deleted")
	s.write("suite/new", "b")
	s.write("suite/ignored", "b")
	s.remove("suite/touched")
	s.write("suite/touched", "a")
	check("edits", "edited staged deleted new ignored")
}

// A linked working tree has its git folder elsewhere; a name with links leads to the same.
func TestWorktreeAndLink(t *testing.T) {
	s := newSandbox(t, filepath.Join(t.TempDir(), "first"))
	s.write("suite/joinery.yaml", "a")
	s.commit("one")
	tree := sandbox{t, filepath.Join(filepath.Dir(s.dir), "second")}
	s.git("worktree", "add", "-q", "-b", "work", tree.dir)
	tree.write("suite/joinery.yaml", "b")
	link := filepath.Join(filepath.Dir(s.dir), "link")
	if err := os.Symlink(filepath.Join(tree.dir, "suite"), link); err != nil {
		t.Skip("no links here: ", err)
	}
	for _, dir := range []string{filepath.Join(tree.dir, "suite"), link} {
		r, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		base, err := r.Base(t.Context(), "main")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(base.Changed, " "), "joinery.yaml"; got != want {
			t.Errorf("%s: Changed: got %q, want %q", dir, got, want)
		}
		if got, want := contents(t, base.FS)["joinery.yaml"], "a"; got != want {
			t.Errorf("%s: got %q, want %q", dir, got, want)
		}
	}
}
