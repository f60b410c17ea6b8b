//go:build unix

package faulttest_test

import (
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// proxy stands between two who talk through a socket, and cuts them off.
type proxy struct {
	folder string // the socket in it has the name of the one that it leads to
	target string
	cuts   float64 // the share of requests at which it does so

	mu     sync.Mutex
	random *rand.Rand
	lost   atomic.Int64 // answers that nobody got
	calm   atomic.Bool  // nothing is cut
}

// newProxy makes a proxy to a socket, until the test ends.
func newProxy(t testing.TB, target string, cuts float64, random *rand.Rand) *proxy {
	t.Helper()
	folder, err := os.MkdirTemp("", "ft")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{folder: folder, target: target, cuts: cuts, random: random}
	l, err := net.Listen("unix", p.socket())
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { p.serve(conn) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		all.Wait()
		os.RemoveAll(folder)
	})
	return p
}

func (p *proxy) socket() string { return filepath.Join(p.folder, filepath.Base(p.target)) }

// A fate is what becomes of a request.
type fate int

const (
	passed  fate = iota
	cut          // it does not arrive
	torn         // half of it does
	ignored      // it arrives, its answer does not
	slow
)

func (p *proxy) fate() fate {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.calm.Load() || p.random.Float64() >= p.cuts {
		return passed
	}
	return []fate{cut, torn, ignored, ignored, ignored, slow}[p.random.IntN(6)]
}

// serve carries a connection's bytes until one side ends it, or fate does.
func (p *proxy) serve(from net.Conn) {
	defer from.Close()
	to, err := net.Dial("unix", p.target)
	if err != nil {
		return
	}
	defer to.Close()
	var mute atomic.Bool // the next answer is thrown away
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer from.Close()
		answers(from, to, &mute, &p.lost)
	}()
	p.requests(from, to, &mute)
	to.Close()
	<-ended
}

func (p *proxy) requests(from, to net.Conn, mute *atomic.Bool) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		switch p.fate() {
		case cut:
			return
		case torn:
			to.Write(buffer[:n/2])
			return
		case ignored:
			mute.Store(true)
		case slow:
			time.Sleep(20 * time.Millisecond)
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// answers carries answers back, up to one that is to be thrown away.
func answers(from io.Writer, to io.Reader, mute *atomic.Bool, lost *atomic.Int64) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := to.Read(buffer)
		if err != nil {
			return
		}
		if mute.Load() {
			lost.Add(1)
			return
		}
		if _, err := from.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// off lets everything pass, or not.
func (p *proxy) off(off bool) { p.calm.Store(off) }

// hasLost reports whether some answer was lost.
func (p *proxy) hasLost() bool { return p.lost.Load() > 0 }
