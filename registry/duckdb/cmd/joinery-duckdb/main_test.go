package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// built is the program as somebody else would build it.
func built(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", file, "-ldflags", "-s -w -X main.release=1.2.3", ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return file
}

// environment is that of a program that a test starts: no settings of whoever runs the test.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "JOINERY_") })
}

// server is a joinery-duckdb serve that runs.
type server struct {
	t       *testing.T
	process *exec.Cmd
	log     *bytes.Buffer
	address string
}

// start starts it on a free port, and waits until it listens.
func start(t *testing.T, program, db string, options ...string) *server {
	t.Helper()
	s := &server{t: t, process: exec.Command(program, append([]string{"serve", "--listen", "127.0.0.1:0", "--db", db}, options...)...), log: new(bytes.Buffer)}
	s.process.Env, s.process.Stderr = environment(), s.log
	out, err := s.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.process.Process.Kill() }) // where the test failed; else it has ended
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("got %q, %v, want where it listens: %v\n%s", line, err, s.process.Wait(), s.log)
	}
	s.address = address
	return s
}

// stop tells it to end, and waits for a clean end.
func (s *server) stop() {
	s.t.Helper()
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	kill := time.AfterFunc(20*time.Second, func() { _ = s.process.Process.Kill() })
	defer kill.Stop()
	if err := s.process.Wait(); err != nil {
		s.t.Errorf("the end: got %v, want status 0\n%s", err, s.log)
	}
}

// ask asks as curl does, and returns the answer's body.
func (s *server) ask(method, path, token string, want int) string {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.address+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != want {
		s.t.Errorf("%s %s: got %s, %v, want %d\n%s", method, path, answer.Status, err, want, body)
	}
	return strings.TrimSpace(string(body))
}

// TestDraws draws from a server, ends it, and draws from another one on the same file: the numbers go on.
// What needs the file is done between them.
func TestDraws(t *testing.T) {
	program, folder := built(t), t.TempDir()
	path := filepath.Join(folder, "data", "registry.duckdb")
	db, copied := "duckdb:"+path, filepath.Join(folder, "copy.duckdb")
	command := func(args ...string) (stdout string) {
		t.Helper()
		run := exec.Command(program, args...)
		run.Env = append(environment(), "JOINERY_DB="+db)
		var stderr bytes.Buffer
		run.Stderr = &stderr
		out, err := run.Output()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &stderr)
		}
		return strings.TrimSpace(string(out))
	}
	draw := func(s *server, token, want string) {
		t.Helper()
		if got := s.ask("POST", "/version/nextMinor?item=lib&format=txt", token, http.StatusCreated); got != want {
			t.Errorf("drawing: got %s, want %s", got, want)
		}
	}

	if got := command("--version"); got != name+" 1.2.3" {
		t.Errorf("the version: got %q, want 1.2.3", got)
	}
	s := start(t, program, db)
	s.ask("POST", "/items/add?item=lib&version=1.2.0", "", http.StatusCreated)
	draw(s, "", "1.3.0")
	draw(s, "", "1.4.0")
	taken := exec.Command(program, "token", "list", "--db", db)
	if out, err := taken.CombinedOutput(); err == nil || !strings.Contains(string(out), "another process has the DuckDB file open") {
		t.Errorf("a token while a server runs: got %v, %s, want to hear that another process has the file", err, out)
	}
	s.stop()

	command("backup", copied)
	token := command("token", "add", "ci", "--role", "draw")
	s = start(t, program, db, "--auth")
	s.ask("POST", "/version/nextMinor?item=lib", "", http.StatusUnauthorized)
	draw(s, token, "1.5.0")
	if got := s.ask("GET", "/version/current?item=lib&format=txt", token, http.StatusOK); got != "1.5.0" {
		t.Errorf("the highest version: got %s, want 1.5.0", got)
	}
	s.stop()

	db = "duckdb:" + copied
	command("restore", "--gap", "50")
	s = start(t, program, db)
	if got := s.ask("POST", "/version/nextPatch?item=lib&format=txt", "", http.StatusCreated); got != "1.4.51" {
		t.Errorf("drawing from a copy that was brought back: got %s, want 1.4.51", got)
	}
	s.stop()
	if left, _ := filepath.Glob(path + ".*"); len(left) != 0 {
		t.Errorf("got %q beside the database after a clean end, want nothing", left)
	}
}
