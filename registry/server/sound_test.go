package server_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

// settingStore is a store whose settings somebody changes.
type settingStore struct {
	registry.Store
	mu     sync.Mutex
	fault  error
	writes int // since the fault came or went
}

func (s *settingStore) set(fault error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.writes = fault, 0
}

func (s *settingStore) Update(ctx context.Context, lock []string, do func(context.Context, registry.Tx) error) error {
	s.mu.Lock()
	s.writes++
	s.mu.Unlock()
	return s.Store.Update(ctx, lock, do)
}

func (s *settingStore) wrote() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writes
}

func (s *settingStore) Check(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// unsafe is what a store says of a setting that breaks the promise.
func unsafe() error {
	return &registry.Error{
		Code: registry.Invalid, Message: "PostgreSQL has synchronous_commit = off, wanted on: versions would be given out before they are on the disk",
		Hint: "alter role or alter database, set synchronous_commit = on",
	}
}

// TestUnsound has a setting changed under a running server: it says which, and gives out nothing until
// it is as it should be.
func TestUnsound(t *testing.T) {
	store := &settingStore{Store: memory.New()}
	w := startOn(t, store)
	w.must(201, "POST /items/add?item=lib", "")
	w.must(200, "GET /readyz", "")
	store.set(unsafe())
	got := w.must(503, "GET /readyz", "")
	if !strings.Contains(got.field("detail"), "synchronous_commit = off") || !strings.Contains(got.field("hint"), "set synchronous_commit = on") {
		t.Errorf("/readyz: got %s, want the setting and what to do", got.body)
	}
	for line, body := range map[string]string{
		"POST /version/nextMinor?item=lib": "", "POST /v1/items/lib/draws": `{"level": "minor"}`, "POST /v1/documents": component("other", "1.0.0", ""),
		"POST /v1/tokens": `{"name": "x", "role": "read"}`,
	} {
		got := w.must(503, line, body)
		if got.field("code") != "unavailable" || !strings.Contains(got.field("detail"), "synchronous_commit = off") || got.header.Get("Retry-After") == "" {
			t.Errorf("%s: got %s, want that it comes from the setting", line, got.body)
		}
	}
	w.must(200, "GET /v1/items/lib", "")
	w.must(200, "GET /version/nextMinor?item=lib", "")
	w.must(200, "POST /v1/documents/wanted", `{"names": ["lib"]}`)
	w.must(200, "POST /v1/items/lib/draws?look=true", `{"level": "minor"}`)
	w.must(503, "POST /v1/items/lib/draws?look=false", `{"level": "minor"}`)
	w.must(422, "POST /v1/documents?look=true", "# nothing")
	w.must(503, "POST /v1/documents", "# nothing")

	store.set(registry.Errorf(registry.Unavailable, "the database cannot be reached, nothing was done"))
	if got := w.must(503, "GET /readyz", ""); !strings.Contains(got.field("detail"), "cannot be reached") {
		t.Errorf("/readyz: got %s, want the reason", got.body)
	}
	w.must(503, "POST /version/nextMinor?item=lib", "") // nobody knows that it is as it should be
	store.set(nil)
	w.must(200, "GET /readyz", "")
	if got := w.must(201, "POST /version/nextMinor?item=lib&format=txt", "").body; got != "1.0.0\n" {
		t.Errorf("got %s, want 1.0.0", got)
	}
}

// TestUnsoundLoops sees that nothing is written either by what a server does unasked: no version lapses,
// and a webhook's cursor stays. Both go on when the setting is as it should be.
func TestUnsoundLoops(t *testing.T) {
	c, e := &clock{at: noon}, newEar(t)
	below := memory.New()
	store := &settingStore{Store: below}
	r, other := registry.New(store, registry.Options{Now: c.now}), registry.New(below, registry.Options{Now: c.now})
	add(t, r, "lib")
	if _, err := r.Draw(t.Context(), somebody, registry.Draw{Item: "lib", Level: 2, Reserve: true}); err != nil {
		t.Fatal(err)
	}
	ticks := map[time.Duration]chan time.Time{2 * time.Second: make(chan time.Time), 10 * time.Second: make(chan time.Time), time.Minute: make(chan time.Time)}
	hook, watch, sweep := ticks[2*time.Second], ticks[10*time.Second], ticks[time.Minute]
	_, end := servingWith(t, r, server.Options{
		Now: c.now, Webhooks: []server.Webhook{{URL: e.URL, Secret: hookSecret}},
		After: func(d time.Duration) <-chan time.Time { return ticks[d] },
	})
	twice := func(tick chan time.Time) { // the first one's work is over then
		tick <- noon
		tick <- noon
	}
	twice(hook) // it has begun
	store.set(unsafe())
	twice(watch)
	c.mu.Lock()
	c.at = noon.Add(48 * time.Hour)
	c.mu.Unlock()
	add(t, other, "app") // by another server, perhaps
	twice(sweep)
	hook <- noon
	e.wait(t, 1)
	twice(hook)
	if n := store.wrote(); n != 0 {
		t.Errorf("while the setting is wrong: got %d changes, want none", n)
	}
	store.set(nil)
	twice(watch)
	hook <- noon // what it waited for
	hook <- noon
	if n := store.wrote(); n == 0 {
		t.Error("a webhook's cursor: got no change, want it to go on")
	}
	twice(sweep)
	if v, found, err := below.Version(t.Context(), "lib", "1.0.0"); err != nil || !found || v.State != registry.Lapsed {
		t.Errorf("got %v, %t, %v, want 1.0.0 lapsed", v, found, err)
	}
	if got, want := e.said()[0], "3 item.added"; got != want {
		t.Errorf("got %q told first, want %q", got, want)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

// TestWatch has the server find such a setting by itself.
func TestWatch(t *testing.T) {
	store := &settingStore{Store: memory.New()}
	r := registry.New(store, registry.Options{Now: time.Now})
	add(t, r, "lib")
	tick := make(chan time.Time)
	url, end := servingWith(t, r, server.Options{After: func(d time.Duration) <-chan time.Time {
		if d == 10*time.Second {
			return tick
		}
		return time.After(d)
	}})
	if got := post(url + "/version/nextMinor?item=lib"); got != http.StatusCreated {
		t.Errorf("a draw: got %d, want 201", got)
	}
	for _, c := range []struct {
		fault error
		want  int
	}{{unsafe(), http.StatusServiceUnavailable}, {nil, http.StatusCreated}} {
		store.set(c.fault)
		tick <- noon
		tick <- noon // the first look is over
		if got := post(url + "/version/nextMinor?item=lib"); got != c.want {
			t.Errorf("a draw while the store says %v: got %d, want %d", c.fault, got, c.want)
		}
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}
