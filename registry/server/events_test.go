package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry/api"
	"joinery/registry/server"
)

// patience is how long something may take that takes a moment, on a machine with much else to do.
const patience = 2 * time.Minute

// listener follows /v1/events.
type listener struct {
	t      testing.TB
	cancel context.CancelFunc
	body   *bufio.Scanner
}

// listen opens a stream and waits until it has begun.
func (w *world) listen(query string, headers ...string) *listener {
	w.t.Helper()
	return listenAt(w.t, w.Client(), w.URL+"/v1/events?"+query, headers...)
}

func listenAt(t testing.TB, client *http.Client, url string, headers ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	q, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	a, err := client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Body.Close() })
	if got, want := a.Header.Get("Content-Type"), "text/event-stream"; a.StatusCode != 200 || got != want {
		t.Fatalf("%s: got %d %s, want %s", url, a.StatusCode, got, want)
	}
	return &listener{t, cancel, bufio.NewScanner(a.Body)}
}

// next returns the next event, false at the end of the stream.
func (l *listener) next() (e api.Entry, ok bool) {
	l.t.Helper()
	var id, event string
	for l.body.Scan() {
		name, value, _ := strings.Cut(l.body.Text(), ": ")
		switch name {
		case "id":
			id = value
		case "event":
			event = value
		case "data":
			if err := json.Unmarshal([]byte(value), &e); err != nil {
				l.t.Fatal(err)
			}
		}
		if l.body.Text() == "" && id != "" {
			if id != strconv.FormatInt(e.Seq, 10) || event != e.Action {
				l.t.Errorf("got id %s and event %s over %v", id, event, e)
			}
			return e, true
		}
	}
	return e, false
}

// told returns the next n events in a word each.
func (l *listener) told(n int) string {
	l.t.Helper()
	var all []string
	for range n {
		e, ok := l.next()
		if !ok {
			return strings.Join(append(all, "(end)"), ", ")
		}
		all = append(all, strings.TrimSpace(e.Action+" "+e.Item+" "+e.Version))
		if e.From != "" || e.Request != "" {
			l.t.Errorf("got %v, want nothing of where it came from", e)
		}
	}
	return strings.Join(all, ", ")
}

func TestEvents(t *testing.T) {
	w := start(t, func(o *server.Options) { o.Who = roles })
	admin := []string{"Authorization", "Bearer admin"}
	w.must(201, "POST /v1/items", `{"name": "team-a/lib"}`, admin...)
	all := w.listen("", admin...)
	own := w.listen("", "Authorization", "Bearer read:team-b/*")
	some := w.listen("item=team-*&action=version.drawn,version.status", admin...)
	w.must(201, "POST /v1/items", `{"name": "team-b/lib", "initial": "1.0.0"}`, admin...)
	w.must(201, "POST /v1/items/team-a%2Flib/draws", `{"level": "minor"}`, admin...)
	w.must(201, "POST /v1/items/team-b%2Flib/draws", `{"level": "patch"}`, admin...)
	w.must(200, "POST /v1/items/team-b%2Flib/versions/1.0.0/status", `{"status": "deprecated"}`, admin...)

	const added = "item.added team-b/lib, version.published team-b/lib 1.0.0"
	if got, want := all.told(5), added+", version.drawn team-a/lib 1.0.0, version.drawn team-b/lib 1.0.1, version.status team-b/lib 1.0.0"; got != want {
		t.Errorf("all: got %s, want %s", got, want)
	}
	if got, want := own.told(4), added+", version.drawn team-b/lib 1.0.1, version.status team-b/lib 1.0.0"; got != want {
		t.Errorf("own: got %s, want %s", got, want)
	}
	if got, want := some.told(3), "version.drawn team-a/lib 1.0.0, version.drawn team-b/lib 1.0.1, version.status team-b/lib 1.0.0"; got != want {
		t.Errorf("some: got %s, want %s", got, want)
	}
	again := w.listen("after=0", append(admin, "Last-Event-ID", "4")...)
	if got, want := again.told(2), "version.drawn team-b/lib 1.0.1, version.status team-b/lib 1.0.0"; got != want {
		t.Errorf("behind 4: got %s, want %s", got, want)
	}
	w.must(422, "GET /v1/events?after=x", "", admin...)
	w.must(422, "GET /v1/events?after=-1", "", admin...)
	w.must(401, "GET /v1/events", "")
	w.must(200, "HEAD /v1/events", "", admin...)
	w.s.Close()
	if got := all.told(1); got != "(end)" {
		t.Errorf("a server that ends: got %s, want the end of the stream", got)
	}
}

// TestEventsUnderLoad follows many writers with a stream that is cut again and again: every entry comes
// once, in order.
func TestEventsUnderLoad(t *testing.T) {
	const writers, draws = 4, 25
	w := start(t)
	for i := range writers {
		w.must(201, "POST /v1/items", fmt.Sprintf(`{"name": "lib-%d"}`, i))
	}
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for range draws {
				if got := w.do(fmt.Sprintf("POST /v1/items/lib-%d/draws", i), `{"level": "patch"}`); got.status != 201 {
					t.Errorf("a draw: got %d: %s", got.status, got.body)
				}
			}
		})
	}
	last, seen := int64(writers), 0
	for seen < writers*draws && !t.Failed() {
		l := w.listen("", "Last-Event-ID", strconv.FormatInt(last, 10))
		for range min(7, writers*draws-seen) {
			e, ok := l.next()
			if !ok || e.Seq <= last {
				t.Fatalf("after %d: got %v, %v, want a later one", last, e, ok)
			}
			last, seen = e.Seq, seen+1
		}
		l.cancel()
	}
	all.Wait()
	if seen != writers*draws {
		t.Errorf("got %d events, want %d", seen, writers*draws)
	}
}

func TestStreamLimit(t *testing.T) {
	w := start(t, func(o *server.Options) { o.Streams = 2; o.Requests = 1 })
	w.listen("")
	w.listen("")
	if got := w.must(503, "GET /v1/events", ""); got.header.Get("Retry-After") == "" {
		t.Error("a third stream: got no Retry-After")
	}
	w.must(200, "GET /v1/items", "")
}
