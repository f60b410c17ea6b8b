package sqlstore

import (
	"context"
	"errors"
	"sync"

	"joinery/registry"
)

// Store is a [registry.Store] in a database. [Open] makes one.
type Store struct {
	reader
	dialect *Dialect
	pools   *Pools
	group   *group  // of an embedded database, else nil
	convoy  *convoy // of a server that knows HoldFree, else nil
	random  func() float64

	mu     sync.Mutex
	closed bool
	calls  sync.WaitGroup
}

// Options are what [Open] is told besides a URL. All of them may be zero.
type Options struct {
	// Connections is how many are made to a server at most, 12 if it is 0. More of them do not
	// make draws faster: those on one item wait for each other.
	Connections int
	// Random spreads what is tried again; it returns numbers from 0 up to 1, and is called by many
	// goroutines. Nil: nothing is spread.
	Random func() float64
	// Existing refuses a database that holds no registry: none is made, and nothing is written. The
	// schema of one that is there is brought up to date.
	Existing bool
	// Dialects are databases besides those of this package.
	Dialects []*Dialect
}

// Open opens the database of a URL, brings its schema up to date and checks that its settings keep
// the promise. An SQLite file that is not there is made, and its folder too. A file that holds something
// else, and a server's database with tables of somebody else that are called as ours, are refused before
// anything is written. The error never holds the URL's password.
func Open(ctx context.Context, url string, opt Options) (*Store, error) {
	d, pools, err := connect(url, opt)
	if err != nil {
		return nil, err
	}
	file := d.File(url)
	if opt.Existing {
		err = d.MustHold(ctx, pools.Read, file)
	} else {
		_, err = d.look(ctx, pools.Read, file)
	}
	if err == nil {
		err = d.Settings(ctx, pools.Write)
	}
	if err == nil {
		err = d.migrate(ctx, pools.Write)
	}
	if err == nil && d.Prepare != nil {
		err = d.Prepare(ctx, pools.Write)
	}
	if err != nil {
		pools.close()
		return nil, d.tellOpen(ctx, file, err)
	}
	return newStore(d, pools, opt), nil
}

// newStore makes a store on a database that is ready.
func newStore(d *Dialect, pools *Pools, opt Options) *Store {
	s := &Store{dialect: d, pools: pools, random: opt.Random}
	if s.random == nil {
		s.random = func() float64 { return 0 }
	}
	s.reader = reader{d: d, run: s.read}
	if !d.Embedded {
		n := opt.Connections
		if n <= 0 {
			n = 12
		}
		pools.Write.SetMaxOpenConns(n)
		pools.Write.SetMaxIdleConns(n)
	}
	switch {
	case d.Embedded:
		s.group = newGroup(d, pools.Write)
	case d.HoldFree != Hold{}:
		s.convoy = newConvoy(d, pools.Write)
	}
	return s
}

// read runs queries outside of a transaction. It asks again when a connection was lost, since
// nothing is done twice.
func (s *Store) read(ctx context.Context, all ...*statement) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	for try := 1; ; try++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := s.dialect.tell(ctx, "reading", s.dialect.runPool(ctx, s.pools.Read, all...))
		if f == nil || f.trouble != Lost && f.trouble != Again || try == f.tries() {
			return f.public()
		}
		if err := pause(ctx, s.wait(try)); err != nil {
			return err
		}
	}
}

// Check implements [registry.Store]. It looks at the settings again, too.
func (s *Store) Check(ctx context.Context) error {
	err := s.Update(ctx, nil, func(ctx context.Context, t registry.Tx) error {
		return t.(*tx).send(ctx, "looking whether it can be written", write("update cursors set seq = seq where name = ?", key("")))
	})
	if err != nil {
		return err
	}
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	return s.dialect.tell(ctx, "its settings were read", s.dialect.Settings(ctx, s.pools.Read)).public()
}

// Close implements [registry.Store]. The second call does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	first := !s.closed
	s.closed = true
	s.mu.Unlock()
	s.calls.Wait()
	if !first {
		return nil
	}
	if s.group != nil {
		s.group.close()
	}
	if s.convoy != nil {
		s.convoy.close()
	}
	return s.pools.close()
}

// enter lets a call in, until Close.
func (s *Store) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed()
	}
	s.calls.Add(1)
	return nil
}

func (s *Store) leave() { s.calls.Done() }

// close closes the pools, what is read first: an embedded database is tidied up by its last
// connection, which must be one that writes.
func (p *Pools) close() error {
	var err error
	if p.Read != p.Write {
		err = p.Read.Close()
	}
	return errors.Join(err, p.Write.Close())
}

var _ registry.Store = (*Store)(nil)
