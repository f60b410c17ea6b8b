package auth_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"joinery/registry"
	"joinery/registry/auth"
)

func TestRequestsOfOneToken(t *testing.T) {
	b := newBench(t, auth.Options{PerSecond: 2, Burst: 3}, nil)
	ci, other := b.token("ci", registry.NewToken{}), b.token("other", registry.NewToken{})
	for n := range 3 {
		b.wants(fmt.Sprint("request ", n), bearer(ci), "ci draw  from 192.0.2.7")
	}
	b.wants("one too many", bearer(ci), "too many, wait 500ms: found too many requests of ci")
	b.wants("and again: what was refused does not count", bearer(ci), "too many, wait 500ms: found too many requests of ci")
	b.wants("another token", bearer(other), "other draw  from 192.0.2.7")
	b.clock.pass(500 * time.Millisecond)
	b.wants("a while later", bearer(ci), "ci draw  from 192.0.2.7")
	b.wants("once", bearer(ci), "too many, wait 500ms: found too many requests of ci")
}

func TestNoLimit(t *testing.T) {
	b := newBench(t, auth.Options{PerSecond: -1}, nil)
	ci := b.token("ci", registry.NewToken{})
	for n := range 2000 {
		b.wants(fmt.Sprint("request ", n), bearer(ci), "ci draw  from 192.0.2.7")
	}
}

// TestUnknownTokensOfOneAddress guesses tokens until the address is no longer listened to.
func TestUnknownTokensOfOneAddress(t *testing.T) {
	b := newBench(t, auth.Options{}, nil)
	ci, late := b.token("ci", registry.NewToken{}), b.token("late", registry.NewToken{})
	b.wants("a token that is known", bearer(ci), "ci draw  from 192.0.2.7")
	guess := func(n int) string { return fmt.Sprintf("jny_0123456789abcdef_%043d", n) }
	for n := range 30 {
		b.wants(fmt.Sprint("guess ", n), bearer(guess(n)), unknown)
	}
	const tooMany = "too many, wait 10s: found too many tokens from 192.0.2.7 that are not known here"
	b.wants("one guess too many", bearer(guess(30)), tooMany)
	b.wants("a good one that was not seen lately might be a guess", bearer(late), tooMany)
	b.wants("one that was is not", bearer(ci), "ci draw  from 192.0.2.7")

	elsewhere := bearer(late)
	elsewhere.RemoteAddr = "192.0.2.8:1"
	b.wants("another address", elsewhere, "late draw  from 192.0.2.8")

	b.clock.pass(10 * time.Second)
	b.wants("a while later", bearer(guess(31)), unknown)
	b.wants("once", bearer(guess(32)), tooMany)

	if _, err := b.registry.RevokeToken(t.Context(), root, "ci"); err != nil {
		t.Fatal(err)
	}
	b.wants("a token that was good", bearer(ci), "unknown: the token ci was revoked on 2026-11-21")
	b.wants("is one no more", bearer(ci), tooMany)
}

// TestUnknownTokensOfOneNetwork comes from ever new addresses of one customer's network.
func TestUnknownTokensOfOneNetwork(t *testing.T) {
	b := newBench(t, auth.Options{}, nil)
	for n := range 31 {
		req := bearer("jny_x")
		req.RemoteAddr = fmt.Sprintf("[2001:db8::%x]:1", n)
		want := unknown
		if n == 30 {
			want = "too many, wait 10s: found too many tokens from 2001:db8::1e that are not known here"
		}
		b.wants(fmt.Sprint("guess ", n), req, want)
	}
	req := bearer("jny_x")
	req.RemoteAddr = "[2001:db8:0:1::1]:1"
	b.wants("the network beside", req, unknown)
}

// TestJobsBesideABrokenOne have each a token of their own, that was never seen, and one address.
func TestJobsBesideABrokenOne(t *testing.T) { synctest.Test(t, jobsBesideABrokenOne) }

func jobsBesideABrokenOne(t *testing.T) {
	k := ecKey("one")
	ci := newIssuer(ciURL, k)
	b := newOIDC(t, ci)
	fresh := func(n int) string { return k.sign(job(b.clock).with(claims{"jti": n})) }
	const tooMany = "too many, wait 10s: found too many tokens from 192.0.2.7 that are not known here"
	guessed := 0
	for range 31 {
		if b.gets(bearer("jny_x")) == unknown {
			guessed++
		}
	}
	if guessed != 30 {
		t.Fatalf("got %d guesses, want 30", guessed)
	}
	b.wants("nobody knows the keys yet, and nobody asks for them", bearer(fresh(1)), tooMany)
	if got := ci.requests(); got != 0 {
		t.Errorf("got %d requests to the issuer, want none", got)
	}
	b.clock.pass(10 * time.Second)
	b.wants("a while later", bearer(fresh(2)), jobIn)
	b.wants("a guess", bearer("jny_x"), unknown)
	b.wants("one too many", bearer("jny_x"), tooMany)
	for n := range 100 {
		b.wants("a job whose key is at hand", bearer(fresh(10+n)), jobIn)
	}
	before := ci.requests()
	b.wants("a key that is not", bearer(ecKey("two").sign(job(b.clock))), tooMany)
	b.wants("another signature", bearer(ecKey("one").sign(job(b.clock))), tooMany)
	b.wants("another repository", bearer(k.sign(job(b.clock).with(claims{"repository": "evil/payments"}))), tooMany)
	if after := ci.requests(); after > before+2 {
		t.Errorf("got %d requests to the issuer, want 2 at most", after-before)
	}
}

// TestForgedTokens come in numbers, each with a key that would have to be asked for.
func TestForgedTokens(t *testing.T) { synctest.Test(t, forgedTokens) }

func forgedTokens(t *testing.T) {
	b := newOIDC(t, newIssuer(ciURL, ecKey("one")))
	got := map[string]int{}
	for n := range 100 {
		what, _, _ := strings.Cut(b.gets(bearer(ecKey(fmt.Sprint(n)).sign(job(b.clock)))), ":")
		got[what]++
	}
	// Six requests to the issuer, of which one was for where its keys are.
	want := map[string]int{"unknown": 5, "unavailable": 25, "too many, wait 10s": 70}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("got other answers (-want +got):\n%s", diff)
	}
}
