package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/server"
)

// nasty are texts that somebody might send for anything.
var nasty = []string{
	`'; drop table items; --`, `" or 1=1 --`, `lib' or 'a'='a`, "\\", "%", "_", "..", "../../etc/passwd", "\x00", "a\x00b", "\xff\xfe", "\u202e", "ä", "é", "😀",
	strings.Repeat("a", 200), strings.Repeat("a", 5000), "\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", " ", "\t", "-1", "1e999", "NaN", "null", "true",
	"99999999999999999999999999", "0x10", "lib.json", "*", "a--b", "{name}", "%2F", "%00",
}

// TestNastyTexts puts each of them into every place that takes a text: nothing is a fault of the
// server's, and nothing is lost.
func TestNastyTexts(t *testing.T) { onEachStore(t, nastyTexts) }

func nastyTexts(t *testing.T, store registry.Store) {
	w := startOn(t, store)
	w.must(201, "POST /v1/items", `{"name": "lib", "initial": "1.0.0"}`)
	w.must(200, "POST /v1/documents", acme(t))
	places := []string{
		"GET /v1/items/X", "GET /v1/items/X/versions", "GET /v1/items/lib/versions/X", "GET /v1/items/lib/versions/X/dependencies", "GET /v1/items/X/current",
		"GET /v1/items?contains=X", "GET /v1/items?cursor=X", "GET /v1/items?limit=X", "GET /v1/items?X=1", "GET /v1/items/lib/versions?line=X", "GET /v1/items/lib/versions?state=X",
		"GET /v1/items/lib/current?line=X", "GET /v1/items/lib/draws?level=X", "GET /v1/items/lib/draws?level=minor&line=X", "GET /v1/items/lib/draws?extends=X",
		"GET /v1/items/lib/draws?level=minor&candidate=X", "GET /v1/items/lib/draws?kinds=X", "GET /v1/items/lib/draws?changes=X", "GET /v1/items/lib/draws?level=minor&revision=X",
		"GET /v1/products/X", "GET /v1/products/X/bundles", "GET /v1/products/X/notes", "GET /v1/products/acme-suite/bundles/X", "GET /v1/products/acme-suite/bundles/next?line=X",
		"GET /v1/products/acme-suite/bundles/next?extends=X", "GET /v1/products/acme-suite/bundles/next?date=X", "GET /v1/products/acme-suite/notes?from=X", "GET /v1/products/acme-suite/notes?lang=X",
		"GET /v1/search?q=X", "GET /v1/audit?item=X", "GET /v1/audit?who=X", "GET /v1/X", "GET /X", "GET /v1/events?after=X",
		"GET /version/current?item=X", "GET /version/current?item=lib&line=X", "GET /version/current?item=lib&format=X", "GET /version/list?item=X", "GET /items/list?contains=X",
		"POST /version/nextMinor?item=X", "POST /version/next?item=lib&level=X", "POST /version/nextMinor?item=lib&revision=X", "POST /items/add?item=X", "POST /items/add?item=lib&scheme=X",
		"DELETE /v1/tokens/X",
	}
	bodies := map[string]string{
		"POST /v1/items":                           `{"name": X, "title": X}`,
		"POST /v1/items#scheme":                    `{"name": "other", "scheme": X, "pattern": X, "firstRelease": X}`,
		"POST /v1/items#initial":                   `{"name": "third", "initial": X}`,
		"POST /v1/items/lib/draws":                 `{"level": "patch", "description": X}`,
		"POST /v1/items/lib/draws#line":            `{"level": "patch", "line": X}`,
		"POST /v1/items/lib/draws#extends":         `{"level": "patch", "extends": [X]}`,
		"POST /v1/items/lib/draws#revision":        `{"level": "patch", "revision": X}`,
		"POST /v1/items/lib/draws#key":             `{"level": "patch", X: 1}`,
		"POST /v1/items/lib/versions/1.0.0/status": `{"status": "deprecated", "comment": X}`,
		"POST /v1/products/acme-suite/bundles":     `{"line": X, "date": X}`,
		"POST /v1/documents/wanted":                `{"names": [X], "have": {X: 1}, "bundles": {X: {X: X}}}`,
		"POST /v1/tokens":                          `{"name": X, "role": "read", "items": [X]}`,
		"POST /v1/documents":                       `kind: X`,
	}
	check := func(what string, got answer) {
		if got.status >= 500 || got.status < 200 || got.status/100 == 3 && got.status != 304 {
			t.Errorf("%.200q: got %d, want no such status: %.300s", what, got.status, got.body)
		}
		if got.status >= 400 && (got.header.Get("Content-Type") != "application/problem+json" || got.field("code") == "") {
			t.Errorf("%.200q: got %s %.200s, want a problem", what, got.header.Get("Content-Type"), got.body)
		}
	}
	for _, text := range nasty {
		var escaped strings.Builder
		for _, b := range []byte(text) {
			fmt.Fprintf(&escaped, "%%%02X", b)
		}
		for _, place := range places {
			line := strings.ReplaceAll(place, "X", escaped.String())
			check(place+" "+text, w.do(line, ""))
		}
		quoted := strings.ReplaceAll(fmt.Sprintf("%q", text), `\x`, `\u00`)
		if text == "\xff\xfe" {
			quoted = "\"\xff\xfe\"" // no JSON at all
		}
		for place, body := range bodies {
			line, _, _ := strings.Cut(place, "#")
			check(place+" "+text, w.do(line, strings.ReplaceAll(body, "X", quoted)))
		}
		for _, header := range []string{"Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "X-Request-Id", "Accept", "Authorization", "Content-Type"} {
			if strings.ContainsAny(text, "\x00\r\n") {
				continue // no client sends it, see TestRawRequests
			}
			check(header+" "+text, w.do("POST /v1/items/lib/draws", `{"level": "patch"}`, header, text))
			check(header+" "+text, w.do("GET /v1/items/lib", "", header, text))
		}
	}
	if got := w.must(200, "GET /v1/items/lib/versions/1.0.0", "").field("number"); got != "1.0.0" {
		t.Errorf("after all that: got %s, want 1.0.0", got)
	}
	if text := w.log.String(); strings.Contains(text, "panic") {
		t.Error("the log tells of a panic")
	}
}

