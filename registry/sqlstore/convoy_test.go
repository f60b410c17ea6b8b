package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore/servertest"
)

// TestConvoy sends changes on their way together and looks who arrived, who was sent back to go
// alone, and what each of them wrote.
func TestConvoy(t *testing.T) {
	s, err := Open(t.Context(), servertest.Postgres(t).Database(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	errOwn := errors.New("the change thinks better of it")
	mark := func(item, number string) registry.Writing {
		return registry.Writing{Marks: []registry.Mark{{Item: item, Key: "", Number: number}}}
	}
	kept := registry.Answer{Scope: "s", Key: "k"}
	var setup registry.Writing
	for i := range 8 {
		setup.NewItems = append(setup.NewItems, registry.Item{Name: fmt.Sprint(i), Scheme: "semver"})
	}
	setup.Answers = []registry.Answer{kept}
	if err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, setup) }); err != nil {
		t.Fatal(err)
	}

	writes := func(ctx context.Context, tx registry.Tx, item string) error { return tx.Write(ctx, mark(item, "new")) }
	type way func(ctx context.Context, tx registry.Tx, item string) error
	ways := map[string]way{
		"writes": writes,
		"gives up": func(ctx context.Context, tx registry.Tx, item string) error {
			return errors.Join(writes(ctx, tx, item), errOwn)
		},
		"panics": func(ctx context.Context, tx registry.Tx, item string) error {
			writes(ctx, tx, item)
			panic("at the " + item)
		},
		"ends its goroutine": func(context.Context, registry.Tx, string) error {
			runtime.Goexit() // as t.Fatal does
			return nil
		},
		"reads what it wrote": func(ctx context.Context, tx registry.Tx, item string) error {
			_, _, err := tx.Version(ctx, item, "1")
			return errors.Join(err, writes(ctx, tx, item), func() error { _, err := tx.Marks(ctx, item); return err }())
		},
		"reads much": func(ctx context.Context, tx registry.Tx, item string) error {
			for range fewQueries + 1 {
				if _, _, err := tx.Version(ctx, item, "1"); err != nil {
					return err
				}
			}
			return writes(ctx, tx, item)
		},
		"is wrong": func(ctx context.Context, tx registry.Tx, item string) error {
			return tx.Write(ctx, registry.Writing{Answers: []registry.Answer{{Key: "x"}, {Key: "x"}}})
		},
		"cuts": func(ctx context.Context, tx registry.Tx, item string) error {
			return tx.Write(ctx, registry.Writing{NewBundles: []registry.Bundle{{Product: "p", Version: item}}})
		},
		"collides": func(ctx context.Context, tx registry.Tx, item string) error {
			return errors.Join(writes(ctx, tx, item), tx.Write(ctx, registry.Writing{Answers: []registry.Answer{kept}}))
		},
		"changes what is not there": func(ctx context.Context, tx registry.Tx, item string) error {
			return errors.Join(writes(ctx, tx, item), tx.Write(ctx, registry.Writing{Versions: []registry.Version{{Item: item, Number: "1"}}}))
		},
	}
	for _, c := range []struct {
		who  []string // by item
		held string   // the item whose row somebody else holds
		want []string // alone, own, code of an error, panic, or kept
	}{
		{[]string{"writes", "writes", "writes"}, "", []string{"kept", "kept", "kept"}},
		{[]string{"writes", "writes", "writes"}, "1", []string{"kept", "alone", "kept"}},
		{[]string{"writes", "gives up", "panics", "is wrong", "writes"}, "", []string{"kept", "own", "panic", "exists", "kept"}},
		{[]string{"writes", "reads what it wrote", "cuts", "writes"}, "", []string{"kept", "alone", "alone", "kept"}},
		{[]string{"writes", "reads much", "writes"}, "", []string{"kept", "alone", "kept"}},
		{[]string{"writes", "collides", "gives up"}, "", []string{"alone", "alone", "own"}},
		{[]string{"writes", "ends its goroutine", "writes"}, "", []string{"alone", "alone", "alone"}},
		{[]string{"writes", "changes what is not there"}, "", []string{"alone", "alone"}},
	} {
		var reset registry.Writing
		for i := range c.who {
			reset.Marks = append(reset.Marks, mark(fmt.Sprint(i), "old").Marks...)
		}
		if err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, reset) }); err != nil {
			t.Fatal(err)
		}
		release := make(chan struct{})
		holding, over := make(chan struct{}), make(chan error, 1)
		if c.held != "" {
			go func() {
				over <- s.Update(t.Context(), []string{c.held, "7"}, func(context.Context, registry.Tx) error {
					close(holding)
					<-release
					return nil
				})
			}()
			<-holding
		}

		convoy := &convoy{d: s.dialect, pool: s.pools.Write, away: 1} // and so none sets out by itself
		convoy.news = sync.NewCond(&convoy.mu)
		got := make([]chan string, len(c.who))
		var all []*traveller
		for i, who := range c.who {
			got[i] = make(chan string, 1)
			go func() {
				defer func() {
					if recover() != nil {
						got[i] <- "panic"
					}
				}()
				item := fmt.Sprint(i)
				travelled, err := convoy.update(t.Context(), item, func(ctx context.Context, tx registry.Tx) error { return ways[who](ctx, tx, item) })
				switch {
				case !travelled:
					got[i] <- "alone"
				case errors.Is(err, errOwn):
					got[i] <- "own"
				case err != nil:
					got[i] <- string(registry.CodeOf(err))
				default:
					got[i] <- "kept"
				}
			}()
			for len(all) == i { // the next one comes when this one is in the line
				runtime.Gosched()
				convoy.mu.Lock()
				all = slices.Clone(convoy.waiting)
				convoy.mu.Unlock()
			}
		}
		there := make(chan struct{})
		go func() {
			defer close(there)
			convoy.travel(all)
		}()
		<-there
		for i, who := range c.who {
			outcome := <-got[i]
			if outcome != c.want[i] {
				t.Errorf("%v, held %q: %s who %s: got %s, want %s", c.who, c.held, all[i].item, who, outcome, c.want[i])
			}
			number, err := s.Mark(t.Context(), fmt.Sprint(i), "")
			want := "old"
			if c.want[i] == "kept" {
				want = "new"
			}
			if err != nil || number != want {
				t.Errorf("%v: mark of %d: got %s, %v, want %s", c.who, i, number, err, want)
			}
		}
		close(release)
		if c.held != "" {
			if err := <-over; err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestConvoyPatience holds up a convoy: changes of other items arrive all the same.
func TestConvoyPatience(t *testing.T) {
	s, err := Open(t.Context(), servertest.Postgres(t).Database(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	setup := registry.Writing{NewItems: []registry.Item{{Name: "slow", Scheme: "semver"}, {Name: "quick", Scheme: "semver"}}}
	if err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, setup) }); err != nil {
		t.Fatal(err)
	}
	release, under, over := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		over <- s.Update(t.Context(), []string{"slow"}, func(context.Context, registry.Tx) error {
			close(under)
			<-release
			return nil
		})
	}()
	<-under
	for range 3 {
		if err := s.Update(t.Context(), []string{"quick"}, func(context.Context, registry.Tx) error { return nil }); err != nil {
			t.Errorf("quick: got %v, want no error", err)
		}
	}
	close(release)
	if err := <-over; err != nil {
		t.Errorf("slow: got %v, want no error", err)
	}
}

