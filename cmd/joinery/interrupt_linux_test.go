package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const manifestOfOne = `apiVersion: joinery/v1
kind: Component
name: ledger-lib
versions: [{version: 1.0.0}]
`

// TestInterruptedRead stops the program while it reads: a lease on the manifest holds it at
// that point, and the system tells when it is there.
func TestInterruptedRead(t *testing.T) {
	for _, command := range []string{"bump ledger-lib minor", "check -o report.txt", "import --format helm joinery.yaml"} {
		t.Run(command, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "joinery.yaml")
			if err := os.WriteFile(file, []byte(manifestOfOne), 0o644); err != nil {
				t.Fatal(err)
			}
			reached, release := lease(t, file)
			run := exec.Command("joinery", strings.Fields(command)...)
			run.Dir = dir
			var stdout, stderr bytes.Buffer
			run.Stdout, run.Stderr = &stdout, &stderr
			if err := run.Start(); err != nil {
				t.Fatal(err)
			}
			select {
			case <-reached:
			case <-time.After(2 * time.Minute):
				_ = run.Process.Kill()
				t.Fatal("the manifest was not read")
			}
			if err := run.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			settled(t, run.Process.Pid) // the signal arrives while the read still waits
			release()
			stopped(t, run, &stderr)
			if got := stdout.String(); got != "" {
				t.Errorf("got %q on stdout, want nothing", got)
			}
			left, err := os.ReadDir(dir)
			if err != nil || len(left) != 1 {
				t.Errorf("got %v (%v), want joinery.yaml alone", left, err)
			}
			if got, err := os.ReadFile(file); err != nil || string(got) != manifestOfOne {
				t.Errorf("got %q (%v), want the manifest as it was", got, err)
			}
		})
	}
}

// stopped waits for a process that was told to stop, and holds that it says so.
func stopped(t *testing.T, run *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	_ = run.Wait() // the exit status is looked at below
	if got := run.ProcessState.ExitCode(); got != exitFailed {
		t.Errorf("got exit status %d, want %d", got, exitFailed)
	}
	if got, want := stderr.String(), "joinery: stopped, nothing was written\n"; got != want {
		t.Errorf("got %q on stderr, want %q", got, want)
	}
}

// settled waits until a process has taken all signals and does nothing, twice in a row.
func settled(t *testing.T, pid int) {
	t.Helper()
	quiet := 0
	for end := time.Now().Add(2 * time.Minute); quiet < 2; time.Sleep(50 * time.Millisecond) {
		quiet++
		if busy(t, pid) {
			quiet = 0
		}
		if time.Now().After(end) {
			t.Fatal("the process does not come to rest")
		}
	}
}

// busy reports whether a signal still waits for a process, or one of its threads is at work.
func busy(t *testing.T, pid int) bool {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil || len(tasks) == 0 {
		t.Fatalf("the process is gone: %v", err)
	}
	for _, task := range tasks {
		status, err := os.ReadFile(task)
		if err != nil {
			return true // a thread that has just ended
		}
		for line := range strings.Lines(string(status)) {
			what, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			value = strings.TrimSpace(value)
			if what == "State" && strings.HasPrefix(value, "R") || (what == "SigPnd" || what == "ShdPnd") && strings.Trim(value, "0") != "" {
				return true
			}
		}
	}
	return false
}

// lease holds up whoever opens the file, until release; reached hears of the first.
func lease(t *testing.T, name string) (reached chan os.Signal, release func()) {
	t.Helper()
	const setLease = 1024
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	reached = make(chan os.Signal, 1)
	signal.Notify(reached, syscall.SIGIO)
	if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), setLease, syscall.F_WRLCK); errno != 0 {
		t.Skipf("no leases on this file system: %v", errno)
	}
	return reached, func() {
		signal.Stop(reached)
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestInterruptedInput stops the program while it waits for more of stdin. It waits for sure
// once it has taken more than a pipe holds.
func TestInterruptedInput(t *testing.T) {
	run := exec.Command("joinery", "calc", "sort")
	in, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	run.Stderr = &stderr
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, strings.Repeat("1.0.0\n", 1<<18)); err != nil {
		t.Fatal(err)
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	stopped(t, run, &stderr)
}

// TestInterruptedPipe stops the program while it waits for what comes out of a pipe. Whoever opens
// the other end without waiting gets it as soon as the program is there.
func TestInterruptedPipe(t *testing.T) {
	for _, command := range []string{"publish pipe", "notes --template pipe", "notes --catalogue pipe", "serve --config pipe", "diff pipe pipe", "verify --verify-key pipe x"} {
		t.Run(command, func(t *testing.T) {
			dir := t.TempDir()
			pipe := filepath.Join(dir, "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Fatal(err)
			}
			run := exec.Command("joinery", strings.Fields(command)...)
			run.Dir = dir
			var stderr bytes.Buffer
			run.Stderr = &stderr
			if err := run.Start(); err != nil {
				t.Fatal(err)
			}
			var other *os.File
			for end := time.Now().Add(2 * time.Minute); other == nil; time.Sleep(time.Millisecond) {
				other, _ = os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0)
				if time.Now().After(end) {
					_ = run.Process.Kill()
					t.Fatal("nobody reads the pipe")
				}
			}
			defer other.Close()
			if err := run.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			stopped(t, run, &stderr)
		})
	}
}
