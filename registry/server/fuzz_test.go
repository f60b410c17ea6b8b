package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

// FuzzRequest sends anything: no answer is a fault of the server's, and every error is a problem.
func FuzzRequest(f *testing.F) {
	for _, text := range nasty {
		f.Add("GET", "/v1/items/"+url.PathEscape(text), text, "application/json", "")
		f.Add("POST", "/version/nextMinor?item="+url.QueryEscape(text), "", "", text)
		f.Add("POST", "/v1/items/lib/draws", `{"level": "`+text+`"}`, "application/json", text)
	}
	f.Add("POST", "/version/next.xml", "item=lib&level=1", "application/x-www-form-urlencoded", "text/plain")
	f.Add("POST", "/v1/documents", "kind: Component\n", "application/yaml", "")
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	admin := registry.Who{Name: "fuzz", Role: registry.Admin}
	if _, err := r.AddItem(f.Context(), admin, registry.NewItem{Name: "lib", Initial: "1.0.0"}); err != nil {
		f.Fatal(err)
	}
	log := &lines{}
	s, err := server.New(r, server.Options{Now: time.Now, Log: jsonLog(log), Who: func(*http.Request) (registry.Who, error) { return admin, nil }})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, body, kind, header string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || strings.HasPrefix(u.Path, "/v1/events") {
			return
		}
		q := &http.Request{
			Method: method, URL: u, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: "localhost", RequestURI: target, RemoteAddr: "192.0.2.1:1",
			Header: http.Header{"Content-Type": {kind}, "Accept": {header}, "Idempotency-Key": {header}, "If-Match": {header}, "X-Request-Id": {header}},
			Body:   http.NoBody, ContentLength: int64(len(body)),
		}
		if body != "" {
			q.Body = readCloser{strings.NewReader(body)}
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, q.WithContext(t.Context()))
		if w.Code >= 500 {
			t.Errorf("%s %q: got %d: %s\n%s", method, target, w.Code, w.Body, log)
		}
		if got := w.Header().Get("Content-Type"); w.Code >= 400 && !strings.HasPrefix(got, "application/problem+") && !strings.HasPrefix(w.Body.String(), "error: ") {
			t.Errorf("%s %q: got %d %s, want a problem", method, target, w.Code, got)
		}
	})
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
