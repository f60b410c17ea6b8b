package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
	"joinery/registry/storetest"
)

// TestLog looks at the line that a request gets.
func TestLog(t *testing.T) {
	w := start(t, func(o *server.Options) { o.Who = roles })
	w.must(201, "POST /v1/items", `{"name": "lib"}`, "Authorization", "Bearer admin", "X-Request-Id", "build-7")
	w.must(401, "GET /version/current?item=lib&format=txt", "", "Authorization", "Bearer hidden")
	w.must(404, "GET /v1/nothing?token=hidden", "", "X-Request-Id", "no id\tat all")
	w.must(403, "POST /v1/items/lib/draws", `{"level": "minor"}`, "Authorization", "Bearer read")
	w.must(201, "POST /version/nextMinor.txt", "item=lib&description=hidden", "Authorization", "Bearer draw", "Content-Type", "application/x-www-form-urlencoded")
	w.must(404, "GET /"+strings.Repeat("x", 1000), "")

	log := strings.Split(strings.TrimSpace(w.log.String()), "\n")
	for i, want := range []string{
		`"level":"INFO","msg":"request","request":"build-7","who":"test-admin","from":"127.0.0.1","route":"POST /v1/items","status":201,`,
		`"who":"","from":"127.0.0.1","route":"GET /version/current","status":401,`,
		`"path":"/v1/nothing"`,
		`"who":"test-read","from":"127.0.0.1","route":"POST /v1/items/{name}/draws","status":403,`,
		`"route":"POST /version/nextMinor","status":201,`,
		`"path":"/` + strings.Repeat("x", 199) + `"`,
	} {
		if !strings.Contains(log[i], want) {
			t.Errorf("line %d: got %s, want %s", i, log[i], want)
		}
	}
	if !strings.Contains(log[2], `"route":"none","status":404,`) || !strings.Contains(log[4], `"name":"lib"`) {
		t.Errorf("got %s and %s, want no route, and the item's name", log[2], log[4])
	}
	if text := w.log.String(); strings.Contains(text, "hidden") || strings.Contains(text, "item=lib") || strings.Contains(text, "no id") {
		t.Errorf("got %s, want no secret and no query", text)
	}
}

// faultyStore fails in a way that nobody thought of.
type faultyStore struct {
	registry.Store
	err error
}

func (s *faultyStore) Products(context.Context) ([]registry.Product, error) { return nil, s.err }

func TestFaults(t *testing.T) {
	store := &faultyStore{memory.New(), errors.New("pq: password authentication failed for user secret")}
	w := startOn(t, store)
	got := w.must(500, "GET /v1/products", "", "X-Request-Id", "7")
	if got.field("requestId") != "7" || strings.Contains(got.body, "secret") || got.field("code") != "internal" {
		t.Errorf("got %s, want the request's id and nothing else", got.body)
	}
	if !strings.Contains(w.log.String(), `"error":"pq: password authentication failed for user secret"`) {
		t.Errorf("log: got %s, want the whole error", w.log)
	}
	for code, want := range map[registry.Code]int{
		registry.Full: 507, registry.Unavailable: 503, registry.Unsure: 503, registry.Internal: 500, "new": 500,
	} {
		store.err = registry.Errorf(code, "found %s", code)
		got := w.must(want, "GET /v1/products", "")
		if (got.header.Get("Retry-After") != "") != (want == 503 || want == 507) {
			t.Errorf("%s: got Retry-After %q", code, got.header.Get("Retry-After"))
		}
		if want != 500 && got.field("code") != string(code) {
			t.Errorf("%s: got %s", code, got.body)
		}
	}
	store.err = nil
	panicking := startOn(t, storetest.Faulty(memory.New(), nil), func(o *server.Options) {
		o.Who = func(*http.Request) (registry.Who, error) { panic("secret") }
	})
	if got := panicking.must(500, "GET /v1/items", ""); strings.Contains(got.body, "secret") {
		t.Errorf("a panic: got %s, want nothing of it", got.body)
	}
	if !strings.Contains(panicking.log.String(), `"what":"secret"`) {
		t.Errorf("log: got %s, want the panic", panicking.log)
	}
}

