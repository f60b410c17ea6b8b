//go:build unix

package faulttest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/client"
	"joinery/registry/faulttest"
	"joinery/registry/server"
	"joinery/registry/sqlstore"
)

// childVariable makes this program a server, of the configuration in it.
const childVariable = "FAULTTEST_SERVER"

type childConfig struct{ URL, Socket string }

// serveChild serves until SIGTERM, or until nobody holds its standard input any more.
func serveChild(text string) int {
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	var c childConfig
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		panic(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := c.serve(ctx); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		return 1
	}
	return 0
}

func (c childConfig) serve(ctx context.Context) error {
	store, err := sqlstore.Open(ctx, c.URL, sqlstore.Options{})
	if err != nil {
		return err
	}
	s, err := server.New(registryOn(store), server.Options{
		Now: time.Now, Who: func(*http.Request) (registry.Who, error) { return admin, nil },
	})
	if err != nil {
		return err
	}
	if err := os.Remove(c.Socket); err != nil && !errors.Is(err, fs.ErrNotExist) { // of one that was killed
		return err
	}
	l, err := net.Listen("unix", c.Socket)
	if err != nil {
		return err
	}
	return errors.Join(s.Serve(ctx, l), store.Close())
}

// process is a server in a process of its own.
type process struct {
	config childConfig
	cmd    *exec.Cmd
	hold   io.Closer // its standard input
	said   bytes.Buffer
}

// serve starts a server for the place, until the test ends.
func (p place) serve(t testing.TB) *process {
	t.Helper()
	folder, err := os.MkdirTemp("", "ft") // a socket's path has 107 bytes at most
	if err != nil {
		t.Fatal(err)
	}
	s := &process{config: childConfig{p.url, filepath.Join(folder, "s")}}
	t.Cleanup(func() {
		s.kill(t)
		os.RemoveAll(folder)
	})
	s.start(t)
	return s
}

// start starts the server and waits until it is ready.
func (s *process) start(t testing.TB) {
	t.Helper()
	config, err := json.Marshal(s.config)
	if err != nil {
		t.Fatal(err)
	}
	s.said.Reset()
	s.cmd = exec.Command(os.Args[0])
	s.cmd.Env = append(os.Environ(), childVariable+"="+string(config))
	s.cmd.Stdout, s.cmd.Stderr = &s.said, &s.said
	if s.hold, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		err := s.ready()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			s.kill(t)
			t.Fatalf("the server does not start: %v\n%s", err, &s.said)
		}
	}
}

// once is a way to a server on which nothing is asked twice: net/http would, where a connection broke
// and the request has a key, and nobody could tell what became of the first time.
type once struct{ *http.Transport }

func (o once) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.GetBody = nil
	return o.Transport.RoundTrip(r)
}

func (s *process) transport() *http.Transport {
	return &http.Transport{
		MaxIdleConnsPerHost: 64,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", s.config.Socket)
		},
	}
}

// target asks the server, each time once, and waits three seconds for an answer.
func (s *process) target(t testing.TB) faulttest.Target { return s.waiting(t, 3*time.Second) }

// waiting is a target that waits longer.
func (s *process) waiting(t testing.TB, most time.Duration) faulttest.Target {
	t.Helper()
	transport := s.transport()
	t.Cleanup(transport.CloseIdleConnections)
	c, err := client.New("http://127.0.0.1", client.Options{HTTP: &http.Client{Transport: once{transport}}, Attempts: 1, Timeout: most})
	if err != nil {
		t.Fatal(err)
	}
	return faulttest.Remote(c)
}

// short asks the server by the routes for shell scripts, each time once.
func (s *process) short(t testing.TB) faulttest.Target {
	t.Helper()
	transport := s.transport()
	t.Cleanup(transport.CloseIdleConnections)
	return faulttest.Short(&http.Client{Transport: once{transport}, Timeout: 3 * time.Second}, "http://127.0.0.1")
}

func (s *process) signal(t testing.TB, signal os.Signal) {
	t.Helper()
	if err := s.cmd.Process.Signal(signal); err != nil {
		t.Errorf("%v: got %v, want no error", signal, err)
	}
}

// kill ends the server at once. It does nothing when none runs.
func (s *process) kill(t testing.TB) {
	t.Helper()
	if s.cmd == nil {
		return
	}
	s.signal(t, syscall.SIGKILL)
	s.cmd.Wait() // its error is the signal
	s.hold.Close()
	s.cmd = nil
}

// end asks the server to end, and complains unless it does so in good order.
func (s *process) end(t testing.TB) {
	t.Helper()
	s.signal(t, syscall.SIGTERM)
	stuck := time.AfterFunc(patience, func() { s.cmd.Process.Kill() })
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("ending the server: got %v, want no error\n%s", err, &s.said)
	}
	stuck.Stop()
	s.hold.Close()
	s.cmd = nil
}
