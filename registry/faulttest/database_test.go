//go:build unix

package faulttest_test

import (
	"testing"
	"time"

	"joinery/registry/faulttest"
)

// databaseRestarts kills the database under load. The server says that it is not ready, and goes on by
// itself when the database is back. Clients ask by both sorts of routes, and go over from one to the other
// under the same key.
func databaseRestarts(t *testing.T, p place) {
	p.add(t, distinct...)
	h, random := new(faulttest.History), p.random(0)
	s := serveHere(t, registryOn(p.open(t)))
	under(t, p.load(16), h, func() {
		crashes := 0
		for end := time.Now().Add(2 * p.span); crashes < 2 || time.Now().Before(end); crashes++ {
			time.Sleep(time.Duration(300+random.IntN(500)) * time.Millisecond)
			p.server.Crash(t)
			if err := s.ready(); err == nil {
				t.Error("got ready without a database, want an error")
			}
			p.server.Start(t)
			within(t, patience, "being ready again", s.ready)
		}
		time.Sleep(200 * time.Millisecond)
		t.Logf("crashed %d times", crashes)
	}, s.target(t), s.short(t))
	p.verify(t, h, distinct...)
}

// within complains when something does not come true in time.
func within(t testing.TB, most time.Duration, what string, try func() error) {
	t.Helper()
	for end := time.Now().Add(most); ; time.Sleep(10 * time.Millisecond) {
		err := try()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%s: got %v after %v", what, err, most)
			return
		}
	}
}
