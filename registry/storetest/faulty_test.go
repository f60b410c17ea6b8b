package storetest

import (
	"context"
	"errors"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
)

// A store whose plan never comes true is a good store.
func TestFaultyWithoutFaults(t *testing.T) {
	Run(t, func(testing.TB) Harness {
		return Harness{Volatile: true, Slow: true, Open: func(testing.TB) registry.Store {
			return Faulty(memory.New(), func(Point, int) error { return nil })
		}}
	})
}

// A store that runs every change twice is a good store, too, but for a test that counts and one
// that closes the store in between.
func TestFaultyAgain(t *testing.T) {
	for _, b := range behaviours {
		switch b.name {
		case "a change is kept whole or not", "closing waits", "a million versions":
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			b.test(t, Harness{Volatile: true, Open: func(testing.TB) registry.Store {
				return Faulty(memory.New(), func(p Point, n int) error {
					if p == Committing && n%2 == 1 {
						return ErrAgain
					}
					return nil
				})
			}})
		})
	}
}

func TestFaulty(t *testing.T) {
	gone := registry.Errorf(registry.Unavailable, "the database is gone")
	for _, c := range []struct {
		point Point
		kept  string // which of three items, each added by its own change
	}{
		{Reading, "a c"},
		{Beginning, "a c"},
		{Writing, "a c"},
		{Written, "a c"},
		{Committing, "a c"},
		{Committed, "a b c"},
	} {
		inner := memory.New()
		s := Faulty(inner, Nth(c.point, 2, gone))
		var errs []error
		for _, name := range []string{"a", "b", "c"} {
			errs = append(errs, s.Update(t.Context(), []string{name}, func(ctx context.Context, tx registry.Tx) error {
				if _, _, err := tx.Item(ctx, name); err != nil {
					return err
				}
				return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{plainItem(name)}})
			}))
		}
		if errs[0] != nil || !errors.Is(errs[1], gone) || errs[2] != nil {
			t.Errorf("%s: got %v, want the second to be %v", c.point, errs, gone)
		}
		items, err := inner.Items(t.Context(), registry.ItemQuery{Limit: every})
		if got := namesOf(items); got != c.kept || err != nil {
			t.Errorf("%s: got %q, %v, want %q to be kept", c.point, got, err, c.kept)
		}
	}
}

func TestFaultyPanics(t *testing.T) {
	inner := memory.New()
	s := Faulty(inner, func(p Point, n int) error {
		if p == Written && n == 1 {
			panic(errChange)
		}
		return nil
	})
	add := func() error {
		return s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{plainItem("a")}})
		})
	}
	func() {
		defer func() {
			if got := recover(); got != any(errChange) {
				t.Errorf("got the panic %v, want %v", got, errChange)
			}
		}()
		t.Errorf("got %v, want a panic", add())
	}()
	if err := add(); err != nil {
		t.Errorf("after a panic: got %v, want no error", err)
	}
}
