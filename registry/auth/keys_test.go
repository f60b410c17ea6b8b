package auth_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"joinery/registry"
	"joinery/registry/auth"
)

const (
	jobIn = ciName + " publish payments-api from 192.0.2.7"
	away  = "unavailable: the keys of " + ciURL + " cannot be had at the moment"
)

// newOIDC makes a guard that trusts an issuer. It belongs into a bubble of synctest: what the guard
// fetches comes to its end there before the next request.
func newOIDC(t *testing.T, ci *issuer) *bench {
	t.Helper()
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: ci}, nil)
	b.settle = synctest.Wait
	return b
}

func TestKeysAreKept(t *testing.T) { synctest.Test(t, keysAreKept) }

func keysAreKept(t *testing.T) {
	k := ecKey("one")
	ci := newIssuer(ciURL, k)
	b := newOIDC(t, ci)
	if got := ci.requests(); got != 0 {
		t.Errorf("got %d requests before the first token, want none: a registry starts without its issuers", got)
	}
	for range 50 {
		b.wants("a job", bearer(k.sign(job(b.clock))), jobIn)
	}
	if got, want := ci.requests(), 2; got != want {
		t.Errorf("got %d requests, want %d: where the keys are, and the keys", got, want)
	}
}

func TestKeysRotate(t *testing.T) { synctest.Test(t, keysRotate) }

func keysRotate(t *testing.T) {
	one, two := ecKey("one"), ecKey("two")
	ci := newIssuer(ciURL, one)
	b := newOIDC(t, ci)
	b.wants("the first key", bearer(one.sign(job(b.clock))), jobIn)
	ci.publish(one, two)
	b.wants("a new key", bearer(two.sign(job(b.clock))), jobIn)
	b.wants("the old one beside it", bearer(one.sign(job(b.clock))), jobIn)
	ci.publish(two)
	b.clock.pass(59 * time.Minute)
	b.wants("a key withdrawn, which nobody knows yet", bearer(one.sign(job(b.clock))), jobIn)
	b.clock.pass(time.Minute)
	b.wants("an hour later it is known", bearer(one.sign(job(b.clock))), unknown)
	b.wants("the new key goes on", bearer(two.sign(job(b.clock))), jobIn)
	b.clock.pass(-24 * time.Hour)
	b.wants("a clock that goes back does not bring it back", bearer(one.sign(job(b.clock))), unknown)
}

// TestIssuerDoesNotAnswer is nobody's fault who asks: it is told apart from a bad token.
func TestIssuerDoesNotAnswer(t *testing.T) {
	k := ecKey("one")
	refused := func(status int, body string) func(*http.Request) (int, string) {
		return func(*http.Request) (int, string) { return status, body }
	}
	keysOnly := func(status int, body string) func(*http.Request) (int, string) {
		return func(req *http.Request) (int, string) {
			if strings.HasSuffix(req.URL.Path, "/keys") {
				return status, body
			}
			return http.StatusOK, text(claims{"issuer": ciURL, "jwks_uri": ciURL + "/keys"})
		}
	}
	for name, break_ := range map[string]func(*issuer){
		"no connection": func(i *issuer) { i.down = errors.New("connection refused") },
		"an error":      func(i *issuer) { i.instead = refused(500, "<html>") },
		"not there":     func(i *issuer) { i.instead = refused(404, "") },
		"no JSON":       func(i *issuer) { i.instead = refused(200, "<html>") },
		"without end":   func(i *issuer) { i.instead = refused(200, `{"issuer": "`+strings.Repeat("x", 1<<20)) },
		"another issuer's": func(i *issuer) {
			i.instead = refused(200, text(claims{"issuer": "https://evil.example", "jwks_uri": ciURL + "/keys"}))
		},
		"keys over http": func(i *issuer) {
			i.instead = refused(200, text(claims{"issuer": ciURL, "jwks_uri": "http://ci.example/keys"}))
		},
		"keys in a file": func(i *issuer) {
			i.instead = refused(200, text(claims{"issuer": ciURL, "jwks_uri": "file:///etc/keys"}))
		},
		"led on to http":       func(i *issuer) { i.location, i.instead = "http://evil.example/", refused(302, "") },
		"led around":           func(i *issuer) { i.location, i.instead = ciURL+"/again", refused(302, "") },
		"led on to nowhere":    func(i *issuer) { i.instead = refused(302, "") },
		"an error for keys":    func(i *issuer) { i.instead = keysOnly(503, "") },
		"keys without an end":  func(i *issuer) { i.instead = keysOnly(200, `{"keys": [`+strings.Repeat(" ", 1<<20)) },
		"keys led on to http":  func(i *issuer) { i.location, i.instead = "http://evil.example/", keysOnly(302, "") },
		"keys led on to files": func(i *issuer) { i.location, i.instead = "file:///etc/passwd", keysOnly(302, "") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ci := newIssuer(ciURL, k)
				b := newOIDC(t, ci)
				ci.set(break_)
				b.wants("broken", bearer(k.sign(job(b.clock))), away)
				b.wants("broken still", bearer(k.sign(job(b.clock))), away)
				ci.set(func(i *issuer) { i.down, i.instead, i.location = nil, nil, "" })
				b.clock.pass(time.Minute)
				b.wants("mended", bearer(k.sign(job(b.clock))), jobIn)
			})
		})
	}
}

