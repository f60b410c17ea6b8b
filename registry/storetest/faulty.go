package storetest

import (
	"context"
	"errors"
	"sync"

	"joinery/registry"
)

// A Point is a place in a store's work where something may go wrong.
type Point string

// The points, in the order in which a change meets them.
const (
	Reading    Point = "reading"    // a single thing or a list is about to be read, also in a change
	Beginning  Point = "beginning"  // a change is about to run
	Writing    Point = "writing"    // Write is about to write
	Written    Point = "written"    // Write has written
	Committing Point = "committing" // change returned nil, nothing is kept yet
	Committed  Point = "committed"  // everything is kept, Update is about to say so
)

// ErrAgain makes a change run again when a plan returns it at Committing, as a database does
// that found two in each other's way.
var ErrAgain = errors.New("run the change again")

// A Plan says what goes wrong: the error at a point that is met for the nth time, from 1; nil goes
// on. It may also panic, wait, or look at what is there. It is called by one goroutine at a time.
type Plan func(p Point, n int) error

// Nth plans one error: at that point, when it is met for the nth time.
func Nth(p Point, n int, err error) Plan {
	return func(at Point, met int) error {
		if at == p && met == n {
			return err
		}
		return nil
	}
}

// Faulty returns the store with faults put in. An error of the plan's is returned where it came
// up; nothing of the change is kept then, unless the point is Committed. What it should be is
// what the store's contract says:
//
//	Faulty(s, Nth(Beginning, 1, registry.Errorf(registry.Unavailable, "the database is gone")))
//	Faulty(s, Nth(Committed, 3, registry.Errorf(registry.Unsure, "the answer was lost")))
//	Faulty(s, Nth(Committing, 1, ErrAgain))
func Faulty(s registry.Store, plan Plan) registry.Store {
	f := &faults{plan: plan, met: map[Point]int{}}
	return &faultyStore{faultyReader{s, f}, s}
}

// faults counts how often points are met.
type faults struct {
	mu   sync.Mutex
	plan Plan
	met  map[Point]int
}

func (f *faults) at(p Point) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.met[p]++
	return f.plan(p, f.met[p])
}

type faultyStore struct {
	faultyReader
	s registry.Store
}

func (s *faultyStore) Check(ctx context.Context) error {
	if err := s.f.at(Reading); err != nil {
		return err
	}
	return s.s.Check(ctx)
}

func (s *faultyStore) Close() error { return s.s.Close() }

func (s *faultyStore) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	if err := s.f.at(Beginning); err != nil {
		return err
	}
	for {
		err := s.s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
			if err := change(ctx, &faultyTx{faultyReader{tx, s.f}, tx}); err != nil {
				return err
			}
			return s.f.at(Committing)
		})
		if err == nil {
			return s.f.at(Committed)
		}
		if !errors.Is(err, ErrAgain) {
			return err
		}
	}
}

type faultyTx struct {
	faultyReader
	tx registry.Tx
}

func (t *faultyTx) Write(ctx context.Context, w registry.Writing) error {
	if err := t.f.at(Writing); err != nil {
		return err
	}
	if err := t.tx.Write(ctx, w); err != nil {
		return err
	}
	return t.f.at(Written)
}
