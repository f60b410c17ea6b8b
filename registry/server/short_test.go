package server_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestShortRoutes writes down what every short route answers in every format.
func TestShortRoutes(t *testing.T) {
	w := start(t)
	w.must(201, "POST /items/add?item=payments-api&name=Payments&version=1.4.0&description=Takes+money", "")
	w.must(201, "POST /items/add?item=team-a/calendar&scheme=calver&pattern=YYYY.0M.MICRO", "")
	w.must(201, "POST /items/add?item=build&scheme=four-part&version=1.2.3.4", "")
	w.must(201, "POST /v1/items/payments-api/draws", `{"level": "minor", "candidate": "rc"}`)
	var all strings.Builder
	for _, line := range []string{
		"GET /version/current?item=payments-api",
		"GET /version/current/details?item=payments-api",
		"GET /version/nextMajor?item=payments-api",
		"GET /version/nextMinor?item=payments-api",
		"GET /version/nextPatch?item=payments-api&line=1.4",
		"GET /version/nextBuild?item=build",
		"GET /version/next?item=payments-api&level=1",
		"GET /version/next?item=team-a/calendar",
		"POST /version/next?item=payments-api&level=minor&revision=9f2c1ab&description=a+%3Cbold%3E+one",
		"POST /version/nextPatch?item=payments-api",
		"POST /version/nextBuild?item=build",
		"GET /version/current/details?item=payments-api",
		"GET /version/list?item=payments-api",
		"GET /version/list?item=team-a/calendar",
		"GET /items/list?contains=o",
		"GET /items/list?contains=nothing",
		"POST /items/add?item=NAME&name=A+name&description=What+it+is&version=0.1.0",
		"POST /items/add?item=NAME-bare",
		"POST /items/add?item=NAME-built&version=1.0.0%2Bb7",
		"GET /version/current?item=NAME-built",
		"POST /items/add?item=NAME-bare",
		"POST /items/add?item=No+Name",
		"GET /version/current?item=nobody",
		"POST /version/nextBuild?item=payments-api",
	} {
		for _, format := range []string{"json", "txt", "xml"} {
			line := strings.ReplaceAll(line, "NAME", "added-"+format)
			got := w.do(line+"&format="+format, "", "X-Request-Id", "1")
			fmt.Fprintf(&all, "%s&format=%s\n%d %s\n%s\n", line, format, got.status, got.header.Get("Content-Type"), got.body)
		}
	}
	golden(t, "short.txt", all.String())
}

// TestShortFormats asks for one version in all the ways in which one asks for a format.
func TestShortFormats(t *testing.T) {
	w := start(t)
	w.must(201, "POST /items/add", "item=lib&version=1.0.0", "Content-Type", "application/x-www-form-urlencoded")
	for _, c := range []struct{ path, accept, want string }{
		{"/version/current?item=lib", "", "application/json"},
		{"/version/current?item=lib", "*/*", "application/json"},
		{"/version/current?item=lib", "text/plain", "text/plain; charset=utf-8"},
		{"/version/current?item=lib", "text/xml", "application/xml; charset=utf-8"},
		{"/version/current?item=lib", "application/xml;q=0.5, text/plain;q=0.4", "application/xml; charset=utf-8"},
		{"/version/current?item=lib", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"},
		{"/version/current?item=lib", "image/png", "application/json"},
		{"/version/current.txt?item=lib", "application/xml", "text/plain; charset=utf-8"},
		{"/version/current/details.xml?item=lib", "", "application/xml; charset=utf-8"},
		{"/version/current.json?item=lib&format=json", "text/plain", "application/json"},
		{"/items/list.txt", "", "text/plain; charset=utf-8"},
		{"/version/list?item=lib&format=xml", "text/plain", "application/xml; charset=utf-8"},
	} {
		if got := w.must(200, "GET "+c.path, "", "Accept", c.accept).header.Get("Content-Type"); got != c.want {
			t.Errorf("%s, Accept %q: got %s, want %s", c.path, c.accept, got, c.want)
		}
	}
	for line, want := range map[string]int{
		"GET /version/current.txt?item=lib&format=xml":       422,
		"GET /version/current?item=lib&format=yaml":          422,
		"GET /version/current.yaml?item=lib":                 404,
		"GET /version/current":                               422,
		"GET /version/current?item=":                         422,
		"GET /version/current?item=lib&item=lib":             422,
		"GET /version/current?item=lib&itm=x":                422,
		"GET /version/current?item=lib&":                     200,
		"GET /version/current?item=lib&=x":                   422,
		"GET /version/current?item=l%ZZib":                   400,
		"GET /version/current?item=%00":                      400,
		"GET /version/current?item=%FF":                      400,
		"GET /version/next?item=lib&level=4":                 422,
		"GET /version/next?item=lib":                         422,
		"GET /version/next?item=lib&level=2&reserve=perhaps": 422,
		"GET /version/nextKakushin?item=lib":                 404,
		"POST /version/current?item=lib":                     405,
		"GET /items/add?item=other":                          405,
		"DELETE /version/nextMinor?item=lib":                 405,
		"HEAD /version/nextMinor?item=lib":                   200,
		"OPTIONS /version/nextMinor?item=lib":                204,
	} {
		if got := w.do(line, ""); got.status != want {
			t.Errorf("%s: got %d, want %d: %s", line, got.status, want, got.body)
		}
	}
	if got, want := w.do("OPTIONS /version/nextMinor", "").header.Get("Allow"), "GET, HEAD, POST"; got != want {
		t.Errorf("Allow: got %s, want %s", got, want)
	}
	if got, want := w.must(422, "GET /version/current", "").body, `"detail":"found no item, wanted its name","code":"invalid","hint":"?item=NAME behind the path says it"`; !strings.Contains(got, want) {
		t.Errorf("no item: got %s, want %s", got, want)
	}
	form := "application/x-www-form-urlencoded"
	w.must(201, "POST /version/nextMinor.txt", "item=lib", "Content-Type", form)
	w.must(422, "POST /version/nextMinor?item=lib", "item=lib", "Content-Type", form)
	w.must(415, "POST /version/nextMinor", `{"item": "lib"}`)
	w.must(400, "POST /version/nextMinor", "item=%zz", "Content-Type", form)
	w.must(413, "POST /version/nextMinor", "item="+strings.Repeat("x", 70_000), "Content-Type", form)
	one := w.must(201, "POST /version/nextMinor?item=lib", "", "Idempotency-Key", "k").body
	if two := w.must(201, "POST /version/nextMinor?item=lib", "", "Idempotency-Key", "k").body; one != two {
		t.Errorf("the same key: got %s and %s, want one answer", one, two)
	}
}

// lateBody is a body that stops to come.
type lateBody struct{ begun bool }

func (b *lateBody) Read(p []byte) (int, error) {
	if b.begun {
		return 0, os.ErrDeadlineExceeded
	}
	b.begun = true
	return copy(p, "item="), nil
}

// TestLateForm sends half a form: the answer is that the rest came too late, and the end of the connection.
func TestLateForm(t *testing.T) {
	w := start(t)
	q := httptest.NewRequest(http.MethodPost, "/version/nextMinor", io.NopCloser(&lateBody{}))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got := httptest.NewRecorder()
	w.s.Handler().ServeHTTP(got, q)
	if got.Code != http.StatusRequestTimeout || !strings.Contains(got.Body.String(), `"code":"timeout"`) || got.Header().Get("Connection") != "close" {
		t.Errorf("got %d %v %s, want 408 timeout and the connection's end", got.Code, got.Header(), got.Body)
	}
}
