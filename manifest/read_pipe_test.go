//go:build unix

package manifest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadPipe reads a pipe that somebody writes into, and stops the wait for one that nobody does.
func TestReadPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	go func() { _ = os.WriteFile(pipe, []byte("said late"), 0) }()
	if got, err := ReadFile(t.Context(), pipe, 1<<20); err != nil || string(got) != "said late" {
		t.Errorf("got %q, %v, want what was written", got, err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	if _, err := ReadFile(ctx, pipe, 1<<20); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	if both, err := os.OpenFile(pipe, os.O_RDWR, 0); err == nil { // who still waits sees the end
		_ = both.Close()
	}
}

// TestTreePipe sees that a tree waits for nothing.
func TestTreePipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "logo.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fs.ReadFile(fsys, "logo.png")
	if want := "found a device, pipe or socket, wanted a file"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