func TestBodies(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib"}`)
	const draws = "POST /v1/items/lib/draws"
	for _, c := range []struct {
		body, kind string
		status     int
	}{
		{"", "application/json", 422}, // as {}, which asks for no level
		{"{", "application/json", 400},
		{"[]", "application/json", 422},
		{"null", "application/json", 422},
		{`{"level": 1}`, "application/json", 422},
		{`{"level": "minor"} {}`, "application/json", 400},
		{`{"level": "minor", "more": 1}`, "application/json", 422},
		{`{"Level": "minor"}`, "application/json", 422},
		{`{"extends": [1]}`, "application/json", 422},
		{`{"extends": [` + strings.Repeat(`"1.0.0",`, 60) + `"1.0.0"]}`, "application/json", 422},
		{`{"description": "` + strings.Repeat("a", 5000) + `"}`, "application/json", 422},
		{`{"description": "` + strings.Repeat("a", 70_000) + `"}`, "application/json", 413},
		{strings.Repeat("[", 60_000), "application/json", 400},
		{`{"level": "minor"}`, "text/plain", 415},
		{`level=minor`, "application/x-www-form-urlencoded", 415},
		{`{"level": "minor"}`, "application/json; charset=utf-8", 201},
		{`{"level": "minor"}`, "a;b;c;;;===", 415},
	} {
		if got := w.do(draws, c.body, "Content-Type", c.kind); got.status != c.status || strings.Contains(got.body, "aaaaaaaaaa") {
			t.Errorf("%.60s as %s: got %d, want %d, and nothing of it said back: %.200s", c.body, c.kind, got.status, c.status, got.body)
		}
	}
	w.must(413, "POST /v1/documents/wanted", `{"names": ["`+strings.Repeat("a", 5<<20)+`"]}`)
}

