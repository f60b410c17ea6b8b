package revision

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sandbox is a repository of a test.
type sandbox struct {
	t   testing.TB
	dir string
}

// newSandbox makes an empty repository in a folder that does not exist yet.
func newSandbox(t testing.TB, dir string) sandbox {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("these tests run the git program, which is not installed")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := sandbox{t, dir}
	s.git("init", "-q", "-b", "main")
	return s
}

// git runs a git command that must succeed, and returns what it prints.
func (s sandbox) git(args ...string) string {
	s.t.Helper()
	out, err := s.try(args...)
	if err != nil {
		s.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(out)
}

// try runs git with a person, a clock and settings that are the same everywhere.
func (s sandbox) try(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = s.dir
	cmd.Env = append(cmd.Environ(),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C", "GIT_ALLOW_PROTOCOL=file",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@acme.example", "GIT_AUTHOR_DATE=2026-11-20T08:00:00Z",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@acme.example", "GIT_COMMITTER_DATE=2026-11-20T08:00:00Z")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// commit commits everything that lies there.
func (s sandbox) commit(message string) {
	s.t.Helper()
	s.git("add", "--all")
	s.git("commit", "-q", "--allow-empty", "-m", message)
}

// write writes a file, in place of whatever lies there.
func (s sandbox) write(file, text string) {
	s.t.Helper()
	full := filepath.Join(s.dir, filepath.FromSlash(file))
	s.makeRoom(file)
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s sandbox) link(file, target string) {
	s.t.Helper()
	s.makeRoom(file)
	if err := os.Symlink(target, filepath.Join(s.dir, filepath.FromSlash(file))); err != nil {
		s.t.Fatal(err)
	}
}

func (s sandbox) remove(file string) {
	s.t.Helper()
	full := filepath.Join(s.dir, filepath.FromSlash(file))
	if _, err := os.Lstat(full); err != nil {
		return // nothing there, or beneath a file
	}
	if err := os.RemoveAll(full); err != nil {
		s.t.Fatal(err)
	}
}

// makeRoom makes the folders above a file, and takes away what stands in its place.
func (s sandbox) makeRoom(file string) {
	s.t.Helper()
	parts := strings.Split(file, "/")
	for i := range parts {
		above := filepath.Join(append([]string{s.dir}, parts[:i+1]...)...)
		if info, err := os.Lstat(above); err == nil && (i == len(parts)-1 || !info.IsDir()) {
			if err := os.RemoveAll(above); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(s.dir, filepath.Dir(filepath.FromSlash(file))), 0o755); err != nil {
		s.t.Fatal(err)
	}
}

func (s sandbox) open() *Repository {
	s.t.Helper()
	r, err := Open(s.t.Context(), s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s sandbox) base(ref string) *Base {
	s.t.Helper()
	base, err := s.open().Base(s.t.Context(), ref)
	if err != nil {
		s.t.Fatal(err)
	}
	return base
}

// contents returns what a tree holds, a link as "-> target", in files but those of git.
func contents(t testing.TB, fsys fs.FS) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			target, err := fs.ReadLink(fsys, file)
			all[file] = "-> " + target
			return err
		}
		text, err := fs.ReadFile(fsys, file)
		all[file] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