// TestConvoysGoOn ends the goroutines of more changes than there are convoys at once.
func TestConvoysGoOn(t *testing.T) {
	s, err := Open(t.Context(), servertest.Postgres(t).Database(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	change := func(do changeFunc) error { return s.Update(t.Context(), []string{"lib"}, do) }
	add := registry.Writing{NewItems: []registry.Item{{Name: "lib", Scheme: "semver"}}}
	if err := change(func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, add) }); err != nil {
		t.Fatal(err)
	}
	for range convoys + 1 {
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			change(func(context.Context, registry.Tx) error { runtime.Goexit(); return nil })
		}()
		<-ended
	}
	if err := change(func(context.Context, registry.Tx) error { return nil }); err != nil {
		t.Errorf("a change after those that ended their goroutines: got %v, want no error", err)
	}
}

// TestConvoySetsOut looks when one sets out, by how many wait and how many are away.
func TestConvoySetsOut(t *testing.T) {
	for _, c := range []struct {
		waiting, away int
		want          bool
	}{{0, 0, false}, {1, 0, true}, {1, 1, false}, {convoyWorth - 1, 1, false}, {convoyWorth, 1, true}, {convoyWorth, convoys - 1, true}} {
		line := &convoy{waiting: make([]*traveller, c.waiting), away: c.away}
		if got := line.ready(); got != c.want {
			t.Errorf("%d wait, %d are away: sets out: got %t, want %t", c.waiting, c.away, got, c.want)
		}
	}
}