// TestRawRequests says what no client says.
func TestRawRequests(t *testing.T) {
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	add(t, r, "lib")
	log := &lines{}
	url, _ := servingWith(t, r, server.Options{Log: jsonLog(log)})
	host := strings.TrimPrefix(url, "http://")
	for name, c := range map[string]struct{ text, want string }{
		"nothing of HTTP":     {"hello\r\n\r\n", "400"},
		"path tricks":         {"GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
		"encoded dots":        {"GET /v1/items/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
		"double slash":        {"GET //v1/items HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
		"a NUL":               {"GET /v1/items/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
		"another host":        {"GET http://example.com/v1/items HTTP/1.1\r\nHost: x\r\n\r\n", "200"},
		"a star":              {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "200"},
		"a tunnel":            {"CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
		"an unknown method":   {"BREW /v1/items HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
		"a long method":       {strings.Repeat("A", 1000) + " /v1/items HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
		"a long path":         {"GET /v1/items/" + strings.Repeat("a", 20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
		"a header flood":      {"GET /v1/items HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 3000) + "\r\n", "431"},
		"a long header":       {"GET /v1/items HTTP/1.1\r\nHost: x\r\nX-A: " + strings.Repeat("a", 100_000) + "\r\n\r\n", "431"},
		"two lengths":         {"POST /v1/items HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}", "400"},
		"length and chunks":   {"POST /v1/items HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "4"},
		"a negative length":   {"POST /v1/items HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", "400"},
		"broken chunks":       {"POST /v1/items HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "400"},
		"no host":             {"GET /v1/items HTTP/1.1\r\n\r\n", "400"},
		"a header in a value": {"GET /v1/items HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\x0bb\r\n\r\n", "400"},
	} {
		if got := say(t, host, c.text); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
	if strings.Contains(log.String(), "panic") {
		t.Errorf("log: got %s, want no panic", log)
	}
	if got := post(url + "/version/nextMinor?item=lib"); got != 201 {
		t.Errorf("a draw after all that: got %d, want 201", got)
	}
}

// say sends bytes and returns the status of what comes back, "none" where nothing does.
func say(t *testing.T, host, text string) string {
	t.Helper()
	c, err := net.DialTimeout("tcp", host, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(patience))
	_, _ = io.WriteString(c, text) // the server may have heard enough
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return "none: " + err.Error()
	}
	_, status, _ := strings.Cut(strings.TrimSpace(line), " ")
	return status
}

// TestSlowClients has bodies that never come, and readers that never read: others are answered.
func TestSlowClients(t *testing.T) {
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	add(t, r, "lib")
	log := &lines{}
	url, end := servingWith(t, r, server.Options{Drain: 100 * time.Millisecond, Requests: 30, Log: jsonLog(log)})
	host := strings.TrimPrefix(url, "http://")
	for i := range 20 {
		c, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if i%2 == 0 {
			_, _ = io.WriteString(c, "GET /v1/items HTT")
			continue
		}
		_, _ = io.WriteString(c, "POST /v1/items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n")
		_ = c.SetReadDeadline(time.Now().Add(patience))
		if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "100") {
			t.Fatalf("got %q, %v, want that the body is waited for", line, err)
		}
		_, _ = io.WriteString(c, "{")
	}
	for range 5 {
		if got := post(url + "/version/nextMinor?item=lib"); got != 201 {
			t.Errorf("a draw beside them: got %d, want 201", got)
		}
	}
	if err := end(); err == nil {
		t.Error("end: got no error, want that requests were cut off")
	}
	if text := log.String(); !strings.Contains(text, `requests are cut off","requests":10`) {
		t.Errorf("log: got %s, want that 10 requests were cut off", text)
	}
}

// TestBodyThatNeverComes announces bodies where nobody waits for one: what was asked for is answered,
// and the connection and the room that it took are given back.
func TestBodyThatNeverComes(t *testing.T) {
	r := registry.New(memory.New(), registry.Options{Now: time.Now})
	add(t, r, "lib")
	url, end := servingWith(t, r, server.Options{Drain: 20 * time.Second, Requests: 4})
	host := strings.TrimPrefix(url, "http://")
	for line, want := range map[string]string{
		"GET /v1/items":                          "200",
		"GET /version/current?item=lib":          "404",
		"GET /version/next?item=lib&level=minor": "200",
		"DELETE /v1/tokens/nobody":               "404",
	} {
		for _, body := range []string{"Content-Length: 100", "Transfer-Encoding: chunked"} {
			got := say(t, host, line+" HTTP/1.1\r\nHost: x\r\n"+body+"\r\n\r\n")
			if !strings.HasPrefix(got, want) {
				t.Errorf("%s with %s: got %s, want %s", line, body, got, want)
			}
		}
	}
	if got := say(t, host, "GET /v1/items HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"); !strings.HasPrefix(got, "200") {
		t.Errorf("a body that came: got %s, want 200", got)
	}
	if err := end(); err != nil {
		t.Errorf("end: got %v, want that nothing was left to be cut off", err)
	}
}

// TestCrossOrigin has a page of another site in a browser change something.
func TestCrossOrigin(t *testing.T) {
	w := start(t)
	w.must(201, "POST /v1/items", `{"name": "lib"}`)
	for _, headers := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}} {
		if got := w.must(403, "POST /version/nextMinor?item=lib", "", headers...); got.field("code") != "cross-origin" {
			t.Errorf("%v: got %s, want cross-origin", headers, got.body)
		}
		w.must(200, "GET /version/nextMinor?item=lib", "", headers...)
	}
	w.must(201, "POST /version/nextMinor?item=lib", "", "Origin", w.URL, "Sec-Fetch-Site", "same-origin")
}

// TestBusy has more requests than there is room for.
func TestBusy(t *testing.T) {
	store := &slowStore{memory.New(), make(chan struct{})}
	w := startOn(t, store, func(o *server.Options) { o.Requests = 3 })
	if err := store.Store.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{{Name: "slow", Scheme: "semver", Created: noon}}})
	}); err != nil {
		t.Fatal(err)
	}
	status := make(chan int, 3)
	for range cap(status) {
		go func() { status <- post(w.URL + "/version/nextMinor?item=slow") }()
	}
	for asked(w.r) < cap(status) {
		time.Sleep(time.Millisecond)
	}
	if got := w.must(503, "GET /v1/items", ""); got.field("code") != "unavailable" || got.header.Get("Retry-After") != "1" {
		t.Errorf("got %s, want unavailable and a Retry-After", got.body)
	}
	w.must(200, "GET /healthz", "")
	w.must(200, "GET /readyz", "")
	close(store.hold)
	for range cap(status) {
		if got := <-status; got != 201 {
			t.Errorf("a draw that waited: got %d, want 201", got)
		}
	}
	w.must(200, "GET /v1/items", "")
}

// TestManyItems lists them in pages, and at once.
func TestManyItems(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	onEachStore(t, listsManyItems)
}

func listsManyItems(t *testing.T, store registry.Store) {
	w := startOn(t, store)
	for at := 0; at < manyItems; at += 10_000 {
		var all []registry.Item
		for i := at; i < at+10_000; i++ {
			all = append(all, registry.Item{Name: fmt.Sprintf("lib-%06d", i), Scheme: "semver", Created: noon})
		}
		if err := store.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: all})
		}); err != nil {
			t.Fatal(err)
		}
	}
	count, last := 0, ""
	for query := "limit=1000"; query != ""; {
		page := w.must(200, "GET /v1/items?"+query, "")
		for _, part := range strings.Split(page.body, `"name":"`)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			if name <= last {
				t.Fatalf("%s after %s, want them sorted", name, last)
			}
			count, last = count+1, name
		}
		query = ""
		if next := page.field("next"); next != "" {
			query = "limit=1000&cursor=" + next
		}
	}
	if count != manyItems {
		t.Errorf("got %d items, want %d", count, manyItems)
	}
	a, err := http.Get(w.URL + "/items/list.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if got := strings.Count(string(text), "\n"); got != manyItems || err != nil {
		t.Errorf("items/list: got %d lines and %v, want %d", got, err, manyItems)
	}
}
