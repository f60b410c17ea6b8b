package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/urfave/cli/v2"
)

// edited is a draft's text, and where its last state is kept while it is edited.
type edited struct {
	draft *draft
	text  []byte
	kept  string // "" before the first edit
}

// whereKept tells a person that nothing that was typed is lost.
func (e *edited) whereKept() string {
	if e.kept == "" {
		return ""
	}
	return ", the text is kept in " + e.kept
}

// discard removes what was kept.
func (e *edited) discard() {
	if e.kept != "" {
		os.RemoveAll(filepath.Dir(e.kept))
		e.kept = ""
	}
}

// editDraft lets a person edit the text in $EDITOR. An editor that fails, and a text that comes
// back empty, or as it was although it lacks a summary, stop the command.
func (p *program) editDraft(c *cli.Context, e *edited) error {
	editor := p.getenv("EDITOR")
	if editor == "" {
		return failed{"$EDITOR is not set, and no other editor is known", "EDITOR=vi joinery change …, or say everything with options"}
	}
	if e.kept == "" {
		dir, err := os.MkdirTemp("", "joinery-change-")
		if err != nil {
			return failed{"cannot keep the draft: " + err.Error(), ""}
		}
		e.kept = filepath.Join(dir, e.draft.name+".md")
	}
	if err := os.WriteFile(e.kept, e.text, 0o600); err != nil {
		return failed{"cannot keep the draft: " + err.Error(), ""}
	}
	err := p.runEditor(editor, e.kept)
	if c.Context.Err() != nil {
		fmt.Fprintf(p.stderr, "the text is kept in %s\n", e.kept)
		return c.Context.Err()
	}
	if err != nil {
		return failed{fmt.Sprintf("the editor %q failed: %v; nothing was written%s", editor, err, e.whereKept()), ""}
	}
	after, err := os.ReadFile(e.kept)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.discard()
		return failed{fmt.Sprintf("the editor %q removed the draft, nothing was written", editor), ""}
	case err != nil:
		return failed{"the draft cannot be read: " + err.Error() + "; nothing was written" + e.whereKept(), ""}
	case len(bytes.TrimSpace(after)) == 0:
		e.discard()
		return failed{"the text came back empty, nothing was written", ""}
	case bytes.Equal(after, e.text) && bytes.Contains(after, []byte(placeholder)):
		e.discard()
		return failed{"the text came back as it was, without a summary; nothing was written", ""}
	}
	e.text = after
	return nil
}

// runEditor runs the editor by way of the shell, as git does, so that it may bring options of
// its own. Stdout is for results; what the editor draws goes where the questions go.
func (p *program) runEditor(editor, file string) error {
	run := exec.Command("sh", "-c", editor+` "$@"`, editor, file)
	if runtime.GOOS == "windows" {
		if _, err := exec.LookPath("sh"); err != nil {
			run = exec.Command("cmd", "/c", editor+" "+file)
		}
	}
	run.Stdin, run.Stdout, run.Stderr = p.stdin, p.stderr, p.stderr
	err := run.Run()
	if ended := new(exec.ExitError); errors.As(err, &ended) {
		return fmt.Errorf("exit status %d", ended.ExitCode())
	}
	return err
}
