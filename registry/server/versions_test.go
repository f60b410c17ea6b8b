package server_test

import (
	"strings"
	"testing"
)

func TestDraws(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "1.4.0"}`)
	const draws = "/v1/items/lib/draws"

	first := w.must(201, "POST "+draws, `{"level": "minor"}`, "Idempotency-Key", "k1")
	if got, want := first.field("number")+" "+first.header.Get("Location"), "1.5.0 /v1/items/lib/versions/1.5.0"; got != want {
		t.Errorf("a draw: got %s, want %s", got, want)
	}
	if again := w.must(201, "POST "+draws, `{"level": "minor"}`, "Idempotency-Key", "k1"); again.body != first.body {
		t.Errorf("the same key: got %s, want %s", again.body, first.body)
	}
	if got := w.must(422, "POST "+draws, `{"level": "major"}`, "Idempotency-Key", "k1"); got.field("code") != "key-reused" {
		t.Errorf("the key with another draw: got %s, want key-reused", got.body)
	}
	looks := []string{
		w.must(200, "GET "+draws+"?level=patch&line=1.4", "").field("number"),
		w.must(200, "POST "+draws+"?look=true", `{"level": "patch", "line": "1.4"}`).field("number"),
		w.must(200, "GET "+draws+"?level=patch&extends=1.4.0", "").field("number"),
		w.must(201, "POST "+draws, `{"level": "patch", "line": "1.4"}`).field("number"),
		w.must(200, "GET "+draws+"?extends=1.4.1,1.5.0", "").field("number"),
		w.must(200, "GET "+draws+"?level=minor&candidate=rc", "").field("number"),
	}
	if got, want := strings.Join(looks, " "), "1.4.1 1.4.1 1.4.1 1.4.1 1.6.0 1.6.0-rc.1"; got != want {
		t.Errorf("looks: got %s, want %s", got, want)
	}
	if got := w.must(200, "GET "+draws+"?level=minor", "").field("created"); got != "" {
		t.Errorf("created of a look: got %s, want none", got)
	}
	for body, field := range map[string]string{
		`{"level": "huge"}`: "level", `{"kinds": ["bugfix"]}`: "kinds", `{"level": "minor", "line": "7"}`: "line",
		`{"level": "minor", "extends": ["9.9.9"]}`: "extends", `{"level": "patch", "candidate": "r c"}`: "candidate",
		`{"lvel": "minor"}`: "lvel",
	} {
		if got := w.do("POST "+draws, body); got.status/100 != 4 || got.field("field") != field {
			t.Errorf("%s: got %d and the field %q, want 4xx and %q: %s", body, got.status, got.field("field"), field, got.body)
		}
	}
	w.must(404, "POST /v1/items/none/draws", `{"level": "minor"}`)
}

func TestReservation(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "1.4.0"}`)
	one := w.must(201, "POST /v1/items/lib/draws", `{"level": "minor", "revision": "9f2c1ab"}`)
	two := w.must(201, "POST /v1/items/lib/draws", `{"level": "minor", "revision": "9f2c1ab"}`)
	if one.field("number") != two.field("number") || one.field("expires") == "" {
		t.Errorf("the same revision: got %s and %s, want one number, reserved", one.body, two.body)
	}
	path := "/v1/items/lib/versions/1.5.0"
	tag := w.must(200, "GET "+path, "").header.Get("ETag")
	w.must(200, "GET "+path, "", "If-None-Match", tag) // its time may be over any moment
	w.must(409, "POST "+path+"/publish", `{"revision": "0000000"}`)
	if got := w.must(200, "POST "+path+"/publish", ""); got.field("state") != "published" {
		t.Errorf("published: got %s", got.body)
	}
	tag = w.must(200, "GET "+path, "").header.Get("ETag")
	w.must(304, "GET "+path, "", "If-None-Match", tag)
}

