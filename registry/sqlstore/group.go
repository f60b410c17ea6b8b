package sqlstore

import (
	"context"
	"database/sql"
	"time"
)

// group runs the changes of an embedded database. Making a commit durable costs far more than what
// is in it, so changes that wait share one: each runs in a savepoint of its own, so that one's error
// takes nothing of another's with it, and all are answered after the commit.
//
// One goroutine owns the connection. It lends it to the goroutine of each change in turn, where
// a change that panics does so before its caller.
type group struct {
	d       *Dialect
	pool    *sql.DB
	session *session // nil: there is none, as at first
	queue   chan *member
	ended   chan struct{}
}

// A member is a change that waits for its turn, or for the commit.
type member struct {
	ctx  context.Context
	turn chan *tx      // its turn has come; nil: it never will
	ran  chan bool     // and is over; true: it is to be kept
	done chan *failure // it is kept, or why not
}

// manyMembers may share a commit.
const manyMembers = 128

func newGroup(d *Dialect, pool *sql.DB) *group {
	g := &group{d: d, pool: pool, queue: make(chan *member), ended: make(chan struct{})}
	go g.work()
	return g
}

// close ends the group. Nobody may call update any more.
func (g *group) close() {
	close(g.queue)
	<-g.ended
}

// update waits for a turn, runs the change and waits for the commit.
func (g *group) update(ctx context.Context, change changeFunc) error {
	m := &member{ctx: ctx, turn: make(chan *tx, 1), ran: make(chan bool, 1), done: make(chan *failure, 1)}
	select {
	case g.queue <- m:
	case <-ctx.Done():
		return ctx.Err()
	}
	t := <-m.turn
	if t == nil {
		return (<-m.done).public()
	}
	if err := m.run(t, change); err != nil {
		<-m.done
		return err
	}
	return (<-m.done).public()
}

// run runs the change and gives the turn back, whatever happens.
func (m *member) run(t *tx, change changeFunc) (err error) {
	keep := false
	defer func() { m.ran <- keep }()
	if err = change(m.ctx, t); err == nil {
		err = t.flush(m.ctx)
	}
	keep = err == nil
	return err
}

// work runs until the queue is closed.
func (g *group) work() {
	defer close(g.ended)
	for first := range g.queue {
		g.share(first)
	}
	if g.session != nil {
		g.session.release()
	}
}

// share runs one transaction for a member and those that come while it runs.
func (g *group) share(first *member) {
	if f := g.begin(first.ctx); f != nil {
		first.turn <- nil
		first.done <- f
		return
	}
	var kept []*member
	f := g.each(first, func(m *member) { kept = append(kept, m) })
	if f == nil {
		f = g.d.tellCommit(g.run(write("commit")))
	}
	if f != nil {
		g.run(write("rollback")) // may be over already
		if f.trouble == Other || f.trouble == Lost {
			g.drop()
		}
	}
	for _, m := range kept {
		m.done <- f
	}
}

// each gives the members their turns. The failure is one that undid the whole transaction.
func (g *group) each(m *member, keep func(*member)) *failure {
	for n := 1; m != nil; n++ {
		if f := g.turn(m, keep); f != nil {
			return f
		}
		if n == manyMembers {
			return nil
		}
		select {
		case m = <-g.queue: // nil when it is closed
		default:
			return nil
		}
	}
	return nil
}

func (g *group) turn(m *member, keep func(*member)) *failure {
	if err := g.run(write("savepoint change")); err != nil {
		f := g.d.tell(context.Background(), "beginning", err)
		m.turn <- nil
		m.done <- f
		return f
	}
	t := newTx(g.session)
	m.turn <- t
	if <-m.ran {
		keep(m)
		return g.d.tell(context.Background(), "writing", g.run(write("release change")))
	}
	m.done <- nil
	if err := g.run(write("rollback to change"), write("release change")); err != nil {
		if t.failed != nil && t.failed.trouble != Other {
			return t.failed // which undid everything
		}
		return g.d.tell(context.Background(), "undoing a change", err)
	}
	return nil
}

// lockTime is how long another process may hold the file; lockPause is how often we look.
const (
	lockTime  = 10 * time.Second
	lockPause = 2 * time.Millisecond
)

// begin begins a transaction, once no other process has one.
func (g *group) begin(ctx context.Context) *failure {
	for waited := time.Duration(0); ; waited += lockPause {
		if err := ctx.Err(); err != nil {
			return &failure{told: err}
		}
		if g.session == nil {
			var err error
			if g.session, err = take(context.WithoutCancel(ctx), g.d, g.pool); err != nil {
				return g.d.tell(context.Background(), "opening", err)
			}
		}
		f := g.d.tell(context.Background(), "beginning", g.run(write(g.d.Begin)))
		switch {
		case f == nil:
			return nil
		case f.trouble == Lost:
			g.drop()
		}
		if f.trouble != Again || waited >= lockTime {
			return f
		}
		if err := pause(ctx, lockPause); err != nil {
			return &failure{told: err}
		}
	}
}

func (g *group) run(all ...*statement) error { return g.session.run(context.Background(), all...) }

// drop gives the connection up.
func (g *group) drop() {
	g.session.broken = true
	g.session.release()
	g.session = nil
}
