package sqlstore

import (
	"context"
	"database/sql"
	"runtime"
	"slices"

	"joinery/registry"
)

// convoy lets changes of different items travel to a server in one transaction, when more of them
// wait than run. A transaction's way there and back, and its commit, cost more than what is in it.
//
// Nobody may wait for a fellow traveller. So a convoy takes changes of one item each, of no two the
// same, and leaves those behind whose row somebody else holds. What a change writes is sent when all
// have run. If anything goes wrong then, nothing was done, and each change runs once more, alone;
// and so does one that reads after it wrote.
type convoy struct {
	d     *Dialect
	pool  *sql.DB
	queue chan *traveller
}

// A traveller is a change on its way.
type traveller struct {
	ctx  context.Context
	item string
	turn chan *tx      // to run; nil: it must go alone
	ran  chan bool     // true: what it wrote is to be kept
	done chan *failure // nil: it is; errAlone: it must go alone
}

const (
	convoys     = 2  // on their way at once: one commits while the other is made up
	convoyLimit = 64 // changes
)

// errAlone is what comes of a change that cannot travel with others.
var errAlone = &failure{Again, registry.Errorf(registry.Unavailable, "the change cannot share a transaction, nothing was done")}

func newConvoy(d *Dialect, pool *sql.DB) *convoy {
	c := &convoy{d: d, pool: pool, queue: make(chan *traveller)}
	for range convoys {
		go c.work()
	}
	return c
}

// close ends the convoys. Nobody may call update any more.
func (c *convoy) close() { close(c.queue) }

// update runs a change of an item. Travelled is false when it must go alone; nothing was done then.
func (c *convoy) update(ctx context.Context, item string, change changeFunc) (travelled bool, err error) {
	m := &traveller{ctx: ctx, item: item, turn: make(chan *tx, 1), ran: make(chan bool, 1), done: make(chan *failure, 1)}
	select {
	case c.queue <- m:
	case <-ctx.Done():
		return true, ctx.Err()
	}
	var t *tx
	select {
	case t = <-m.turn:
	case <-ctx.Done():
		go m.pass()
		return true, ctx.Err()
	}
	if t == nil {
		return false, nil
	}
	err = m.run(t, change)
	if err != nil && t.failed == nil {
		return true, err
	}
	f := <-m.done
	if f != errAlone && err != nil {
		return true, err // what change makes of the failure
	}
	return f != errAlone, f.public()
}

// pass lets the turn pass when it comes.
func (m *traveller) pass() {
	if <-m.turn != nil {
		m.ran <- false
	}
}

// run runs the change and gives the turn back, whatever happens.
func (m *traveller) run(t *tx, change changeFunc) (err error) {
	keep := false
	defer func() { m.ran <- keep }()
	err = change(m.ctx, t)
	keep = err == nil && t.failed == nil && !t.leaves && m.ctx.Err() == nil
	return err
}

func (c *convoy) work() {
	for first := range c.queue {
		runtime.Gosched() // who was answered just now may come again
		all, left := c.gather(first)
		refuse(left)
		c.travel(all)
	}
}

// gather returns a convoy, and those that must go alone.
func (c *convoy) gather(first *traveller) (all, alone []*traveller) {
	all = []*traveller{first}
	items := map[string]bool{first.item: true}
	for len(all) < convoyLimit {
		select {
		case m := <-c.queue:
			if m == nil {
				return all, alone
			}
			if items[m.item] {
				alone = append(alone, m)
				continue
			}
			items[m.item] = true
			all = append(all, m)
		default:
			return all, alone
		}
	}
	return all, alone
}

// travel runs a convoy in one transaction.
func (c *convoy) travel(all []*traveller) {
	ctx, cancel := context.WithTimeout(context.Background(), commitTime)
	defer cancel()
	session, err := take(ctx, c.d, c.pool)
	if err != nil {
		refuse(all)
		return
	}
	defer session.release()
	lead := newTx(session)
	if lead.begin(ctx, namesOf(all), c.d.HoldFree) != nil {
		refuse(all)
		session.rollback(ctx)
		return
	}
	kept := lead.ride(all)
	if !lead.commit(ctx) {
		session.rollback(ctx)
	}
	f := lead.failed
	if f != nil && registry.CodeOf(f.told) != registry.Unsure {
		f = errAlone
	}
	for _, m := range kept {
		m.done <- f
	}
}

// ride lets the changes run, side by side, and takes what they wrote. It returns those that now wait
// for the commit.
func (t *tx) ride(all []*traveller) (kept []*traveller) {
	own := make([]*tx, len(all))
	for i, m := range all {
		if t.held[m.item] != nil {
			own[i] = t.share(m.item)
		}
		m.turn <- own[i]
	}
	for i, m := range all {
		switch own := own[i]; {
		case own == nil:
		case <-m.ran:
			t.waiting.join(&own.waiting)
			kept = append(kept, m)
		case own.spoilt:
			t.failed = own.failed
			m.done <- errAlone
		default:
			m.done <- m.ended(own)
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

// refuse sends changes away before they ran.
func refuse(all []*traveller) {
	for _, m := range all {
		m.turn <- nil
	}
}

// ended is why a change is not kept: it failed, its context ended, or it panicked.
func (m *traveller) ended(t *tx) *failure {
	switch err := m.ctx.Err(); {
	case t.failed != nil:
		return t.failed
	case t.leaves || err == nil:
		return errAlone
	default:
		return &failure{told: err}
	}
}
