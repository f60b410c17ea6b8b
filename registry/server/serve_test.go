package server_test

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

func jsonLog(l *lines) *slog.Logger { return slog.New(slog.NewJSONHandler(l, nil)) }

func hookName(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:8])
}

// slowStore lets a test hold back transactions.
type slowStore struct {
	registry.Store
	hold chan struct{} // closed: nothing is held back
}

func (s *slowStore) Update(ctx context.Context, names []string, change func(ctx context.Context, tx registry.Tx) error) error {
	if len(names) > 0 && names[0] == "slow" {
		select {
		case <-s.hold:
		case <-ctx.Done():
			return registry.Errorf(registry.Unavailable, "the test has no time left")
		}
	}
	return s.Store.Update(ctx, names, change)
}

// asked returns how many draws have come to the registry.
func asked(r *registry.Registry) int {
	s := r.Stats()
	return int(s.Draws) + s.Waiting
}

// post sends a draw and returns its status, 0 for none.
func post(url string) int {
	a, err := http.Post(url, "", nil)
	if err != nil {
		return 0
	}
	defer a.Body.Close()
	_, _ = io.Copy(io.Discard, a.Body)
	return a.StatusCode
}

// TestEndAnswers ends a server while draws wait: they are answered, and not ready is told first.
func TestEndAnswers(t *testing.T) {
	store := &slowStore{memory.New(), make(chan struct{})}
	r := registry.New(store, registry.Options{Now: time.Now})
	add(t, r, "quick")
	if err := store.Store.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{{Name: "slow", Scheme: "semver", Created: noon}}})
	}); err != nil {
		t.Fatal(err)
	}
	const grace = time.Hour
	over := make(chan time.Time) // the grace
	url, end := servingWith(t, r, server.Options{Grace: grace, After: func(d time.Duration) <-chan time.Time {
		if d == grace {
			return over
		}
		return time.After(d)
	}})
	const draws = 20
	status := make(chan int, draws)
	for range draws {
		go func() { status <- post(url + "/version/nextMinor?item=slow") }()
	}
	for asked(r) < draws {
		time.Sleep(time.Millisecond)
	}
	stream := listenAt(t, http.DefaultClient, url+"/v1/events?item=nothing")
	ended := make(chan error, 1)
	go func() { ended <- end() }()
	ready := 200
	for begun := time.Now(); ready == 200 && time.Since(begun) < patience; {
		a, err := http.Get(url + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		ready = a.StatusCode
	}
	if ready != 503 {
		t.Errorf("/readyz: got %d, want 503", ready)
	}
	if got := post(url + "/version/nextMinor?item=quick"); got != 201 {
		t.Errorf("a draw in the grace: got %d, want 201", got)
	}
	close(over)
	if _, more := stream.next(); more {
		t.Error("the stream: got an event, want its end")
	}
	close(store.hold)
	for range draws {
		if got := <-status; got != 201 {
			t.Errorf("a draw that waited: got %d, want 201", got)
		}
	}
	if err := <-ended; err != nil {
		t.Errorf("end: got %v, want none", err)
	}
	if _, err := r.Draw(t.Context(), somebody, registry.Draw{Item: "quick", Level: 2}); registry.CodeOf(err) != registry.Unavailable {
		t.Errorf("a draw after the end: got %v, want Unavailable", err)
	}
}

// TestEndCutsOff ends a server whose database hangs: it says so in time, and no client hangs.
func TestEndCutsOff(t *testing.T) {
	store := &slowStore{memory.New(), make(chan struct{})}
	r := registry.New(store, registry.Options{Now: time.Now, Patience: patience})
	if err := store.Store.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{{Name: "slow", Scheme: "semver", Created: noon}}})
	}); err != nil {
		t.Fatal(err)
	}
	url, end := servingWith(t, r, server.Options{Drain: 50 * time.Millisecond})
	status := make(chan int, 5)
	for range cap(status) {
		go func() { status <- post(url + "/version/nextMinor?item=slow") }()
	}
	for asked(r) < cap(status) {
		time.Sleep(time.Millisecond)
	}
	if err := end(); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("end: got %v, want that something was cut off", err)
	}
	for range cap(status) {
		if got := <-status; got == 201 {
			t.Errorf("a draw: got %d, want none", got)
		}
	}
	if _, found, err := store.Version(t.Context(), "slow", "1.0.0"); found || err != nil {
		t.Errorf("got a version, %v, want none drawn", err)
	}
}

func TestSweep(t *testing.T) {
	c := &clock{at: noon}
	r := registry.New(memory.New(), registry.Options{Now: c.now})
	add(t, r, "lib")
	if _, err := r.Draw(t.Context(), somebody, registry.Draw{Item: "lib", Level: 2, Reserve: true}); err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	c.at = noon.Add(48 * time.Hour)
	c.mu.Unlock()
	tick, log := make(chan time.Time), &lines{}
	url, end := servingWith(t, r, server.Options{Now: c.now, Log: jsonLog(log), After: func(d time.Duration) <-chan time.Time {
		if d == time.Minute {
			return tick
		}
		return time.After(d)
	}})
	tick <- noon
	tick <- noon // the first sweep is over
	a, err := http.Get(url + "/v1/items/lib/versions?state=lapsed")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if text, _ := io.ReadAll(a.Body); !strings.Contains(string(text), `"number":"1.0.0"`) {
		t.Errorf("got %s, want 1.0.0 lapsed", text)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), `"reserved versions lapsed","versions":1`) {
		t.Errorf("log: got %s, want what lapsed", log)
	}
}

// TestTLS asks over HTTP/2, and follows a stream there.
func TestTLS(t *testing.T) {
	lender := httptest.NewTLSServer(nil) // of a certificate
	defer lender.Close()
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	config := &tls.Config{Certificates: lender.TLS.Certificates}
	url, end := servingWith(t, r, server.Options{TLS: config})
	url = "https" + strings.TrimPrefix(url, "http")
	client := lender.Client()
	client.Transport.(*http.Transport).ForceAttemptHTTP2 = true
	a, err := client.Get(url + "/v1/items")
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	if a.ProtoMajor != 2 || a.StatusCode != 200 {
		t.Errorf("got %s and %d, want HTTP/2 and 200", a.Proto, a.StatusCode)
	}
	l := listenAt(t, client, url+"/v1/events")
	add(t, r, "lib")
	if got, want := l.told(1), "item.added lib"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	l.cancel()
	if err := end(); err != nil {
		t.Error(err)
	}
}

// TestStreamEndsWithToken has a token revoked while its stream runs.
func TestStreamEndsWithToken(t *testing.T) {
	var mu sync.Mutex
	beat, revoked := make(chan time.Time), false
	w := start(t, func(o *server.Options) {
		o.Who = func(*http.Request) (registry.Who, error) {
			mu.Lock()
			defer mu.Unlock()
			if revoked {
				return registry.Who{}, registry.Errorf(registry.Unknown, "the token was revoked")
			}
			return registry.Who{Name: "ci", Role: registry.Read}, nil
		}
		o.After = func(d time.Duration) <-chan time.Time {
			if d == 15*time.Second {
				return beat
			}
			return nil
		}
	})
	l := w.listen("")
	mu.Lock()
	revoked = true
	mu.Unlock()
	beat <- noon
	if e, ok := l.next(); ok {
		t.Errorf("got %v, want the end of the stream", e)
	}
}