// TestIssuerAwayLater takes the issuer away after its keys are known.
func TestIssuerAwayLater(t *testing.T) { synctest.Test(t, issuerAwayLater) }

func issuerAwayLater(t *testing.T) {
	k := ecKey("one")
	ci := newIssuer(ciURL, k)
	b := newOIDC(t, ci)
	b.wants("there", bearer(k.sign(job(b.clock))), jobIn)
	ci.set(func(i *issuer) { i.down = errors.New("connection refused") })
	b.wants("a key that is known", bearer(k.sign(job(b.clock))), jobIn)
	b.wants("one that is not", bearer(ecKey("two").sign(job(b.clock))), away)
	own := b.token("ci", registry.NewToken{})
	b.wants("the registry's own tokens", bearer(own), "ci draw  from 192.0.2.7")
}

// TestStrangersDoNotMakeUsAsk sends tokens with unknown keys, each of which makes one look for new
// ones.
func TestStrangersDoNotMakeUsAsk(t *testing.T) { synctest.Test(t, strangersDoNotMakeUsAsk) }

func strangersDoNotMakeUsAsk(t *testing.T) {
	k := ecKey("one")
	ci := newIssuer(ciURL, k)
	b := newOIDC(t, ci)
	for n := range 200 {
		req := bearer(ecKey(fmt.Sprint("stranger ", n)).sign(job(b.clock)))
		req.RemoteAddr = fmt.Sprintf("10.0.%d.1:1", n)
		if got := b.gets(req); got != unknown && got != away {
			t.Fatalf("got %s, want %s or %s", got, unknown, away)
		}
	}
	if got, want := ci.requests(), 6; got != want {
		t.Errorf("got %d requests at once, want %d", got, want)
	}
	b.wants("the key that is known", bearer(k.sign(job(b.clock))), jobIn)
	b.clock.pass(time.Hour)
	b.wants("an hour later, when the keys are looked for again", bearer(k.sign(job(b.clock))), jobIn)
}

// TestManyWaitForTheKeys has many jobs start before the keys are there.
func TestManyWaitForTheKeys(t *testing.T) { synctest.Test(t, manyWaitForTheKeys) }

func manyWaitForTheKeys(t *testing.T) {
	k := ecKey("one")
	ci := newIssuer(ciURL, k)
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: ci}, nil)
	token := k.sign(job(b.clock))
	hold := make(chan struct{})
	ci.set(func(i *issuer) {
		i.instead = func(*http.Request) (int, string) {
			<-hold
			return http.StatusOK, text(claims{"issuer": ciURL, "jwks_uri": ciURL + "/keys", "keys": i.keys})
		}
	})
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.guard.Who(bearer(token).WithContext(impatient)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's own error", err)
	}
	answers := make(chan string)
	for range 20 {
		go func() { answers <- outcome(b.guard.Who(bearer(token))) }()
	}
	for range 2 { // where the keys are, and the keys
		synctest.Wait()
		hold <- struct{}{}
	}
	for range 20 {
		if got := <-answers; got != jobIn {
			t.Errorf("got %s, want %s", got, jobIn)
		}
	}
	if got := ci.requests(); got != 2 {
		t.Errorf("got %d requests, want 2", got)
	}
}
