package server_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

// ear is a webhook's other end.
type ear struct {
	*httptest.Server
	mu     sync.Mutex
	heard  []string
	status []int // of the next answers; 200 when there are none left
	more   chan struct{}
}

const hookSecret = "0123456789abcdef"

func newEar(t *testing.T) *ear {
	e := &ear{more: make(chan struct{}, 100)}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		signature := r.Header.Get("Joinery-Signature")
		seconds, _, _ := strings.Cut(strings.TrimPrefix(signature, "t="), ",")
		var at int64
		for _, digit := range seconds {
			at = 10*at + int64(digit-'0')
		}
		if want := server.Sign(hookSecret, time.Unix(at, 0), body); signature != want {
			t.Errorf("signature: got %s, want %s", signature, want)
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		status := 200
		if len(e.status) > 0 {
			status, e.status = e.status[0], e.status[1:]
		}
		if status == 307 {
			w.Header().Set("Location", "http://192.0.2.1/")
		}
		if status == 200 {
			e.heard = append(e.heard, r.Header.Get("Joinery-Delivery")+" "+r.Header.Get("Joinery-Event"))
		}
		w.WriteHeader(status)
		e.more <- struct{}{}
	}))
	t.Cleanup(e.Close)
	return e
}

// wait waits for n requests.
func (e *ear) wait(t *testing.T, n int) {
	t.Helper()
	for range n {
		select {
		case <-e.more:
		case <-time.After(patience):
			t.Fatalf("a webhook was not told, after %v", e.said())
		}
	}
}

func (e *ear) said() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.heard)
}

// serving is a server that runs with its loops, and whose time is waited for no longer than a moment.
func serving(t *testing.T, r *registry.Registry, o server.Options) (url string, end func() error) {
	t.Helper()
	o.Drain = time.Hour // an end waits for what runs, however long that takes
	o.After = func(d time.Duration) <-chan time.Time {
		if d >= time.Minute {
			return nil
		}
		return time.After(min(d, 5*time.Millisecond))
	}
	return servingWith(t, r, o)
}

func servingWith(t *testing.T, r *registry.Registry, o server.Options) (url string, end func() error) {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Who = func(*http.Request) (registry.Who, error) {
		return registry.Who{Name: "anonymous", Role: registry.Admin}, nil
	}
	s, err := server.New(r, o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	once := sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { _ = once() })
	return "http://" + l.Addr().String(), once
}

var somebody = registry.Who{Name: "ci", Role: registry.Admin}

