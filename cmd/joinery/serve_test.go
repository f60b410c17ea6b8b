package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// served is a joinery serve that runs as a process of its own.
type served struct {
	address string
	process *exec.Cmd
	log     *lockedText
	once    sync.Once
	ended   error
}

// serveProcess starts joinery serve on a free port of this machine, and waits until it listens.
func serveProcess(dir string, env []string, args ...string) (*served, error) {
	s := &served{process: exec.Command("joinery", append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...), log: &lockedText{}}
	s.process.Dir, s.process.Env, s.process.Stderr = dir, env, s.log
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	first, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(first), "listening on ")
	if err != nil || !ok {
		ended := s.process.Wait()
		return nil, fmt.Errorf("joinery serve printed %q (%v, %v): %s", first, err, ended, s.log)
	}
	s.address = address
	return s, nil
}

// stop tells it to end and waits. The error is that of its exit status.
func (s *served) stop() error {
	s.once.Do(func() {
		kill := time.AfterFunc(time.Minute, func() { _ = s.process.Process.Kill() })
		defer kill.Stop()
		s.ended = errors.Join(s.process.Process.Signal(syscall.SIGTERM), s.process.Wait())
	})
	return s.ended
}

// lockedText is what a process prints, whenever somebody looks.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// serveEnvironment is that of a server that a test starts: nothing of whoever runs the test.
func serveEnvironment(home string) []string {
	return append(gitEnvironment(), "HOME="+home, "XDG_DATA_HOME=", "JOINERY_REGISTRY=", "JOINERY_TOKEN=")
}

// servedScripts are the servers of scripts that run.
var servedScripts sync.Map // *testscript.TestScript → *served

// serverCommand is the script command "server": "server start [OPTION…]" starts joinery serve, whose
// address is in $JOINERY_REGISTRY from then on, with the database in $HOME; "server stop" ends it, and
// writes its log into server.log.
func serverCommand(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) == 0 {
		ts.Fatalf("usage: server start [OPTION…] | server stop")
	}
	switch args[0] {
	case "start":
		s, err := serveProcess(ts.MkAbs("."), serveEnvironment(ts.Getenv("HOME")), args[1:]...)
		ts.Check(err)
		servedScripts.Store(ts, s)
		ts.Defer(func() {
			servedScripts.CompareAndDelete(ts, s)
			_ = s.stop()
		})
		ts.Setenv("JOINERY_REGISTRY", s.address)
	case "stop":
		s, running := servedScripts.LoadAndDelete(ts)
		if !running {
			ts.Fatalf("no server runs")
		}
		err := s.(*served).stop()
		ts.Check(os.WriteFile(ts.MkAbs("server.log"), []byte(s.(*served).log.String()), 0o644))
		ts.Check(err)
	default:
		ts.Fatalf("usage: server start [OPTION…] | server stop")
	}
}

// useToken puts the token that a file holds into $JOINERY_TOKEN: tokens FILE.
func useToken(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 1 {
		ts.Fatalf("usage: tokens FILE")
	}
	ts.Setenv("JOINERY_TOKEN", strings.TrimSpace(ts.ReadFile(args[0])))
}

// ask is a small curl for scripts: ask METHOD PATH [BODY] asks the server in $JOINERY_REGISTRY with the
// token in $JOINERY_TOKEN, and prints the answer's status and body.
func ask() {
	if err := askServer(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func askServer(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: ask METHOD PATH [BODY]")
	}
	var body io.Reader
	if len(args) > 2 {
		body = strings.NewReader(args[2])
	}
	r, err := http.NewRequest(args[0], os.Getenv("JOINERY_REGISTRY")+args[1], body)
	if err != nil {
		return err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token := os.Getenv("JOINERY_TOKEN"); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	fmt.Println(answer.StatusCode)
	fmt.Println(strings.TrimSuffix(string(text), "\n"))
	return nil
}

// TestResolveFromRegistry publishes the examples, and composes each in a folder that holds nothing:
// the bundle has the bytes that it has from files.
func TestResolveFromRegistry(t *testing.T) {
	for name, product := range map[string]string{"acme-suite": "acme-suite", "spring-cloud": "spring-cloud"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, example := t.TempDir(), filepath.Join("..", "..", "examples", name)
			server, err := serveProcess(home, serveEnvironment(home), "--db", "memory:")
			if err != nil {
				t.Fatal(err)
			}
			defer server.stop()
			joinery := func(dir string, args ...string) string {
				t.Helper()
				run := exec.Command("joinery", args...)
				run.Dir = dir
				run.Env = append(serveEnvironment(home), "JOINERY_REGISTRY="+server.address)
				var problems strings.Builder
				run.Stderr = &problems
				out, err := run.Output()
				if err != nil {
					t.Fatalf("joinery %s: %v\n%s", strings.Join(args, " "), err, problems.String())
				}
				return string(out)
			}
			joinery(".", "publish", example)
			day := []string{"--date", "2026-10-01"}
			want := joinery(example, append([]string{"resolve", product, "--level", "minor"}, day...)...)
			empty := emptyFolder(t)
			for _, time := range []string{"the first time", "from the cache"} {
				if got := joinery(empty, append([]string{"resolve", product, "--level", "minor"}, day...)...); got != want {
					t.Errorf("%s: got another bundle than from files:\n%s\nwant:\n%s", time, got, want)
				}
			}
			pulled := emptyFolder(t)
			joinery(pulled, "pull", product)
			if got := joinery(pulled, append([]string{"resolve", product, "--level", "minor"}, day...)...); got != want {
				t.Errorf("pulled: got another bundle than from files:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
