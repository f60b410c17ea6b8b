package daemon

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/sqlstore"
)

// program is one whose output nobody reads.
func program() Program {
	return Program{Name: "joinery", Version: "1.2.3", Stdout: io.Discard, Stderr: io.Discard, Now: time.Now}
}

// run runs a server until the test ends, and returns where it listens, and what it tells.
func run(t *testing.T, p Program, given texts) (address string, stderr *bytes.Buffer, end func() error) {
	t.Helper()
	s, err := ReadSettings(t.Context(), said(given, nil))
	if err != nil {
		t.Fatal(err)
	}
	out, write := io.Pipe()
	stderr = new(bytes.Buffer)
	p.Stdout, p.Stderr = write, stderr
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- s.Run(ctx, p)
		write.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		stop()
		t.Fatalf("got %q, %v, %v, want where it listens", line, err, <-ended)
	}
	return address, stderr, func() error { stop(); return <-ended }
}

func TestRun(t *testing.T) {
	address, _, end := run(t, program(), texts{"db": InMemory, "listen": "127.0.0.1:0"})
	answer, err := http.Get(address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("got %s, want 200", answer.Status)
	}
	if err := end(); err != nil {
		t.Errorf("the end: got %v, want no error", err)
	}
}

// TestFirstToken makes a database with a server, and a token in it without one.
func TestFirstToken(t *testing.T) {
	p := program()
	p.Alone = true
	url := "sqlite:" + filepath.Join(t.TempDir(), "r.db")
	serve := func() string {
		t.Helper()
		_, told, end := run(t, p, texts{"db": url, "listen": "127.0.0.1:0", "auth": "true"})
		if err := end(); err != nil {
			t.Fatal(err)
		}
		return told.String()
	}
	want := "nobody has a token yet: joinery token add NAME --role admin --db " + url + " makes the first one, while no server runs\n"
	if got := serve(); !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	err := p.WithRegistry(t.Context(), url, func(r *registry.Registry, _ registry.Store) error {
		tokens := Tokens{Registry: r, Who: registry.Who{Name: "test", Role: registry.Admin}}
		made, err := tokens.Add(t.Context(), api.NewToken{Name: "root", Role: "admin"})
		if err != nil || made.Name != "root" || made.Secret == "" {
			t.Errorf("got %v, %v, want root with a secret", made, err)
		}
		all, err := tokens.List(t.Context())
		if err != nil || len(all) != 1 || all[0].Secret != "" || all[0].Expires != nil {
			t.Errorf("got %v, %v, want root, no secret, no end", all, err)
		}
		revoked, err := tokens.Revoke(t.Context(), "root")
		if err != nil || revoked.Revoked == nil {
			t.Errorf("got %v, %v, want it revoked", revoked, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := serve(); strings.Contains(got, "nobody has a token") {
		t.Errorf("got %s, want no word about the first token", got)
	}
}

// TestFirstTokenInMemory sees that nobody is sent to a command that refuses such a database.
func TestFirstTokenInMemory(t *testing.T) {
	_, told, end := run(t, program(), texts{"db": InMemory, "listen": "127.0.0.1:0", "auth": "true"})
	if err := end(); err != nil {
		t.Fatal(err)
	}
	want := "nobody has a token yet, and none can be made: what --db memory: holds is reached by the server alone\n"
	if got := told.String(); !strings.Contains(got, want) || strings.Contains(got, "token add") {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestNotThere sees that nobody but a server makes a database.
func TestNotThere(t *testing.T) {
	path, empty := filepath.Join(t.TempDir(), "misspelt.db"), filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ url, want string }{
		{"sqlite:" + path, "there is no database " + path},
		{"sqlite://" + path, "there is no database " + path},
		{"memory:", "ends with its process"},
		{"mongodb://host/db", "has the scheme mongodb, wanted one of"},
		{"duckdb:" + path, "found a DuckDB URL, which joinery does not know"},
		{"sqlite:" + empty, "there is no registry in " + empty + ", it is empty"},
	} {
		err := program().WithRegistry(t.Context(), c.url, func(*registry.Registry, registry.Store) error {
			t.Errorf("%s: got a registry, want an error", c.url)
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.url, err, c.want)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want no file", err)
	}
}

// TestRunRefused sees what a server ends with that does not begin.
func TestRunRefused(t *testing.T) {
	address, _, end := run(t, program(), texts{"db": InMemory, "listen": "127.0.0.1:0"})
	defer end()
	taken, folder := strings.TrimPrefix(address, "http://"), t.TempDir()
	missing, empty := filepath.Join(folder, "made", "r.db"), filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		given texts
		want  string
	}{
		{texts{"db": InMemory, "listen": taken}, "--listen " + taken},
		{texts{"db": InMemory, "listen": "127.0.0.1:0", "metrics-listen": taken}, "--metrics-listen " + taken},
		{texts{"db": InMemory, "listen": "127.0.0.1:0", "tls-cert": "cert.pem"}, "wanted both"},
		{texts{"db": "mongodb://host/db"}, "has the scheme mongodb, wanted one of"},
		{texts{"db": "sqlite:" + missing, "listen": taken}, "--listen " + taken},
		{texts{"db": "sqlite:" + empty, "listen": "127.0.0.1:0"}, empty + " is there and empty"},
		{texts{"db": "sqlite://" + empty, "listen": "127.0.0.1:0"}, empty + " is there and empty"},
		{texts{"db": "sqlite:" + folder, "listen": "127.0.0.1:0"}, folder + " is a folder, wanted a file"},
	} {
		s, err := ReadSettings(t.Context(), said(c.given, nil))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Run(t.Context(), program()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want an error with %q", c.given, err, c.want)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("got %v, %v where a server did not begin, want nothing", left, err)
	}
	if info, err := os.Stat(empty); err != nil || info.Size() > 0 {
		t.Errorf("got %v, %v of the empty file, want it untouched", info, err)
	}
}

// TestOtherPrograms sees that a program that brings its database knows no other one.
func TestOtherPrograms(t *testing.T) {
	own := sqlstore.Dialects()[1] // any but SQLite
	p := program()
	p.Name, p.Databases = "joinery-postgres", []*sqlstore.Dialect{own}
	path := filepath.Join(t.TempDir(), "r.db")
	s, err := ReadSettings(t.Context(), said(texts{"db": "sqlite:" + path, "listen": "127.0.0.1:0"}, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := "--db: found a URL of sqlite, wanted " + own.Form
	if err := s.Run(t.Context(), p); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want no file", err)
	}
}
