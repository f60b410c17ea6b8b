package sqlstore

import (
	"context"
	"database/sql"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"joinery/registry"
)

// convoy lets changes of different items travel to a server in one transaction, when more of them
// wait than run. A transaction's way there and back, and its commit, cost more than what is in it.
//
// Nobody may wait for a fellow traveller. So a convoy takes changes of one item each, of no two the
// same, and leaves those behind whose row somebody else holds. What a change writes is sent when all
// have run. If anything goes wrong then, nothing was done, and each change runs once more, alone;
// and so does one that reads after it wrote, or reads so much that it would hold up the others.
//
// The more go together, the less each costs, above all where processors are short. So one convoy is on
// its way as a rule, and another sets out beside it when there are enough for it, or when the first
// takes long.
type convoy struct {
	d    *Dialect
	pool *sql.DB

	mu      sync.Mutex
	waiting []*traveller
	away    int  // convoys on their way
	timed   bool // somebody will look whether they take long
	late    bool // they do
	closed  bool
	news    *sync.Cond // of any of these
}

// A traveller is a change on its way.
type traveller struct {
	ctx    context.Context
	item   string
	change changeFunc
	begun  atomic.Bool // it runs, or never will
	done   chan arrival
}

// arrival is what became of a traveller.
type arrival struct {
	travelled bool // false: it must go alone, nothing was done
	err       error
	panicked  any // what the change panicked with
}

const (
	convoys     = 4  // on their way at once, at most
	convoyWorth = 8  // changes that are enough for another one
	convoyLimit = 64 // changes in one

	convoyPatience = 20 * time.Millisecond // of those who wait while one is away; most take a few
)

// errAlone is what comes of a change that cannot travel with others.
var errAlone = &failure{Again, registry.Errorf(registry.Unavailable, "the change cannot share a transaction, nothing was done")}

func newConvoy(d *Dialect, pool *sql.DB) *convoy {
	c := &convoy{d: d, pool: pool}
	c.news = sync.NewCond(&c.mu)
	for range convoys {
		go c.work()
	}
	return c
}

// close ends the convoys. Nobody may call update any more.
func (c *convoy) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.news.Broadcast()
}

// update runs a change of an item. Travelled is false when it must go alone; nothing was done then.
// A change that panics does so here.
func (c *convoy) update(ctx context.Context, item string, change changeFunc) (travelled bool, err error) {
	m := &traveller{ctx: ctx, item: item, change: change, done: make(chan arrival, 1)}
	c.board(m)
	var a arrival
	select {
	case a = <-m.done:
	case <-ctx.Done():
		if m.begun.CompareAndSwap(false, true) {
			return true, ctx.Err()
		}
		a = <-m.done
	}
	if a.panicked != nil {
		panic(a.panicked)
	}
	return a.travelled, a.err
}

// arrive tells the caller, who takes the first that is told.
func (m *traveller) arrive(a arrival) {
	select {
	case m.done <- a:
	default:
	}
}

// run runs the change, and reports whether what it wrote is to be kept. Else its caller is told.
func (m *traveller) run(t *tx) (keep bool) {
	if !m.begun.CompareAndSwap(false, true) {
		return false // its caller left
	}
	defer func() {
		if p := recover(); p != nil {
			m.arrive(arrival{travelled: true, panicked: p})
		}
	}()
	switch err := m.change(m.ctx, t); {
	case t.spoilt:
		m.arrive(arrival{})
	case err != nil: // what it says itself, or makes of a failure
		m.arrive(arrival{travelled: t.failed != errAlone, err: err})
	case t.failed != nil:
		m.arrive(arrival{travelled: t.failed != errAlone, err: t.failed.told})
	case t.leaves:
		m.arrive(arrival{})
	case m.ctx.Err() != nil:
		m.arrive(arrival{travelled: true, err: m.ctx.Err()})
	default:
		return true
	}
	return false
}

// board puts a change into the line.
func (c *convoy) board(m *traveller) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = append(c.waiting, m)
	switch {
	case c.ready():
		c.news.Signal()
	case !c.timed:
		c.timed = true
		time.AfterFunc(convoyPatience, c.tire)
	}
}

// tire lets those who wait set out, whoever is away.
func (c *convoy) tire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timed, c.late = false, len(c.waiting) > 0
	if c.late {
		c.news.Signal()
	}
}

// ready reports whether a convoy may set out.
func (c *convoy) ready() bool {
	return len(c.waiting) > 0 && (c.away == 0 || c.late) || len(c.waiting) >= convoyWorth
}

func (c *convoy) work() {
	over := false
	defer func() {
		if !over { // a change ended its goroutine, which is ours
			go c.work()
		}
	}()
	for c.setOut() {
	}
	over = true
}

// setOut waits for a convoy and takes it there and back. It is false when there will be none.
func (c *convoy) setOut() bool {
	c.mu.Lock()
	for !c.ready() {
		if c.closed {
			c.mu.Unlock()
			return false
		}
		c.news.Wait()
	}
	c.away++
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.away--
		c.news.Signal()
	}()
	runtime.Gosched() // who was answered just now may come again
	all, alone := c.gather()
	refuse(alone)
	if len(all) > 0 {
		c.travel(all)
	}
	return true
}

// gather takes a convoy out of the line, and those that must go alone.
func (c *convoy) gather() (all, alone []*traveller) {
	c.mu.Lock()
	defer c.mu.Unlock()
	line := c.waiting[:min(len(c.waiting), convoyLimit)]
	c.waiting = append([]*traveller(nil), c.waiting[len(line):]...)
	c.late = false
	items := make(map[string]bool, len(line))
	for _, m := range line {
		if items[m.item] {
			alone = append(alone, m)
			continue
		}
		items[m.item] = true
		all = append(all, m)
	}
	return all, alone
}

// travel runs a convoy in one transaction.
func (c *convoy) travel(all []*traveller) {
	defer refuse(all) // who was told nothing
	ctx, cancel := context.WithTimeout(context.Background(), commitTime)
	defer cancel()
	session, err := take(ctx, c.d, c.pool)
	if err != nil {
		return
	}
	defer session.release()
	ended := false
	defer func() {
		if !ended {
			session.rollback(ctx)
		}
	}()
	lead := newTx(session)
	if lead.begin(ctx, namesOf(all), c.d.HoldFree) != nil {
		return
	}
	kept := lead.ride(all)
	ended = lead.commit(ctx)
	f := lead.failed
	if f != nil && registry.CodeOf(f.told) != registry.Unsure {
		return
	}
	for _, m := range kept {
		m.arrive(arrival{travelled: true, err: f.public()})
	}
}

// ride runs the changes, one after the other, and takes what they wrote. It returns those that now
// wait for the commit.
func (t *tx) ride(all []*traveller) (kept []*traveller) {
	for _, m := range all {
		if t.held[m.item] == nil || t.failed != nil {
			continue
		}
		own := t.share(m.item)
		if m.run(own) {
			t.waiting.join(&own.waiting)
			kept = append(kept, m)
		} else if own.spoilt {
			t.failed = own.failed
		}
	}
	return kept
}

// share returns a transaction for the change of one item, whose writes stay with it.
func (t *tx) share(item string) *tx {
	own := newTx(t.session)
	own.shared = true
	own.held[item] = t.held[item]
	if known, ok := t.marks[item]; ok {
		own.marks = map[string]map[string]string{item: known}
	}
	return own
}

func namesOf(all []*traveller) []string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.item
	}
	slices.Sort(names)
	return names
}

// refuse sends changes away, to go alone.
func refuse(all []*traveller) {
	for _, m := range all {
		m.arrive(arrival{})
	}
}