// tooOften is what somebody gets who asks too often.
type tooOften struct{}

func (tooOften) Error() string             { return "found too many requests" }
func (tooOften) RetryAfter() time.Duration { return 1500 * time.Millisecond }

func TestWho(t *testing.T) {
	var fault error
	w := start(t, func(o *server.Options) {
		o.Who = func(*http.Request) (registry.Who, error) { return registry.Who{Name: "ci", Role: registry.Read}, fault }
	})
	w.must(200, "GET /v1/items", "")
	w.must(403, "GET /v1/audit", "")
	fault = tooOften{}
	if got := w.must(429, "GET /v1/items", ""); got.header.Get("Retry-After") != "2" || got.field("code") != "too-many" {
		t.Errorf("got %v %s, want to come back in 2 seconds", got.header, got.body)
	}
	fault = registry.Errorf(registry.Unknown, "the token is not known here")
	if got := w.must(401, "GET /version/current?item=lib&format=txt", ""); got.header.Get("WWW-Authenticate") == "" || got.body != "error: the token is not known here\n" {
		t.Errorf("got %v %s, want WWW-Authenticate and a line of text", got.header, got.body)
	}
	for _, path := range []string{"/healthz", "/readyz", "/openapi.json"} {
		w.must(200, "GET "+path, "")
	}
	w.must(401, "GET /metrics", "")
}

func TestMetrics(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib"}`)
	w.must(201, "POST /version/nextMinor.txt?item=lib", "")
	w.must(404, "GET /v1/items/other", "")
	got := w.must(200, "GET /metrics", "").body
	for _, want := range []string{
		`joinery_requests_total{route="POST /v1/items",status="201"} 1`,
		`joinery_requests_total{route="GET /v1/items/{name}",status="404"} 1`,
		"joinery_draws_total 1", "joinery_draw_batches_total 1", "joinery_draws_waiting 0", `joinery_request_seconds_bucket{route="POST /version/nextMinor"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "lib") && strings.Contains(got, `"lib"`) {
		t.Error("got the name of an item in the figures")
	}
}

func TestTokensAndAudit(t *testing.T) {
	w := start(t)
	made := w.must(201, "POST /v1/tokens", `{"name": "ci/build", "role": "draw", "items": ["lib*"]}`, "X-Request-Id", "r-1")
	if !strings.HasPrefix(made.field("secret"), "jny_") || made.header.Get("Location") != "/v1/tokens/ci%2Fbuild" {
		t.Errorf("got %s, want a secret", made.body)
	}
	if got := w.must(200, "GET /v1/tokens", "").body; strings.Contains(got, "jny_") || !strings.Contains(got, "ci/build") {
		t.Errorf("got %s, want it without its secret", got)
	}
	w.must(409, "POST /v1/tokens", `{"name": "ci/build", "role": "draw"}`)
	w.must(422, "POST /v1/tokens", `{"name": "x", "role": "king"}`)
	w.must(422, "POST /v1/tokens", `{"name": "x", "role": "draw", "expires": "2001-01-01T00:00:00Z"}`)
	if got := w.must(200, "DELETE /v1/tokens/ci%2Fbuild", ""); got.field("revoked") == "" {
		t.Errorf("got %s, want it revoked", got.body)
	}
	w.must(404, "DELETE /v1/tokens/other", "")

	var page struct {
		Items []struct{ Who, From, Request, Action, Detail string }
		Next  string
	}
	if err := json.Unmarshal([]byte(w.must(200, "GET /v1/audit?order=oldest&limit=1", "").body), &page); err != nil {
		t.Fatal(err)
	}
	if e := page.Items[0]; e.Who != "anonymous" || e.From != "127.0.0.1" || e.Request != "r-1" || e.Action != "token.made" || page.Next == "" {
		t.Errorf("got %+v, want who made the token, from where", page)
	}
	if got := w.must(200, "GET /v1/audit?order=oldest&limit=1&cursor="+page.Next, ""); !strings.Contains(got.body, "token.revoked") || got.field("next") != "" {
		t.Errorf("got %s, want the second entry", got.body)
	}
	w.must(422, "GET /v1/audit?cursor="+page.Next, "")
}
