package server

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"joinery/registry"
)

// These routes are for machines that look after the server: they ask nobody who he is, and are
// answered however much there is to do.
var unguarded = map[string]bool{
	"GET /healthz":      true,
	"GET /readyz":       true,
	"GET /openapi.json": true,
}

// maxTarget is how long a path and query may be, in bytes.
const maxTarget = 16 << 10

// admit lets a request in, to the route of that pattern, or says why not. leave is to be called
// when the request is answered.
func (s *Server) admit(r *http.Request, pattern string) (leave func(), err error) {
	leave = func() {}
	if unguarded[pattern] {
		return leave, nil
	}
	room, many := s.room, "requests"
	if pattern == streamPattern {
		room, many = s.streams, "streams"
	}
	select {
	case room <- struct{}{}:
		leave = func() { <-room }
	default:
		return leave, registry.Errorf(registry.Unavailable, "%d %s are being answered, and there is no room for more; nothing was done", cap(room), many)
	}
	if err := s.crossed.Check(r); err != nil {
		e := registry.Errorf(codeCrossOrigin, "a page of another site asks, and may not change anything here")
		e.Err = err
		return leave, e
	}
	if err := s.identify(r); err != nil {
		return leave, err
	}
	return leave, s.sound(r, pattern)
}

// checkTarget refuses a path or query that is not what it seems.
func checkTarget(u *url.URL) error {
	if len(u.RequestURI()) > maxTarget {
		return registry.Errorf(codeMalformed, "found a path and query of %d bytes, at most %d are taken", len(u.RequestURI()), maxTarget)
	}
	escaped := u.EscapedPath()
	if clean := path.Clean(escaped); clean != escaped || !strings.HasPrefix(escaped, "/") {
		return registry.Errorf(registry.NotFound, "there is no such path; wanted one without empty segments, dots and a slash at its end")
	}
	if !isText(u.Path) {
		return registry.Errorf(codeMalformed, "the path has characters that are no text")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return &registry.Error{Code: codeMalformed, Message: "the query cannot be read", Hint: "escape what stands in it: curl -G --data-urlencode does", Err: err}
	}
	for name, values := range query {
		for _, text := range append(values, name) {
			if !isText(text) {
				return registry.Errorf(codeMalformed, "the query has characters that are no text")
			}
		}
		if len(values) > 1 {
			return &registry.Error{Code: registry.Invalid, Field: name, Message: fmt.Sprintf("found %s %d times, wanted it once", name, len(values)), Hint: "lists have commas between their values"}
		}
	}
	return nil
}

// isText reports whether a text has neither bytes that are no UTF-8 nor control characters but
// line ends and tabs.
func isText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f
	}) < 0
}

// unrouted returns the methods that a path has that a request has no route to, and the error; nil when
// the methods are all that was asked for.
func (s *Server) unrouted(r *http.Request, none http.Handler) (allowed string, err error) {
	answer := &bare{header: http.Header{}}
	none.ServeHTTP(answer, r)
	allowed = answer.header.Get("Allow")
	switch {
	case allowed == "":
		return "", &registry.Error{Code: registry.NotFound, Field: "path", Message: "there is no such path", Hint: "GET /openapi.json lists them; a name's / is written %2F in a path"}
	case r.Method == http.MethodOptions:
		return allowed, nil
	}
	return allowed, registry.Errorf(codeNotAllowed, "found the method %s, wanted one of %s", printable(r.Method), allowed)
}

// printable returns a word that somebody sent, shortened and quoted where it is no plain word.
func printable(word string) string {
	if len(word) <= 20 && !strings.ContainsFunc(word, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return word
	}
	return fmt.Sprintf("%.20q", word)
}

// bare is an answer of which only the header matters.
type bare struct{ header http.Header }

func (b *bare) Header() http.Header         { return b.header }
func (b *bare) Write(p []byte) (int, error) { return len(p), nil }
func (b *bare) WriteHeader(int)             {}