func add(t *testing.T, r *registry.Registry, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := r.AddItem(t.Context(), somebody, registry.NewItem{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
}

// begun waits until a hook has begun: what happens from then on it tells.
func begun(t *testing.T, store registry.Store, url string) {
	t.Helper()
	for until := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		seq, err := store.Cursor(t.Context(), "webhook "+hookName(url))
		switch {
		case err != nil:
			t.Fatal(err)
		case seq > 0:
			return
		case time.Now().After(until):
			t.Fatal("got no cursor, want that it says that the hook has begun")
		}
	}
}

func TestWebhook(t *testing.T) {
	store := memory.New()
	r := registry.New(store, registry.Options{Now: time.Now})
	e := newEar(t)
	hook := server.Webhook{URL: e.URL + "/?token=hidden", Secret: hookSecret, Items: []string{"lib*"}}
	add(t, r, "lib-old")
	log := &lines{}
	_, end := serving(t, r, server.Options{Webhooks: []server.Webhook{hook}, Log: jsonLog(log)})
	begun(t, store, hook.URL)
	e.mu.Lock()
	e.status = []int{500, 307, 404}
	e.mu.Unlock()
	add(t, r, "lib-a", "app", "lib-b")
	e.wait(t, 5)
	if got, want := e.said(), []string{"2 item.added", "4 item.added"}; !slices.Equal(got, want) {
		t.Errorf("told: got %v, want %v", got, want)
	}
	for seq := int64(0); seq < 5; { // the one that it waits for
		seq, _ = store.Cursor(t.Context(), "webhook "+hookName(hook.URL))
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if text := log.String(); strings.Contains(text, "hidden") || !strings.Contains(text, "found the status 500, wanted 2xx") {
		t.Errorf("log: got %s, want the faults in it, without the URL's secrets", text)
	}

	r = registry.New(store, registry.Options{Now: time.Now})
	add(t, r, "lib-c")
	_, end = serving(t, r, server.Options{Webhooks: []server.Webhook{hook}})
	e.wait(t, 1)
	if got, want := e.said(), []string{"2 item.added", "4 item.added", "5 item.added"}; !slices.Equal(got, want) {
		t.Errorf("told after another start: got %v, want %v", got, want)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

// TestWebhookBeginsWithNothing ends a server whose hook has begun with an empty log: what happens until
// the next start is told by it.
func TestWebhookBeginsWithNothing(t *testing.T) {
	store := memory.New()
	e := newEar(t)
	hook := server.Webhook{URL: e.URL, Secret: hookSecret}
	_, end := serving(t, registry.New(store, registry.Options{Now: time.Now}), server.Options{Webhooks: []server.Webhook{hook}})
	begun(t, store, hook.URL)
	if err := end(); err != nil {
		t.Fatal(err)
	}
	r := registry.New(store, registry.Options{Now: time.Now})
	add(t, r, "lib")
	serving(t, r, server.Options{Webhooks: []server.Webhook{hook}})
	e.wait(t, 1)
	if got, want := e.said(), []string{"1 item.added"}; !slices.Equal(got, want) {
		t.Errorf("told: got %v, want %v", got, want)
	}
}

// TestWebhookGivesUp has an end that never takes anything: a day later the next one is tried.
func TestWebhookGivesUp(t *testing.T) {
	store := memory.New()
	r := registry.New(store, registry.Options{Now: time.Now})
	e := newEar(t)
	var mu sync.Mutex
	at := noon
	now := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(2 * time.Hour)
		return at
	}
	e.status = slices.Repeat([]int{503}, 8)
	log := &lines{}
	add(t, r, "zero")
	serving(t, r, server.Options{Now: now, Webhooks: []server.Webhook{{URL: e.URL, Secret: hookSecret, Items: []string{"lib"}}}, Log: jsonLog(log)})
	begun(t, store, e.URL)
	add(t, r, "lib")
	if _, err := r.Draw(t.Context(), somebody, registry.Draw{Item: "lib", Level: 2}); err != nil {
		t.Fatal(err)
	}
	for len(e.said()) == 0 {
		e.wait(t, 1)
	}
	if got := e.said(); !strings.HasSuffix(got[0], "version.drawn") {
		t.Errorf("told: got %v, want the second entry", got)
	}
	if !strings.Contains(log.String(), "was not taken for a day") {
		t.Errorf("log: got %s, want what was left out", log)
	}
}

func TestWebhookRefused(t *testing.T) {
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	for url, want := range map[string]bool{
		"https://example.com/hook": true, "http://localhost:8080/": true, "http://127.0.0.9/": true, "http://[::1]/": true,
		"http://example.com/hook": false, "http://localhost.example.com/": false, "ftp://localhost/": false, "example.com": false, "": false, "https://": false,
	} {
		_, err := server.New(r, server.Options{Now: time.Now, Who: roles, Webhooks: []server.Webhook{{URL: url, Secret: hookSecret}}})
		if (err == nil) != want {
			t.Errorf("%q: got %v, want it taken: %v", url, err, want)
		}
	}
	if _, err := server.New(r, server.Options{Now: time.Now, Who: roles, Webhooks: []server.Webhook{{URL: "https://example.com", Secret: "short"}}}); err == nil {
		t.Error("a short secret: got no error")
	}
	good := server.Webhook{URL: "https://example.com/?token=hidden", Secret: hookSecret}
	bad := func(change func(*server.Webhook)) server.Webhook {
		w := good
		change(&w)
		return w
	}
	for name, c := range map[string]struct {
		hooks []server.Webhook
		want  string
	}{
		"an action":  {[]server.Webhook{bad(func(w *server.Webhook) { w.Actions = []string{"version.publish"} })}, `found the action "version.publish"`},
		"a pattern":  {[]server.Webhook{bad(func(w *server.Webhook) { w.Items = []string{"a b"} })}, `found the pattern "a b"`},
		"one twice":  {[]server.Webhook{good, bad(func(w *server.Webhook) { w.Actions = []string{"bundle.cut"} })}, "found two webhooks of one URL at https://example.com, wanted"},
		"one of two": {[]server.Webhook{good, bad(func(w *server.Webhook) { w.URL += "2" })}, ""},
	} {
		_, err := server.New(r, server.Options{Now: time.Now, Who: roles, Webhooks: c.hooks})
		if got := fmt.Sprint(err); (err == nil) != (c.want == "") || err != nil && !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s, want %q", name, got, c.want)
		}
	}
}
