package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAgainstAfterRecovery compares a workspace in which a release was killed half-way: git looks at
// it when it is put back, not while that goes on.
func TestAgainstAfterRecovery(t *testing.T) {
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Skipf("no process to be gone: %v", err)
	}
	r := repository{t.TempDir(), t}
	r.git("init", "--quiet", "--initial-branch=main")
	r.commit("one", map[string]string{"joinery.yaml": manifestOf("1.0.0")})

	host, _ := os.Hostname()
	digest := func(text string) string { return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text))) }
	kept := fmt.Sprintf(".joinery.yaml.%d-0.old", gone.Process.Pid)
	for name, text := range map[string]string{
		"joinery.yaml": manifestOf("1.1.0"), kept: manifestOf("1.0.0"),
		".joinery-journal": fmt.Sprintf(`{"format": 1, "owner": {"process": %d, "host": %q}, "steps": [
			{"target": "joinery.yaml", "kept": %q, "before": %q, "after": %q}]}`,
			gone.Process.Pid, host, kept, digest(manifestOf("1.0.0")), digest(manifestOf("1.1.0"))),
	} {
		if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	p := program{stdin: bytes.NewReader(nil), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: now}
	got := p.run([]string{"joinery", "-C", r.dir, "check", "--against", "HEAD"})
	if got != exitFine || stdout.Len() > 0 {
		t.Errorf("got exit status %d and\n%s%s\nwant %d and nothing that changed", got, stdout.String(), stderr.String(), exitFine)
	}
	if said := stderr.String(); strings.Count(said, "an earlier run was stopped") != 1 {
		t.Errorf("got %q, want it told once that something was put back", said)
	}
}
