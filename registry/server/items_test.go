package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestItems(t *testing.T) {
	w := start(t)
	added := w.must(201, "POST /v1/items", `{"name": "team-a/lib", "title": "Library", "initial": "1.4.0"}`)
	if got, want := added.header.Get("Location"), "/v1/items/team-a%2Flib"; got != want {
		t.Errorf("Location: got %s, want %s", got, want)
	}
	if got, want := added.field("scheme"), "semver"; got != want {
		t.Errorf("scheme: got %s, want %s", got, want)
	}
	w.must(409, "POST /v1/items", `{"name": "team-a/lib"}`)
	w.must(422, "POST /v1/items", `{"name": "No Name"}`)

	item := w.must(200, "GET /v1/items/team-a%2Flib", "")
	tag := item.header.Get("ETag")
	if got := w.must(304, "GET /v1/items/team-a%2Flib", "", "If-None-Match", `"0", `+tag); got.body != "" || got.header.Get("ETag") != tag {
		t.Errorf("not modified: got %q and %s, want no body and %s", got.body, got.header.Get("ETag"), tag)
	}
	w.must(201, "POST /v1/items/team-a%2Flib/draws", `{"level": "patch"}`)
	w.must(200, "GET /v1/items/team-a%2Flib", "", "If-None-Match", tag)
	w.must(404, "GET /v1/items/lib", "")
}

// TestNamesInPaths writes one name in all the ways in which clients write it.
func TestNamesInPaths(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "a/b/c", "initial": "1.0.0"}`)
	for path, want := range map[string]int{
		"/v1/items/a%2Fb%2Fc":                http.StatusOK,
		"/v1/items/a%2fb%2fc":                http.StatusOK,
		"/v1/items/%61%2Fb%2Fc":              http.StatusOK,
		"/v1/items/a%2Fb%2Fc/current":        http.StatusOK,
		"/v1/items/a%2Fb%2Fc/versions/1.0.0": http.StatusOK,
		"/v1/items/a/b/c":                    http.StatusNotFound,
		"/v1/items/a%252Fb%252Fc":            http.StatusNotFound,
		"/v1/items/a%2Fb%2Fc/":               http.StatusNotFound,
		"/v1/items/a%2Fb%2F%2E%2E":           http.StatusNotFound,
		"/v1/items/x/../a%2Fb%2Fc":           http.StatusNotFound,
		"/v1//items/a%2Fb%2Fc":               http.StatusNotFound,
	} {
		if got := w.do("GET "+path, ""); got.status != want {
			t.Errorf("%s: got %d, want %d: %s", path, got.status, want, got.body)
		}
	}
}

func TestItemPages(t *testing.T) {
	w := start(t)
	for i := range 7 {
		w.must(201, "POST /v1/items", fmt.Sprintf(`{"name": "lib-%d"}`, i))
	}
	var seen []string
	query, pages := "limit=3", 0
	for ; query != ""; pages++ {
		page := w.must(200, "GET /v1/items?"+query, "")
		for _, part := range strings.Split(page.body, `"name":"`)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			seen = append(seen, name)
		}
		query = ""
		if next := page.field("next"); next != "" {
			query = "limit=3&cursor=" + next
		}
	}
	if got, want := strings.Join(seen, " "), "lib-0 lib-1 lib-2 lib-3 lib-4 lib-5 lib-6"; got != want || pages != 3 {
		t.Errorf("got %s on %d pages, want %s on 3", got, pages, want)
	}
	next := w.must(200, "GET /v1/items?limit=3", "").field("next")
	for _, query := range []string{
		"cursor=" + next + "&contains=lib", // of another list
		"cursor=%21", "cursor=AAAA", "cursor=" + next + "A", "limit=0", "limit=1001", "limit=x", "limit=99999999999999999999",
		"limit=3&limit=4", "page=2",
	} {
		if got := w.do("GET /v1/items?"+query, ""); got.status != 422 {
			t.Errorf("%s: got %d, want 422: %s", query, got.status, got.body)
		}
	}
}
