package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry/api"
)

// scripted is a server that answers by a script, one word for each request:
//
//	ok           a version
//	lost         the connection breaks before the answer
//	half         the connection breaks in the answer
//	CODE         that status, from something that is no registry
//	CODE word    that status, a problem with that code
//	CODE word 7  and with Retry-After: 7
//
// The last word stands for all that follow. It notes the keys and bodies of what came.
type scripted struct {
	mu     sync.Mutex
	script []string
	keys   []string
	bodies []string
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.keys = append(s.keys, r.Header.Get("Idempotency-Key"))
	s.bodies = append(s.bodies, string(body))
	word := s.script[min(len(s.keys), len(s.script))-1]
	s.mu.Unlock()
	const version = `{"item":"lib","number":"1.5.0"}`
	switch word {
	case "ok":
		fmt.Fprint(w, version)
		return
	case "half":
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, version[:10])
		fallthrough
	case "lost":
		panic(http.ErrAbortHandler)
	}
	words := strings.Fields(word)
	status := 0
	fmt.Sscan(words[0], &status)
	if len(words) > 2 {
		w.Header().Set("Retry-After", words[2])
	}
	if len(words) == 1 {
		http.Error(w, "a proxy is here", status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"status":%d,"code":%q,"detail":"it said %s"}`, status, words[1], words[1])
}

// seen returns the keys and bodies of what came so far.
func (s *scripted) seen() (keys, bodies []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.keys), slices.Clone(s.bodies)
}

// serve starts the server and returns a client of it that does not wait, and what it would have
// waited.
func serve(t *testing.T, h http.Handler) (*Client, *[]time.Duration) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	waits := new([]time.Duration)
	made := 0
	c, err := New(server.URL, Options{
		Sleep: func(ctx context.Context, d time.Duration) error { *waits = append(*waits, d); return ctx.Err() },
		Key:   func() string { made++; return fmt.Sprintf("key-%d", made) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, waits
}

func TestAskingAgain(t *testing.T) {
	for _, c := range []struct {
		script   string
		attempts int
		waits    string // milliseconds
		want     string // the error, "" for an answer
		key      string // that the error tells
	}{
		{script: "ok", attempts: 1},
		{script: "lost,ok", attempts: 2, waits: "200"},
		{script: "half,ok", attempts: 2, waits: "200"},
		{script: "lost,503 unsure,502,503 unavailable,ok", attempts: 5, waits: "200 400 800 1600"},
		{script: "503 unavailable 3,ok", attempts: 2, waits: "3000"},
		{script: "429 too-many 1,ok", attempts: 2, waits: "1000"},
		{script: "408 timeout,ok", attempts: 2, waits: "200"},
		{script: "503 unavailable 61", attempts: 1, want: "it said unavailable"},
		{script: "503 unavailable", attempts: 5, waits: "200 400 800 1600", want: "it said unavailable"},
		{script: "503 unsure", attempts: 5, waits: "200 400 800 1600", want: "it said unsure", key: "key-1"},
		{script: "lost", attempts: 5, waits: "200 400 800 1600", want: "no answer from", key: "key-1"},
		{script: "504", attempts: 5, waits: "200 400 800 1600", want: "answered 504 Gateway Timeout", key: "key-1"},
		{script: "lost,409 conflict", attempts: 2, waits: "200", want: "it said conflict"},
		{script: "409 conflict", attempts: 1, want: "it said conflict"},
		{script: "507 full", attempts: 1, want: "it said full"},
		{script: "500 internal", attempts: 1, want: "it said internal"},
		{script: "500", attempts: 1, want: "answered 500 Internal Server Error", key: "key-1"},
		{script: "404", attempts: 1, want: "answered 404 Not Found: there is no registry at this address"},
	} {
		t.Run(c.script, func(t *testing.T) {
			s := &scripted{script: strings.Split(c.script, ",")}
			client, waits := serve(t, s)
			v, err := client.Draw(t.Context(), "lib", api.Draw{Level: "minor"}, "")
			keys, bodies := s.seen()
			if len(keys) != c.attempts {
				t.Errorf("got %d attempts, want %d", len(keys), c.attempts)
			}
			for i := range keys {
				if keys[i] != "key-1" || bodies[i] != `{"level":"minor"}` {
					t.Errorf("attempt %d: got the key %q and the body %q, want those of the first", i+1, keys[i], bodies[i])
				}
			}
			var got []string
			for _, w := range *waits {
				got = append(got, fmt.Sprint(w.Milliseconds()))
			}
			if strings.Join(got, " ") != c.waits {
				t.Errorf("got the waits %v ms, want %s", got, c.waits)
			}
			if c.want == "" {
				if err != nil || v.Number != "1.5.0" {
					t.Fatalf("got %q and %v, want 1.5.0", v.Number, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got the error %v, want %q in it", err, c.want)
			}
			key, p, lost := "", new(Problem), new(UnreachableError)
			if errors.As(err, &p) {
				key = p.Key
			} else if errors.As(err, &lost) {
				key = lost.Key
			}
			if key != c.key {
				t.Errorf("got the key %q in the error, want %q", key, c.key)
			}
		})
	}
}

// A write without a key is asked again only where surely nothing was done.
func TestAskingOnce(t *testing.T) {
	for _, c := range []struct {
		script   string
		attempts int
		unsure   bool // whether the error says that it may have been done
	}{
		{"lost,ok", 1, true},
		{"503 unsure,ok", 1, true},
		{"502,ok", 1, true},
		{"503 unavailable,ok", 2, false},
		{"429 too-many,ok", 2, false},
		{"409 exists,ok", 1, false},
		{"401,ok", 1, false},
	} {
		s := &scripted{script: strings.Split(c.script, ",")}
		client, _ := serve(t, s)
		_, err := client.AddToken(t.Context(), api.NewToken{Name: "ci"})
		if keys, _ := s.seen(); len(keys) != c.attempts || keys[0] != "" {
			t.Errorf("%s: got the attempts under the keys %q, want %d without one", c.script, keys, c.attempts)
		}
		if got := IsUnsure(err); got != c.unsure {
			t.Errorf("%s: got unsure %t, want %t: %v", c.script, got, c.unsure, err)
		}
	}
}

// What is only read has no key, and is asked again as often.
func TestReadingAgain(t *testing.T) {
	s := &scripted{script: []string{"lost", "502", "ok"}}
	client, _ := serve(t, s)
	v, err := client.Current(t.Context(), "lib", "")
	if keys, _ := s.seen(); err != nil || v.Number != "1.5.0" || !slices.Equal(keys, []string{"", "", ""}) {
		t.Errorf("got %q and %v under the keys %q, want 1.5.0 after three attempts without one", v.Number, err, keys)
	}
}

func TestOwnKey(t *testing.T) {
	s := &scripted{script: []string{"lost", "ok"}}
	client, _ := serve(t, s)
	_, err := client.Draw(t.Context(), "lib", api.Draw{}, "build-7")
	if keys, _ := s.seen(); err != nil || !slices.Equal(keys, []string{"build-7", "build-7"}) {
		t.Errorf("got the keys %q (%v), want build-7 twice", keys, err)
	}
}

func TestNobodyListens(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	attempts := 0
	c, err := New(server.URL, Options{Sleep: func(context.Context, time.Duration) error { attempts++; return nil }, Attempts: 3})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Draw(t.Context(), "lib", api.Draw{}, "")
	lost := new(UnreachableError)
	if !errors.As(err, &lost) || lost.Key != "" || attempts != 2 {
		t.Fatalf("got %v after %d waits, want an *UnreachableError without a key after 2", err, attempts)
	}
	if want := "no answer from " + server.URL + ": nobody listens there"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

// A server that takes the request and says nothing is given up, and asked again.
func TestSilence(t *testing.T) {
	s := &scripted{script: []string{"ok"}}
	var once sync.Once
	client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		silent := false
		once.Do(func() { silent = true })
		if silent {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
			return
		}
		s.ServeHTTP(w, r)
	}))
	client.o.Timeout = 50 * time.Millisecond
	if v, err := client.Draw(t.Context(), "lib", api.Draw{}, ""); err != nil || v.Number != "1.5.0" {
		t.Errorf("got %q and %v, want 1.5.0 from the second attempt", v.Number, err)
	}
}

func TestCallerLeaves(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	if _, err := client.Current(ctx, "lib", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that the caller left", err)
	}
}

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		after, date string
		want        time.Duration
	}{
		{"", "", 0}, {"5", "", 5 * time.Second}, {"-5", "", 0}, {"soon", "", 0},
		{"Fri, 20 Nov 2026 08:00:10 GMT", "Fri, 20 Nov 2026 08:00:00 GMT", 10 * time.Second},
		{"Fri, 20 Nov 2026 08:00:10 GMT", "", 0},
		{"Fri, 20 Nov 2026 07:00:10 GMT", "Fri, 20 Nov 2026 08:00:00 GMT", 0},
		{"99999999999999999999", "", 0},
	} {
		h := http.Header{"Retry-After": {c.after}, "Date": {c.date}}
		if got := after(h); got != c.want {
			t.Errorf("Retry-After: %s at %s: got %s, want %s", c.after, c.date, got, c.want)
		}
	}
}
