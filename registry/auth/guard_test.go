package auth_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/memory"
	"joinery/registry/storetest"
)

var root = registry.Who{Name: "root", Role: registry.Admin}

// bench is a guard before a registry in memory.
type bench struct {
	t        testing.TB
	clock    *clock
	registry *registry.Registry
	guard    *auth.Guard
	settle   func() // waits until nothing goes on in the background; nil: it does not matter
}

// newBench makes one; faults, when not nil, are put into the store.
func newBench(t testing.TB, o auth.Options, faults storetest.Plan) *bench {
	t.Helper()
	b := &bench{t: t, clock: newClock()}
	var store registry.Store = memory.New()
	if faults != nil {
		store = storetest.Faulty(store, faults)
	}
	b.registry = registry.New(store, registry.Options{Now: b.clock.Now})
	o.Now = b.clock.Now
	var err error
	if b.guard, err = auth.New(b.registry, o); err != nil {
		t.Fatal(err)
	}
	return b
}

// token makes a token of the registry's own.
func (b *bench) token(name string, n registry.NewToken) string {
	b.t.Helper()
	n.Name = name
	if n.Role == "" {
		n.Role = registry.Drawer
	}
	text, _, err := b.registry.AddToken(b.t.Context(), root, n)
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// request makes a request of this machine's own, with headers "Name: value".
func request(headers ...string) *http.Request {
	req := httptest.NewRequest(http.MethodGet, "/v1/items", nil)
	req.Host, req.RemoteAddr = "localhost:4747", "192.0.2.7:50000"
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Add(name, value)
	}
	return req
}

func bearer(token string) *http.Request { return request("Authorization: Bearer " + token) }

func basic(user, password string) string {
	return "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// outcome puts what a guard says into a line: the name and the role, or the code and the message.
func outcome(who registry.Who, err error) string {
	if limit := new(auth.LimitError); errors.As(err, &limit) {
		return "too many, wait " + limit.RetryAfter().String() + ": " + err.Error()
	}
	if e := new(registry.Error); errors.As(err, &e) {
		return string(e.Code) + ": " + e.Message
	}
	if err != nil {
		return err.Error()
	}
	return who.Name + " " + string(who.Role) + " " + strings.Join(who.Items, ",") + " from " + who.From
}

func (b *bench) wants(what string, req *http.Request, want string) {
	b.t.Helper()
	if got := b.gets(req); got != want {
		b.t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func (b *bench) gets(req *http.Request) string {
	got := outcome(b.guard.Who(req))
	if b.settle != nil {
		b.settle()
	}
	return got
}

const unknown = "unknown: the token is not known here"

func TestWho(t *testing.T) {
	b := newBench(t, auth.Options{}, nil)
	good := b.token("ci", registry.NewToken{Items: []string{"payments-*"}})
	brief := b.token("brief", registry.NewToken{Expires: b.clock.Now().Add(time.Hour)})
	gone := b.token("gone", registry.NewToken{})
	if _, err := b.registry.RevokeToken(t.Context(), root, "gone"); err != nil {
		t.Fatal(err)
	}
	const ci = "ci draw payments-* from 192.0.2.7"
	other := strings.Map(func(r rune) rune {
		if r == 'A' {
			return 'B'
		}
		return 'A'
	}, good[len(good)-43:])
	for _, c := range []struct {
		name    string
		headers []string
		want    string
	}{
		{"bearer", []string{"Authorization: Bearer " + good}, ci},
		{"letter case of the scheme", []string{"Authorization: bEARER " + good}, ci},
		{"two blanks", []string{"Authorization: Bearer  " + good}, ci},
		{"password", []string{basic("anybody", good)}, ci},
		{"password of nobody", []string{basic("", good)}, ci},
		{"as the user", []string{basic(good, "")}, "unknown: found an Authorization header without a token"},
		{"nothing", nil, "unknown: found no token, wanted one"},
		{"empty", []string{"Authorization: "}, "unknown: found an Authorization header of another scheme, wanted Bearer or Basic"},
		{"no scheme", []string{"Authorization: " + good}, "unknown: found an Authorization header of another scheme, wanted Bearer or Basic"},
		{"another scheme", []string{"Authorization: Digest username=ci"}, "unknown: found an Authorization header of another scheme, wanted Bearer or Basic"},
		{"no token", []string{"Authorization: Bearer"}, "unknown: found an Authorization header without a token"},
		{"no base64", []string{"Authorization: Basic !"}, "unknown: found an Authorization header without a token"},
		{"twice", []string{"Authorization: Bearer " + good, "Authorization: Bearer " + good}, "unknown: found 2 Authorization headers, wanted one"},
		{"blanks behind", []string{"Authorization: Bearer " + good + " "}, unknown},
		{"another secret", []string{"Authorization: Bearer " + good[:len(good)-43] + other}, unknown},
		{"no such id", []string{"Authorization: Bearer jny_0123456789abcdef_" + other}, unknown},
		{"half a token", []string{"Authorization: Bearer " + good[:30]}, unknown},
		{"a made up one", []string{"Authorization: Bearer jny_' or 1=1; --"}, unknown},
		{"a JWT of nobody's", []string{"Authorization: Bearer a.b.c"}, unknown},
		{"too long", []string{"Authorization: Bearer " + strings.Repeat("x", 16<<10+1)}, "unknown: found a token of 16385 bytes, wanted at most 16384"},
		{"revoked", []string{"Authorization: Bearer " + gone}, "unknown: the token gone was revoked on 2026-11-21"},
		{"in the query alone", nil, "unknown: found no token, wanted one"},
		{"still good", []string{"Authorization: Bearer " + brief}, "brief draw  from 192.0.2.7"},
	} {
		b.wants(c.name, request(c.headers...), c.want)
	}
	b.clock.pass(time.Hour)
	b.wants("over", bearer(brief), "unknown: the token brief was good until 2026-11-21T13:00:00Z")
}

func TestOpen(t *testing.T) {
	b := newBench(t, auth.Options{Open: true}, nil)
	good := b.token("ci", registry.NewToken{})
	b.wants("nobody is asked", request(), "anonymous admin  from 192.0.2.7")
	b.wants("who says who he is is that", bearer(good), "ci draw  from 192.0.2.7")
	b.wants("and is it really", bearer(good[:40]), unknown)
}

func TestStoreDoesNotAnswer(t *testing.T) {
	down := false
	b := newBench(t, auth.Options{}, func(storetest.Point, int) error {
		if down {
			return registry.Errorf(registry.Unavailable, "the database is gone")
		}
		return nil
	})
	good := b.token("ci", registry.NewToken{})
	down = true
	for range 100 { // nobody's fault, so nobody has to wait for it afterwards
		b.wants("down", bearer(good), "unavailable: the database is gone")
	}
	down = false
	b.wants("up again", bearer(good), "ci draw  from 192.0.2.7")

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.guard.Who(bearer(good).WithContext(ended)); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want none or the context's own", err)
	}
}
