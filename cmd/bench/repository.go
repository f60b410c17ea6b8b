package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// repository is a generated workspace in a git repository, as teams have it: a commit with
// everything, and on top of it one that touches a few components.
type repository struct {
	dir   string
	since time.Time // when it was last as committed
}

const (
	touched = 5   // components that the commit on top changes
	changes = 300 // change files that wait for a release, each naming one component
)

// makeRepository writes the workspace of a shape into dir and commits it twice.
func makeRepository(dir string, s shape) (*repository, error) {
	r := &repository{dir: dir}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return r, err
	}
	if err := s.write(dir); err != nil {
		return r, err
	}
	if err := r.git("init", "--quiet"); err != nil {
		return r, err
	}
	if err := r.commit("everything"); err != nil {
		return r, err
	}
	for i := range touched {
		n := i * s.components / touched
		file := filepath.Join(dir, s.folder(n), "joinery.yaml")
		text, err := os.ReadFile(file)
		if err != nil {
			return r, err
		}
		next := strings.Replace(string(text), "versions:\n", "versions:\n  - {version: 1.3.0-SNAPSHOT, extends: [1.2.0]}\n", 1)
		if err := os.WriteFile(file, []byte(next), 0o644); err != nil {
			return r, err
		}
	}
	return r, r.commit("a few")
}

// addChanges adds the change files, for components that lie evenly through all layers, and
// commits them.
func (r *repository) addChanges(s shape) error {
	if err := os.Mkdir(filepath.Join(r.dir, "changes"), 0o755); err != nil {
		return err
	}
	for i := range changes {
		n := i * s.components / changes
		text := fmt.Sprintf("---\ncomponents: {%s: fix}\n---\nRound amounts of line %d.\n", name(n), i)
		if err := os.WriteFile(filepath.Join(r.dir, "changes", fmt.Sprintf("change-%03d.md", i)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	if err := r.commit("changes"); err != nil {
		return err
	}
	return r.reset()
}

// reset makes the working tree what was committed last.
func (r *repository) reset() error {
	if err := r.git("reset", "--quiet", "--hard"); err != nil {
		return err
	}
	err := r.git("clean", "--quiet", "-d", "--force")
	r.since = time.Now()
	return err
}

// written returns how many files were written since the tree was as committed, whatever is in
// them.
func (r *repository) written() (int, error) {
	files := 0
	err := filepath.WalkDir(r.dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() == ".git" {
			return fs.SkipDir
		}
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && info.ModTime().After(r.since) {
			files++
		}
		return err
	})
	return files, err
}

// differing returns how many files were changed, added and removed since the last commit.
func (r *repository) differing() (changed, added, removed int, err error) {
	out, err := r.run("status", "--porcelain", "--untracked-files=all")
	for line := range strings.Lines(out) {
		switch line[:2] {
		case " M":
			changed++
		case " D":
			removed++
		case "??":
			added++
		default:
			return 0, 0, 0, fmt.Errorf("git status: found %q, wanted a file changed, added or removed", line)
		}
	}
	return changed, added, removed, err
}

func (r *repository) commit(message string) error {
	if err := r.git("add", "--all"); err != nil {
		return err
	}
	return r.git("-c", "user.name=bench", "-c", "user.email=bench@acme.example", "commit", "--quiet", "--message", message)
}

func (r *repository) git(args ...string) error {
	_, err := r.run(args...)
	return err
}

// run runs git, without the settings of whoever measures and without housekeeping beside it.
func (r *repository) run(args ...string) (string, error) {
	git := exec.Command("git", append([]string{"-C", r.dir, "-c", "gc.auto=0", "-c", "maintenance.auto=false"}, args...)...)
	git.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := git.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", strings.Join(args, " "), err, bytes.TrimSpace(out[:min(len(out), 2000)]))
	}
	return string(out), nil
}
