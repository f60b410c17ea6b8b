// Package servertest starts database servers of a test's own: in a temporary folder, reached through
// a socket in it, so that neither ports nor what else runs on the machine matter.
//
//	s := servertest.Postgres(t)
//	url := s.Database(t) // empty, of its own
//	s.Crash(t)           // as when the power fails, but for the disk
//	s.Start(t)
//
// The programs must be installed (in Debian: postgresql, mariadb-server); tests are skipped where
// they are not.
package servertest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// A Server is a database server that ends with the test that started it.
type Server struct {
	folder  string
	program *exec.Cmd // that runs, nil when none does
	exited  chan error
	kind    kind
	options []string
	count   atomic.Int64
}

// kind is how a sort of server is run.
type kind interface {
	// make makes an empty server in the folder.
	make(t testing.TB, s *Server)
	// command is the server in the foreground.
	command(s *Server) *exec.Cmd
	// admin is a connection that makes databases.
	admin(s *Server) (*sql.DB, error)
	url(s *Server, database string) string
	// stop is the signal that ends it in good order, without waiting for who is connected; crash
	// is the one after which it has to recover.
	stop() syscall.Signal
	crash() syscall.Signal
}

func start(t testing.TB, k kind, options []string) *Server {
	t.Helper()
	// Not t.TempDir: a socket's path has 107 bytes at most, and others than we may have to pass.
	folder, err := os.MkdirTemp("", "db")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{folder: folder, kind: k, options: options}
	t.Cleanup(func() {
		s.Crash(t)
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	k.make(t, s)
	s.Start(t)
	return s
}

// patience is how long a server may take to start.
const patience = time.Minute

// Start starts the server, after Crash or Stop, and waits until it answers. One that ends at once is
// started again: what a crash left behind may still be in its way.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	for {
		s.launch(t)
		err := s.answers(ctx, t)
		if err == nil {
			return
		}
		s.Crash(t)
		if ctx.Err() != nil {
			t.Fatalf("the server does not start: %v\n%s", err, s.log())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// launch starts the program.
func (s *Server) launch(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	program := s.kind.command(s)
	program.Stdout, program.Stderr = log, log
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan error, 1)
	go func() { exited <- program.Wait(); close(exited) }()
	s.program, s.exited = program, exited
}

// answers waits until the server answers. The error is that it ended, or that ctx did.
func (s *Server) answers(ctx context.Context, t testing.TB) error {
	t.Helper()
	db, err := s.kind.admin(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return err
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// log returns what the server told.
func (s *Server) log() []byte {
	text, err := os.ReadFile(filepath.Join(s.folder, "log"))
	if err != nil {
		return []byte(err.Error())
	}
	return text
}

// Crash ends the server at once: what it did not write is lost. It does nothing when none runs.
func (s *Server) Crash(t testing.TB) { s.end(t, s.kind.crash()) }

// Stop ends the server in good order, without waiting for who is connected.
func (s *Server) Stop(t testing.TB) { s.end(t, s.kind.stop()) }

func (s *Server) end(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if s.program == nil {
		return
	}
	if err := s.program.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("ending the server: %v", err)
	}
	exit := new(exec.ExitError)
	if err := <-s.exited; err != nil && !errors.As(err, &exit) {
		t.Errorf("waiting for the server: %v", err)
	}
	s.program = nil
}

// Database makes an empty database and returns its URL, as sqlstore takes it.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", s.count.Add(1))
	s.Exec(t, "create database "+name)
	return s.URL(name)
}

// URL returns the URL of a database of this server.
func (s *Server) URL(database string) string { return s.kind.url(s, database) }

// Exec runs a statement as the one who may do everything.
func (s *Server) Exec(t testing.TB, text string) {
	t.Helper()
	db, err := s.kind.admin(s)
	if err == nil {
		defer db.Close()
		_, err = db.ExecContext(t.Context(), text)
	}
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// Folder is where the server keeps everything; its socket lies there, too.
func (s *Server) Folder() string { return s.folder }

// run runs a program that makes a server.
func run(t testing.TB, c *exec.Cmd) {
	t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", c, err, out)
	}
}

// program finds a program in the path, or in folders that are not in it. The test is skipped when it
// is nowhere.
func program(t testing.TB, name, install string, folders ...string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, pattern := range folders {
		found, err := filepath.Glob(filepath.Join(pattern, name))
		if err == nil && len(found) > 0 {
			return found[len(found)-1]
		}
	}
	t.Skipf("%s is not installed (in Debian: apt-get install --no-install-recommends %s)", name, install)
	return ""
}

// account returns a user's numbers, and whether we are root and thus can become that user.
func account(t testing.TB, name string) (uid, gid int, can bool) {
	t.Helper()
	if os.Getuid() != 0 {
		return 0, 0, false
	}
	u, err := user.Lookup(name)
	if err != nil {
		t.Skipf("root may not run this server, and there is no user %s", name)
	}
	uid, err = strconv.Atoi(u.Uid)
	if err == nil {
		gid, err = strconv.Atoi(u.Gid)
	}
	if err != nil {
		t.Fatal(err)
	}
	return uid, gid, true
}