func TestStatus(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "1.4.0"}`)
	tag := w.must(200, "GET /v1/items/lib", "").header.Get("ETag")
	path := "/v1/items/lib/versions/1.4.0/status"
	changed := w.must(200, "POST "+path, `{"status": "deprecated", "comment": "use 2"}`, "If-Match", tag)
	if !strings.Contains(changed.body, `"statusLog":[{"date":"`) || changed.field("status") != "deprecated" {
		t.Errorf("got %s, want it deprecated with a log", changed.body)
	}
	for _, match := range []string{tag, "W/" + tag, "x"} {
		if got := w.must(412, "POST "+path, `{"status": "disabled"}`, "If-Match", match); got.field("code") != "stale" {
			t.Errorf("If-Match %s: got %s, want stale", match, got.body)
		}
	}
	w.must(409, "POST "+path, `{"status": "active"}`)
	w.must(200, "POST "+path, `{"status": "active", "comment": "a mistake"}`, "If-Match", "*")
	w.must(422, "POST "+path, `{"status": "gone"}`)
	w.must(404, "POST /v1/items/lib/versions/9.9.9/status", `{"status": "disabled"}`)
}

func TestVersionPages(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "1.0.0"}`)
	for range 4 {
		w.must(201, "POST /v1/items/lib/draws", `{"level": "patch"}`)
	}
	w.must(201, "POST /v1/items/lib/draws", `{"level": "minor", "reserve": true}`)
	for query, want := range map[string]string{
		"limit=2":                      "1.1.0 1.0.4 | 1.0.3 1.0.2 | 1.0.1 1.0.0",
		"limit=4&order=oldest":         "1.0.0 1.0.1 1.0.2 1.0.3 | 1.0.4 1.1.0",
		"line=1.0&limit=5":             "1.0.4 1.0.3 1.0.2 1.0.1 1.0.0",
		"state=published":              "1.0.0",
		"state=drawn&line=1.1&limit=1": "1.1.0",
		"line=2":                       "",
	} {
		var pages []string
		for cursor := ""; ; {
			page := w.must(200, "GET /v1/items/lib/versions?"+query+cursor, "")
			var numbers []string
			for _, part := range strings.Split(page.body, `"number":"`)[1:] {
				number, _, _ := strings.Cut(part, `"`)
				numbers = append(numbers, number)
			}
			pages = append(pages, strings.Join(numbers, " "))
			if page.field("next") == "" {
				break
			}
			cursor = "&cursor=" + page.field("next")
		}
		if got := strings.Join(pages, " | "); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
	w.must(422, "GET /v1/items/lib/versions?state=lost", "")
	w.must(422, "GET /v1/items/lib/versions/one.two", "")
	if got := w.must(200, "GET /v1/items/lib/current?line=1.0", "").field("number"); got != "1.0.4" {
		t.Errorf("current of 1.0: got %s, want 1.0.4", got)
	}
}

// TestPrereleasesOnLines has a line with nothing but a pre-release: lists have it, and current does not.
func TestPrereleasesOnLines(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "2.3.0"}`)
	rc := w.must(201, "POST /v1/items/lib/draws", `{"level": "minor", "candidate": "rc"}`)
	if got, want := rc.field("number")+" on "+rc.field("line"), "2.4.0-rc.1 on 2.4"; got != want {
		t.Errorf("drawn: got %s, want %s", got, want)
	}
	if got := w.must(200, "GET /v1/items/lib/versions?line=2.4", "").body; !strings.Contains(got, `"number":"2.4.0-rc.1"`) {
		t.Errorf("versions of the line: got %s, want the pre-release", got)
	}
	for _, line := range []string{"GET /v1/items/lib/current?line=2.4", "GET /version/current?item=lib&line=2.4"} {
		if got := w.must(404, line, ""); !strings.Contains(got.field("detail"), "no production version on a line 2.4") {
			t.Errorf("%s: got %s, want that there is no production version", line, got.body)
		}
	}
	if got := w.must(200, "GET /version/list?item=lib&line=2.4&format=txt", "").body; got != "" {
		t.Errorf("version/list of the line: got %q, want nothing but production versions", got)
	}
	if got := w.must(200, "GET /v1/items/lib/current", "").field("number"); got != "2.3.0" {
		t.Errorf("current: got %s, want 2.3.0", got)
	}
}
