package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

var update = flag.Bool("update", false, "rewrite golden files")

// noon is when the tests' clock begins; it goes on by a second whenever somebody looks.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Second)
	return c.at
}

// world is a server with its registry.
type world struct {
	t testing.TB
	r *registry.Registry
	s *server.Server
	*httptest.Server
	log *lines
}

// lines is a log that many write and one reads.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// roles lets in who names a role as his token, and nobody else.
func roles(r *http.Request) (registry.Who, error) {
	role, items, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), ":")
	parsed, err := registry.ParseRole(role)
	if err != nil {
		return registry.Who{}, &registry.Error{Code: registry.Unknown, Message: "the token is not known here"}
	}
	who := registry.Who{Name: "test-" + role, Role: parsed}
	if items != "" {
		who.Items = strings.Split(items, ",")
	}
	return who, nil
}

// start serves an empty registry in memory; everybody is admin unless change says otherwise.
func start(t testing.TB, change ...func(*server.Options)) *world {
	t.Helper()
	return startOn(t, memory.New(), change...)
}

func startOn(t testing.TB, store registry.Store, change ...func(*server.Options)) *world {
	t.Helper()
	c := &clock{at: noon}
	w := &world{t: t, r: registry.New(store, registry.Options{Now: c.now}), log: &lines{}}
	o := server.Options{
		Now: c.now,
		Who: func(*http.Request) (registry.Who, error) {
			return registry.Who{Name: "anonymous", Role: registry.Admin}, nil
		},
		Log: slog.New(slog.NewJSONHandler(w.log, nil)),
	}
	for _, f := range change {
		f(&o)
	}
	var err error
	if w.s, err = server.New(w.r, o); err != nil {
		t.Fatal(err)
	}
	w.Server = httptest.NewServer(w.s.Handler())
	t.Cleanup(func() {
		w.s.Close()
		w.Server.Close()
		w.described()
		if err := w.r.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// answer is what came back.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   string
}

// do sends a request: a method and a path with its query, headers in pairs after the body.
func (w *world) do(line, body string, headers ...string) answer {
	w.t.Helper()
	method, target, _ := strings.Cut(line, " ")
	q, err := http.NewRequest(method, w.URL+target, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if strings.HasPrefix(body, "{") {
		q.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	client := *w.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a, err := client.Do(q)
	if err != nil {
		w.t.Fatalf("%s: %v", line, err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if err != nil {
		w.t.Fatalf("%s: %v", line, err)
	}
	return answer{w.t, a.StatusCode, a.Header, string(text)}
}

// must sends a request that gets this status.
func (w *world) must(status int, line, body string, headers ...string) answer {
	w.t.Helper()
	a := w.do(line, body, headers...)
	if a.status != status {
		w.t.Fatalf("%s: got %d, want %d: %s", line, a.status, status, a.body)
	}
	return a
}

// field returns a field of a JSON object, as text.
func (a answer) field(name string) string {
	a.t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(a.body), &all); err != nil {
		a.t.Fatalf("got no JSON: %v: %s", err, a.body)
	}
	switch v := all[name].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		text, _ := json.Marshal(v)
		return string(text)
	}
}

// golden compares a text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s\n-update rewrites it", file, got, want)
	}
}
