//go:build unix

package faulttest_test

import (
	"syscall"
	"testing"
	"time"

	"joinery/registry/faulttest"
)

// nothing happens.
func nothing(t *testing.T, p place) {
	p.add(t, distinct...)
	h := new(faulttest.History)
	l := p.load(16)
	l.Calls = 5000
	l.Run(t.Context(), h, faulttest.Local(registryOn(p.open(t))))
	p.verify(t, h, distinct...)
}

// serverIsKilled kills the server again and again; its clients go on with the next one.
func serverIsKilled(t *testing.T, p place) {
	p.add(t, distinct...)
	s, random, h := p.serve(t), p.random(0), new(faulttest.History)
	under(t, p.load(16), h, func() {
		kills := 0
		for end := time.Now().Add(2 * p.span); kills < 5 || time.Now().Before(end); kills++ {
			time.Sleep(time.Duration(50+random.IntN(350)) * time.Millisecond)
			s.kill(t)
			s.start(t)
		}
		t.Logf("killed %d times", kills)
	}, s.target(t))
	p.verify(t, h, distinct...)
}

// serverIsStalled stops one of two servers in the middle of whatever it does, and lets it go on; each
// in turn, twice at least.
func serverIsStalled(t *testing.T, p place) {
	p.add(t, distinct...)
	a, b, h := p.serve(t), p.serve(t), new(faulttest.History)
	under(t, p.load(12), h, func() {
		between := min(p.span/8, time.Second)
		stalls := 0
		for end := time.Now().Add(p.span); stalls < 4 || time.Now().Before(end); stalls++ {
			s := []*process{a, b}[stalls%2]
			time.Sleep(between)
			s.signal(t, syscall.SIGSTOP)
			time.Sleep(min(p.span/3, 5*time.Second))
			s.signal(t, syscall.SIGCONT)
		}
		time.Sleep(between)
		t.Logf("stalled %d times", stalls)
	}, a.target(t), b.target(t))
	p.verify(t, h, distinct...)
}

// serverIsEnded ends the server as an operator does. It answers the draws that it took; a request that
// found its connection closed was not done.
func serverIsEnded(t *testing.T, p place) {
	p.add(t, distinct...)
	s, random, h := p.serve(t), p.random(0), new(faulttest.History)
	l := p.load(32)
	l.Patience = patience // who gives up waiting would not know what was done
	under(t, l, h, func() {
		for end := time.Now().Add(p.span); time.Now().Before(end); {
			time.Sleep(time.Duration(100+random.IntN(300)) * time.Millisecond)
			s.end(t)
			s.start(t)
		}
	}, s.waiting(t, patience))
	calls, contents := h.Calls(), p.contents(t)
	tell(t, calls, contents)
	for i := range calls {
		if calls[i].Outcome == faulttest.Unknown {
			calls[i].Outcome = faulttest.Undone
		}
	}
	complain(t, faulttest.Check(calls, contents))
}

// twoServers share one database; one of them is killed now and then, and clients go over to the other.
func twoServers(t *testing.T, p place) {
	p.add(t, distinct...)
	a, b, random, h := p.serve(t), p.serve(t), p.random(0), new(faulttest.History)
	l := p.load(16)
	l.Lines = []string{"1.0"}
	under(t, l, h, func() {
		for end := time.Now().Add(p.span); time.Now().Before(end); {
			time.Sleep(time.Duration(200+random.IntN(400)) * time.Millisecond)
			b.kill(t)
			b.start(t)
		}
	}, a.target(t), b.target(t))
	p.verify(t, h, distinct...)
}
