package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// quiet are the settings of every run: nothing is started in the background, and no name is
// written in another way than it has.
var quiet = []string{"--no-pager", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false"}

// foreign are variables that would make git look at another repository than the folder's, or
// speak differently.
var foreign = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
	"GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_TRACE", "LC_ALL", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT",
}

// program runs git in one folder.
type program struct{ path, dir string }

// newProgram finds git. The error is a *NoGitError.
func newProgram(dir string) (program, error) {
	path, err := exec.LookPath("git")
	if err != nil {
		return program{}, &NoGitError{Err: err}
	}
	return program{path, dir}, nil
}

// run returns what a git command prints, and what it says beside it. The error is ctx's, or a
// *GitError.
func (p program) run(ctx context.Context, input io.Reader, args ...string) (out []byte, words string, err error) {
	cmd := exec.CommandContext(ctx, p.path, append(slices.Clone(quiet), args...)...)
	cmd.Dir = p.dir
	cmd.WaitDelay = time.Second
	cmd.Stdin = input
	cmd.Env = append(slices.DeleteFunc(cmd.Environ(), isForeign), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	words = strings.TrimSpace(stderr.String())
	switch {
	case err == nil:
		return stdout.Bytes(), words, nil
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	}
	failed := &GitError{Command: args[0], Words: words, Status: -1, Err: err}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		failed.Status = exit.ExitCode()
	}
	return nil, words, failed
}

// lines runs a git command and returns the lines that it prints, empty ones included.
func (p program) lines(ctx context.Context, args ...string) ([]string, error) {
	out, _, err := p.run(ctx, nil, args...)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"), nil
}

// fields splits what git prints with -z.
func fields(out []byte) []string {
	if len(out) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

func isForeign(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains(foreign, name)
}

// unexpected is the error of an answer that git should not give.
func unexpected(command string, answer []byte) error {
	return &GitError{Command: command, Words: fmt.Sprintf("an answer that joinery does not understand: %.80q", answer)}
}
