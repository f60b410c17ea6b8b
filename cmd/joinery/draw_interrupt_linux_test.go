package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestInterruptedDraw stops a draw while the server works on it: the person learns the key under which
// the answer can be asked for.
func TestInterruptedDraw(t *testing.T) {
	keys := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		keys <- r.Header.Get("Idempotency-Key")
		_, _ = io.Copy(io.Discard, r.Body) // only then it is seen that the caller is gone
		<-r.Context().Done()
	}))
	defer server.Close()
	run := exec.Command("joinery", "draw", "ledger-lib", "minor", "--registry", server.URL)
	var stdout, stderr bytes.Buffer
	run.Stdout, run.Stderr = &stdout, &stderr
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	key := ""
	select {
	case key = <-keys:
	case <-time.After(20 * time.Second):
		_ = run.Process.Kill()
		t.Fatal("the server was not asked")
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	if got := run.ProcessState.ExitCode(); got != exitFailed {
		t.Errorf("got exit status %d, want %d", got, exitFailed)
	}
	if got := stderr.String(); key == "" || !strings.Contains(got, "joinery: stopped before the answer came\n") || !strings.Contains(got, "--idempotency-key "+key+" tells") {
		t.Errorf("got %q on stderr, want that it stopped, and the key %q", got, key)
	}
	if got := stdout.String(); got != "" {
		t.Errorf("got %q on stdout, want nothing", got)
	}
}
