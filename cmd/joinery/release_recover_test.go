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

// TestReleaseRecovered opens a workspace in which a release was killed half-way: its journal is
// there, one file has its new content, another has not. Whatever command comes next puts the
// workspace back, and says so in one line.
func TestReleaseRecovered(t *testing.T) {
	dir := t.TempDir()
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Skipf("no process to be gone: %v", err)
	}
	pid := gone.Process.Pid
	host, _ := os.Hostname() // "" is what the journal says then, too
	before, after := manifestOf("1.0.0"), manifestOf("1.1.0")
	digest := func(text string) string { return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text))) }
	kept, staged := fmt.Sprintf(".joinery.yaml.%d-0.old", pid), fmt.Sprintf(".more.joinery.yaml.%d-1.new", pid)
	for name, text := range map[string]string{
		"joinery.yaml": after, kept: before, staged: after,
		".joinery-journal": fmt.Sprintf(`{"format": 1, "owner": {"process": %d, "host": %q}, "steps": [
			{"target": "joinery.yaml", "kept": %q, "before": %q, "after": %q},
			{"target": "more.joinery.yaml", "staged": %q, "after": %q}]}`,
			pid, host, kept, digest(before), digest(after), staged, digest(after)),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	p := program{stdin: bytes.NewReader(nil), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: now}
	if got := p.run([]string{"joinery", "-C", dir, "plan"}); got != exitFine {
		t.Errorf("got exit status %d, want %d", got, exitFine)
	}
	said, rest, _ := strings.Cut(stderr.String(), "\n")
	if !strings.HasPrefix(said, "an earlier run was stopped while it wrote") || !strings.HasSuffix(said, ": joinery.yaml") {
		t.Errorf("got %q as the first line, want one that names what was put back", said)
	}
	if want := "nothing to release: no change waits\n"; rest != want {
		t.Errorf("got %q behind it, want %q", rest, want)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("got %v (%v) in the folder, want joinery.yaml alone", files, err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "joinery.yaml")); err != nil || string(got) != before {
		t.Errorf("got %q (%v), want %q", got, err, before)
	}
}

func manifestOf(version string) string {
	return "apiVersion: joinery/v1\nkind: Component\nname: ledger-lib\nversions: [{version: " + version + "}]\n"
}
