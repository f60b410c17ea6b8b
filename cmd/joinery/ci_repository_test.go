package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What runs in CI is tried in a repository of its own: main holds a product that fits and a
// warning that is old, broken holds a change that does not fit, fine one that does.
const (
	ciProduct = "apiVersion: joinery/v1\nkind: Product\nname: acme-suite\ncomponents: {web-shop: ^2.0}\n"
	ciLibrary = "apiVersion: joinery/v1\nkind: Component\nname: ledger-lib\nversions: [{version: 2.1.0}]\n"
	ciShop    = "apiVersion: joinery/v1\nkind: Component\nname: web-shop\nversions:\n  - version: 2.0.1\n    dependencies: {ledger-lib: ^2.0}\n"
	ciUnused  = "apiVersion: joinery/v1\nkind: Component\nname: fax-gateway\nversions: [{version: 1.0.0}]\n"
)

// repository is a git repository with a working tree.
type repository struct {
	dir string
	t   *testing.T
}

// ciRepository makes the repository, with main checked out.
func ciRepository(t *testing.T) repository {
	t.Helper()
	r := repository{t.TempDir(), t}
	r.git("init", "--quiet", "--initial-branch=main")
	r.commit("main", map[string]string{
		"joinery.yaml": ciProduct, "ledger-lib/joinery.yaml": ciLibrary, "web-shop/joinery.yaml": ciShop, "fax-gateway/joinery.yaml": ciUnused,
	})
	r.git("switch", "--quiet", "--create", "broken")
	r.commit("a requirement that nothing meets", map[string]string{
		"web-shop/joinery.yaml": strings.Replace(ciShop, "versions:", "versions:\n  - version: 2.1.0\n    extends: [2.0.1]\n    dependencies: {ledger-lib: ^3.0}", 1),
		"joinery.yaml":          strings.Replace(ciProduct, "^2.0", "^2.1", 1),
	})
	r.git("switch", "--quiet", "--create", "fine", "main")
	r.commit("a new shop", map[string]string{
		"web-shop/joinery.yaml": strings.Replace(ciShop, "versions:", "versions:\n  - version: 2.1.0\n    extends: [2.0.1]\n    dependencies: {ledger-lib: ^2.1}", 1),
	})
	r.git("switch", "--quiet", "main")
	return r
}

func (r repository) commit(message string, files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		file := filepath.Join(r.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	r.git("add", "-A")
	r.git("commit", "--quiet", "-m", message)
}

// git runs git in the repository and returns what it prints.
func (r repository) git(args ...string) string {
	r.t.Helper()
	run := exec.Command("git", args...)
	run.Dir, run.Env = r.dir, gitEnvironment()
	out, err := run.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// gitEnvironment keeps git away from the person who runs the tests.
func gitEnvironment() []string {
	return append(os.Environ(),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A. Developer", "GIT_AUTHOR_EMAIL=dev@acme.example", "GIT_AUTHOR_DATE=2026-11-20T10:00:00Z",
		"GIT_COMMITTER_NAME=A. Developer", "GIT_COMMITTER_EMAIL=dev@acme.example", "GIT_COMMITTER_DATE=2026-11-20T10:00:00Z")
}

// ran is what came of a script.
type ran struct {
	status         int
	stdout, stderr string
}

// script runs text with a shell in a folder, with variables on top of the environment.
func script(t *testing.T, shell []string, dir, text string, variables map[string]string) ran {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script.sh")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(shell[0], append(shell[1:], file)...)
	run.Dir, run.Env = dir, gitEnvironment()
	for name, value := range variables {
		run.Env = append(run.Env, name+"="+value)
	}
	var stdout, stderr bytes.Buffer
	run.Stdout, run.Stderr = &stdout, &stderr
	err := run.Run()
	if ended := new(exec.ExitError); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return ran{run.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}
