//go:build unix

package faulttest_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
)

// place is an empty database, in which a fault is tried.
type place struct {
	database string
	server   *servertest.Server // nil for SQLite
	url      string
	seed     uint64
	span     time.Duration // how long a fault goes on
}

// patience is how long anything may take before it is called stuck.
const patience = time.Minute

// run tries all faults, each in a place of its own.
func run(t *testing.T, database string, fresh func(t testing.TB) place) {
	for _, f := range faults {
		if f.on != "" && !strings.Contains(f.on, database) {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			p := fresh(t)
			p.database, p.span, p.seed = database, span(t), seed(t)
			f.test(t, p)
		})
	}
}

// span is a second with -short, JOINERY_SOAK if that is set.
func span(t testing.TB) time.Duration {
	if text := os.Getenv("JOINERY_SOAK"); text != "" {
		d, err := time.ParseDuration(text)
		if err != nil || d <= 0 {
			t.Fatalf("found JOINERY_SOAK=%s, wanted a duration such as 10m", text)
		}
		return d
	}
	if testing.Short() {
		return time.Second
	}
	return 3 * time.Second
}

// seed is JOINERY_SEED, or another one each time.
func seed(t testing.TB) uint64 {
	n := rand.Uint64N(1_000_000)
	if text := os.Getenv("JOINERY_SEED"); text != "" {
		var err error
		if n, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("found JOINERY_SEED=%s, wanted a number", text)
		}
	}
	t.Logf("JOINERY_SEED=%d", n)
	return n
}

// random returns chances of the place's seed, other ones for each stream.
func (p place) random(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(p.seed, 1<<32+stream)) }

// open opens the place's store, until the test ends.
func (p place) open(t testing.TB) registry.Store {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), p.url, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: got %v, want no error", err)
		}
	})
	return s
}

// registryOn makes a registry on a store.
func registryOn(s registry.Store) *registry.Registry {
	return registry.New(s, registry.Options{Now: time.Now})
}

// admin may do everything.
var admin = registry.Who{Name: "test", Role: registry.Admin}

// add adds items, each with a version 1.0.0, to a place where nothing is open.
func (p place) add(t testing.TB, items ...string) {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), p.url, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range items {
		if _, err := registryOn(s).AddItem(t.Context(), admin, registry.NewItem{Name: name, Initial: "1.0.0"}); err != nil {
			t.Fatal(err)
		}
	}
}

// items are what most loads draw versions of: a hot one, and some.
var items = []string{"lib", "lib", "lib", "app", "team/tool"}

// load is what most faults happen to.
func (p place) load(clients int) faulttest.Load {
	return faulttest.Load{Seed: p.seed, Clients: clients, Items: items}
}

// under runs a load while harm is done. The load goes on until harm returns.
func under(t testing.TB, l faulttest.Load, h *faulttest.History, harm func(), targets ...faulttest.Target) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan struct{})
	go func() { defer close(ended); l.Run(ctx, h, targets...) }()
	defer func() { // also when harm gives up
		cancel()
		select {
		case <-ended:
		case <-time.After(patience):
			t.Errorf("some call is not answered after %v", patience)
		}
	}()
	harm()
	for end := time.Now().Add(patience); len(h.Calls()) < 100 && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond) // a slow machine
	}
}

// last lets a fault go on for the place's span, and until enough has come of it.
func (p place) last(t testing.TB, enough func() bool) {
	t.Helper()
	time.Sleep(p.span)
	for end := time.Now().Add(patience); !enough(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("too little happened in %v", patience)
			return
		}
	}
}

// verify holds a history against what the place holds, by both checkers where the search can do it.
func (p place) verify(t testing.TB, h *faulttest.History, names ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	contents, err := faulttest.Read(ctx, p.open(t), names...)
	if err != nil {
		t.Fatal(err)
	}
	calls := h.Calls()
	complain(t, faulttest.Check(calls, contents))
	tell(t, calls, contents)
	if !searchable(calls) {
		return
	}
	if got := faulttest.Exact(calls, contents, 10*time.Second); got == porcupine.Illegal {
		t.Errorf("got no order of the calls that explains the answers, want one")
	} else {
		t.Logf("the search for an order of %d calls says %s", len(calls), got)
	}
}

// complain prints the first few violations.
func complain(t testing.TB, found []faulttest.Violation) {
	t.Helper()
	for i, v := range found {
		if i == 10 {
			t.Errorf("and %d more", len(found)-i)
			return
		}
		t.Error(v)
	}
}

// tell logs what a history is about, and fails when that is too little.
func tell(t testing.TB, calls []faulttest.Call, contents faulttest.Contents) {
	t.Helper()
	outcomes, faults := map[faulttest.Outcome]int{}, map[string]int{}
	rows, answered := 0, map[string]bool{}
	for _, c := range calls {
		outcomes[c.Outcome]++
		if c.Outcome != faulttest.Answered {
			faults[c.Fault]++
		}
		if c.Kind == faulttest.Draw && c.Outcome == faulttest.Answered {
			answered[c.Item+" "+c.Number] = true
		}
	}
	for _, k := range contents {
		for _, v := range k.Versions {
			if v.Level != "" {
				rows++
			}
		}
	}
	t.Logf("%d calls: %d answered, %d undone, %d nobody knows; %d versions, %d of them without an answer",
		len(calls), outcomes[faulttest.Answered], outcomes[faulttest.Undone], outcomes[faulttest.Unknown], rows, rows-len(answered))
	for _, text := range slices.SortedFunc(maps.Keys(faults), func(a, b string) int { return faults[b] - faults[a] })[:min(len(faults), 5)] {
		t.Logf("%7d times: %s", faults[text], text)
	}
	if len(answered) < 20 {
		t.Errorf("got %d versions, want some more, to see anything", len(answered))
	}
}

// searchable reports whether a history is short enough for the search.
func searchable(calls []faulttest.Call) bool {
	clients := map[int]bool{}
	for _, c := range calls {
		if clients[c.Client] = true; c.Line != "" {
			return false
		}
	}
	return len(calls) <= 10_000 && len(clients) <= 16
}

// distinct are the names of items, each once.
var distinct = []string{"lib", "app", "team/tool"}
