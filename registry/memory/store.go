// Package memory is a [registry.Store] that ends with the process: for tests, and to try things out.
//
//	r := registry.New(memory.New(), registry.Options{Now: time.Now})
//
// It is also the shortest answer to what a store is. Everything that is kept is one state, made of
// sorted maps that never change. A transaction makes the next state out of the last one; when it
// is done, the store points to it. Transactions wait for each other, whatever their items;
// reads wait for nobody.
package memory

import (
	"context"
	"sync/atomic"

	"joinery/registry"
)

// Store is a store in memory. [New] makes one.
type Store struct {
	view
	state  atomic.Pointer[state]
	turn   chan struct{} // holds one element while a transaction runs
	closed atomic.Bool
}

// New makes an empty store.
func New() *Store {
	s := &Store{turn: make(chan struct{}, 1)}
	s.state.Store(new(state))
	s.at = s.committed
	return s
}

// committed is what reads outside of transactions see.
func (s *Store) committed(ctx context.Context) (*state, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	return s.state.Load(), ctx.Err()
}

// Update implements [registry.Store]. It runs change once.
func (s *Store) Update(ctx context.Context, _ []string, change func(context.Context, registry.Tx) error) error {
	if err := s.Check(ctx); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	if s.closed.Load() {
		return errClosed()
	}

	tx := begin(s.state.Load())
	if err := change(ctx, tx); err != nil {
		return err
	}
	if tx.err != nil {
		return tx.err
	}
	s.state.Store(&tx.state)
	return nil
}

// Check implements [registry.Store].
func (s *Store) Check(ctx context.Context) error {
	_, err := s.committed(ctx)
	return err
}

// Close implements [registry.Store]. What the store holds is gone afterwards.
func (s *Store) Close() error {
	s.closed.Store(true)
	s.turn <- struct{}{}
	<-s.turn
	return nil
}

func errClosed() error { return registry.Errorf(registry.Unavailable, "the store is closed") }
