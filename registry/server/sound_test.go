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
	mu    sync.Mutex
	fault error
}

func (s *settingStore) set(fault error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
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
