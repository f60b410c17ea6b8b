package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/registry/api"
)

// keyed has a row for each route that writes, tokens apart: two requests, a path and maybe a body each.
var keyed = map[string][2]string{
	"POST /v1/items":                                   {`/v1/items {"name": "team/new"}`, `/v1/items {"name": "team/newer"}`},
	"POST /v1/items/{name}/draws":                      {`/v1/items/team%2Fpay/draws {"level": "minor"}`, `/v1/items/team%2Fpay/draws {"level": "patch"}`},
	"POST /v1/items/{name}/versions/{version}/status":  {`/v1/items/team%2Fpay/versions/1.0.0/status {"status": "deprecated"}`, `/v1/items/team%2Fpay/versions/1.1.0/status {"status": "deprecated"}`},
	"POST /v1/items/{name}/versions/{version}/publish": {`/v1/items/team%2Fpay/versions/1.1.0/publish {}`, `/v1/items/team%2Fpay/versions/1.1.0/publish {"revision": "9f2c1ab"}`},
	"POST /v1/documents":                               {"/v1/documents " + component("team/new", "1.0.0", ""), "/v1/documents " + component("team/new", "1.0.1", "")},
	"POST /v1/products/{name}/bundles":                 {`/v1/products/team%2Fsuite/bundles {"level": "minor", "date": "2026-11-21"}`, `/v1/products/team%2Fsuite/bundles {}`},
	"POST /items/add":                                  {"/items/add?item=team/new&version=1.0.0", "/items/add?item=team/new&version=1.0.1"},
	"POST /version/next":                               {"/version/next?item=team/pay&level=1", "/version/next?item=team/pay&level=2"},
	"POST /version/nextMajor":                          {"/version/nextMajor?item=team/pay", "/version/nextMajor?item=team/pay&revision=9f2c1ab"},
	"POST /version/nextMinor":                          {"/version/nextMinor?item=team/pay", "/version/nextMinor?item=team/pay&line=1"},
	"POST /version/nextPatch":                          {"/version/nextPatch?item=team/pay", "/version/nextPatch?item=team/pay&line=1.0"},
	"POST /version/nextBuild":                          {"/version/nextBuild?item=team/four", "/version/nextBuild?item=team/four&description=x"},
}

// keyless are the routes that have a key and a test of their own, or write nothing, or do a second time
// what they did the first time.
var keyless = []string{"POST /v1/documents/wanted", "POST /v1/tokens", "DELETE /v1/tokens/{name}"}

// The same key gets the same answer at each route that writes, another request under it is refused, and
// another caller's key is another.
func TestKeys(t *testing.T) {
	routes := slices.DeleteFunc(describedRoutes(t), func(route string) bool {
		return strings.HasPrefix(route, "GET ") || slices.Contains(keyless, route)
	})
	if diff := cmp.Diff(routes, slices.Sorted(maps.Keys(keyed))); diff != "" {
		t.Fatalf("the routes that write and the rows differ (-routes +rows):\n%s", diff)
	}
	const publisher, administrator = 3, 4 // of the askers
	for _, route := range routes {
		t.Run(route, func(t *testing.T) {
			s := newStage(t)
			status, first := s.write(publisher, keyed[route][0])
			if status >= 300 {
				t.Fatalf("got %d %s, want it done", status, first)
			}
			entries := s.entries()
			if again, same := s.write(publisher, keyed[route][0]); again != status || same != first {
				t.Errorf("got %d %s for the same key, want %d %s", again, same, status, first)
			}
			status, text := s.write(publisher, keyed[route][1])
			var p struct{ Code string }
			if err := json.Unmarshal([]byte(text), &p); err != nil || status != http.StatusUnprocessableEntity || p.Code != "key-reused" {
				t.Errorf("got %d %s for another request under the key, want 422 key-reused", status, text)
			}
			if got := s.entries(); got != entries {
				t.Errorf("got %d more entries in the audit log, want what was done to be done once", got-entries)
			}
			if status, text := s.write(administrator, keyed[route][1]); status == http.StatusUnprocessableEntity {
				t.Errorf("got %d %s for another caller, want his key to be his own", status, text)
			}
		})
	}
}

// A key makes one token, and its secret is shown once, to nobody who comes again.
func TestKeysOfTokens(t *testing.T) {
	const administrator = 4 // of the askers
	s := newStage(t)
	status, text := s.write(administrator, `/v1/tokens {"name": "ci/build", "role": "draw"}`)
	if status != 201 || !strings.Contains(text, "jny_") {
		t.Fatalf("got %d %s, want a token", status, text)
	}
	entries := s.entries()
	for request, want := range map[string]string{
		`/v1/tokens {"name": "ci/build", "role": "draw"}`: "409 exists Idempotency-Key",
		`/v1/tokens {"name": "ci/other", "role": "draw"}`: "422 key-reused Idempotency-Key",
	} {
		status, text := s.write(administrator, request)
		var p api.Problem
		if err := json.Unmarshal([]byte(text), &p); err != nil || fmt.Sprint(p.Status, " ", p.Code, " ", p.Field) != want || strings.Contains(text, "jny_") || status != p.Status {
			t.Errorf("%s under the key: got %s, want %s and no secret", request, text, want)
		}
		if p.Code == "exists" && !strings.Contains(p.Detail, "ci/build") {
			t.Errorf("got %s, want the token that the key made", p.Detail)
		}
	}
	if got := s.entries(); got != entries {
		t.Errorf("got %d more entries in the audit log, want one token", got-entries)
	}
	for range 2 { // ending a token twice is ending it once
		if got := s.ask("DELETE /v1/tokens/{name}", matrix["DELETE /v1/tokens/{name}"], administrator); got != yes {
			t.Errorf("got %s, want the token that is over", got)
		}
	}
	if got := s.entries(); got != entries+1 {
		t.Errorf("got %d entries in the audit log, want %d", got, entries+1)
	}
}

// write sends a request of [keyed] as one of the askers, always under the same key.
func (s *stage) write(column int, request string) (status int, text string) {
	s.t.Helper()
	target, body, _ := strings.Cut(request, " ")
	q, err := http.NewRequest(http.MethodPost, s.url+target, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+s.tokens[column])
	q.Header.Set("Idempotency-Key", "k")
	switch {
	case strings.HasPrefix(body, "{"):
		q.Header.Set("Content-Type", "application/json")
	case body != "":
		q.Header.Set("Content-Type", "application/yaml")
	}
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		s.t.Fatal(err)
	}
	defer a.Body.Close()
	read, err := io.ReadAll(a.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return a.StatusCode, string(read)
}
