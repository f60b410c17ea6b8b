// Package browsertest opens pages in a headless Chromium, so that tests see what a reader sees.
//
//	dom := browsertest.Run(t, "--dump-dom", "file:///tmp/page.html")
//
// The program must be installed (in Debian: chromium); tests are skipped where it is not, and when
// they are short.
package browsertest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"testing"
	"time"
)

// patience is how long a run of the browser may take.
const patience = 2 * time.Minute

// Run runs the browser with more arguments, under a profile of its own, and returns its output.
func Run(t testing.TB, args ...string) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := program(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + profile(t),
	}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		t.Fatalf("chromium did not end within %v\n%s", patience, stderr.String())
	}
	if err != nil {
		t.Skipf("chromium does not run here: %v\n%s", err, stderr.String())
	}
	return out
}

// program returns the browser's path.
func program(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Skip("chromium is not installed (in Debian: apt-get install --no-install-recommends chromium)")
	return ""
}

// profile makes a folder for what the browser keeps. It is not t.TempDir: processes of a browser
// that has ended may write there for a moment longer, and what they wrote would fail the test.
func profile(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := os.RemoveAll(folder)
		for range 100 {
			if err == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
			err = os.RemoveAll(folder)
		}
		t.Error(err)
	})
	return folder
}
