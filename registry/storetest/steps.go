package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"joinery/registry"
)

// patience is how long anything may take before a test calls it stuck; moment is how long a test
// waits for what may or may not come, since the store may let it wait, too.
const (
	patience = 2 * time.Minute
	moment   = 100 * time.Millisecond
)

// every is a limit above what the tests write.
const every = 100_000

// store is an open store with the steps that tests take.
type store struct {
	registry.Store
	reader
}

// open opens a store, until the test ends.
func open(t testing.TB, h Harness) store {
	t.Helper()
	return openFor(t, h, patience)
}

// openFor opens a store for a test that may take that long.
func openFor(t testing.TB, h Harness, limit time.Duration) store {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), limit)
	opened := h.Open(t)
	s := store{opened, reader{t, ctx, opened}}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: got %v", err)
		}
		cancel()
	})
	return s
}

// openTwice opens a store two times when it can be shared, else once.
func openTwice(t testing.TB, h Harness) []store {
	t.Helper()
	if h.Shared {
		return []store{open(t, h), open(t, h)}
	}
	return []store{open(t, h)}
}

// write writes in a transaction of its own. The test ends when that fails.
func (s store) write(w registry.Writing) {
	s.t.Helper()
	if err := s.update(nil, w); err != nil {
		s.t.Fatalf("writing: got %v, want no error", err)
	}
}

// update writes in a transaction that holds items.
func (s store) update(names []string, w registry.Writing) error {
	return s.Update(s.ctx, names, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, w) })
}

// same complains unless two values are equal. Empty lists are equal to none; times are equal in
// every field, thus also UTC.
func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	exactly := cmp.Comparer(func(a, b time.Time) bool { return a == b })
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), exactly); diff != "" {
		t.Errorf("%s: want is -, got is +\n%s", what, diff)
	}
}

// coded complains unless an error is an *Error of a code.
func coded(t testing.TB, what string, err error, code registry.Code) {
	t.Helper()
	if e := new(registry.Error); !errors.As(err, &e) || e.Code != code {
		t.Errorf("%s: got %v (%s), want an error of code %s", what, err, registry.CodeOf(err), code)
	}
}

// together calls f from n goroutines and returns their errors by number.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = f(i) })
	}
	all.Wait()
	return errs
}

// noErrors ends the test when any of them failed.
func noErrors(t testing.TB, what string, errs []error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatalf("%s: got %v, want no error", what, err)
	}
}

// soon waits for a channel for a moment, or returns when nothing comes.
func soon[T any](c <-chan T) {
	select {
	case <-c:
	case <-time.After(moment):
	}
}
