package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"joinery/registry"
)

// raise adds one to what was given of each item that a change finds, and makes those that it does
// not find.
func raise(ctx context.Context, tx registry.Tx, names ...string) error {
	var w registry.Writing
	for _, name := range names {
		item, ok, err := tx.Item(ctx, name)
		if err != nil {
			return err
		}
		if !ok {
			item = plainItem(name)
			item.Given = 1
			w.NewItems = append(w.NewItems, item)
			continue
		}
		item.Given++
		w.Items = append(w.Items, item)
	}
	return tx.Write(ctx, w)
}

func rowsAreHeld(t testing.TB, h Harness) {
	const writers, changes = 8, 20
	stores := openTwice(t, h)
	stores[0].write(registry.Writing{NewItems: []registry.Item{plainItem("lib")}})
	noErrors(t, "raising", together(writers, func(i int) error {
		s := stores[i%len(stores)]
		for range changes {
			if err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
				return raise(ctx, tx, "lib")
			}); err != nil {
				return err
			}
		}
		return nil
	}))
	same(t, "raises of one item that are kept", stores[0].item("lib").Given, writers*changes)
}

func rowsAreHeldInAnyOrder(t testing.TB, h Harness) {
	const writers, changes = 6, 12
	stores := openTwice(t, h)
	names := []string{"a", "b", "c", "d", "e"}
	var w registry.Writing
	for _, name := range names {
		w.NewItems = append(w.NewItems, plainItem(name))
	}
	stores[0].write(w)
	want := make([]map[string]int64, writers)
	noErrors(t, "raising", together(writers, func(i int) error {
		s, random := stores[i%len(stores)], rand.New(rand.NewPCG(7, uint64(i)))
		want[i] = map[string]int64{}
		for range changes {
			some := make([]string, 1+random.IntN(len(names)))
			for k, at := range random.Perm(len(names))[:len(some)] {
				some[k] = names[at]
			}
			// Some stand twice, and one is nowhere.
			held := append(append([]string{some[0], "ghost"}, some...), some[len(some)-1])
			if err := s.Update(s.ctx, held, func(ctx context.Context, tx registry.Tx) error {
				return raise(ctx, tx, some...)
			}); err != nil {
				return err
			}
			for _, name := range some {
				want[i][name]++
			}
		}
		return nil
	}))
	for _, name := range names {
		sum := int64(0)
		for i := range want {
			sum += want[i][name]
		}
		same(t, "raises of "+name, stores[0].item(name).Given, sum)
	}
	same(t, "item ghost", stores[0].item("ghost"), registry.Item{})
}

// rowsThatAppearAreHeld has a change name an item that is not there when it begins. Once it sees
// the item, nobody else may change it.
func rowsThatAppearAreHeld(t testing.TB, h Harness) {
	stores := openTwice(t, h)
	s, other := stores[0], stores[len(stores)-1]
	elsewhere := func() chan error {
		done := make(chan error, 1)
		go func() {
			done <- other.Update(other.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
				return raise(ctx, tx, "lib")
			})
		}()
		return done
	}
	var others []chan error
	runs := 0
	err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
		if runs++; runs > 1 {
			return raise(ctx, tx, "lib")
		}
		added := elsewhere()
		waitFor(added)
		item, ok, err := tx.Item(ctx, "lib")
		if err != nil {
			return err
		}
		raised := elsewhere()
		waitFor(raised)
		others = append(others, added, raised)
		item.Given++
		if !ok {
			item = plainItem("lib")
			item.Given = 1
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{item}})
		}
		return tx.Write(ctx, registry.Writing{Items: []registry.Item{item}})
	})
	noErrors(t, "raising", []error{err, <-others[0], <-others[1]})
	same(t, "raises of an item that appeared", s.item("lib").Given, 3)
}

// waitFor waits a moment for an error, and leaves it there.
func waitFor(c chan error) {
	done := make(chan bool)
	go func() {
		err := <-c
		c <- err
		close(done)
	}()
	soon(done)
}

func waitingEndsWithTheContext(t testing.TB, h Harness) {
	stores := openTwice(t, h)
	s, other := stores[0], stores[len(stores)-1]
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("lib")}})
	err := s.Update(s.ctx, []string{"lib"}, func(inside context.Context, tx registry.Tx) error {
		ctx, cancel := context.WithTimeout(s.ctx, moment)
		defer cancel()
		done := make(chan error)
		go func() {
			done <- other.Update(ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
				return raise(ctx, tx, "lib")
			})
		}()
		if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for an item: got %v, want the context's error", err)
		}
		return raise(inside, tx, "lib")
	})
	noErrors(t, "raising", []error{err})
	same(t, "raises", s.item("lib").Given, 1)
	noErrors(t, "raising again", []error{other.Update(other.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
		return raise(ctx, tx, "lib")
	})})
	same(t, "raises in the end", s.item("lib").Given, 2)
}

// crowdsAreServed has many more come at once than a store has connections, to one item and to many,
// with others who look.
func crowdsAreServed(t testing.TB, h Harness) {
	const crowd = 60
	stores := openTwice(t, h)
	stores[0].write(registry.Writing{NewItems: []registry.Item{plainItem("lib")}})
	noErrors(t, "crowding", together(crowd, func(i int) error {
		s, own := stores[i%len(stores)], fmt.Sprintf("item-%d", i)
		for _, names := range [][]string{{"lib"}, {own}, {own, "lib"}} {
			err := s.Update(s.ctx, names, func(ctx context.Context, tx registry.Tx) error { return raise(ctx, tx, names...) })
			_, _, looked := s.Item(s.ctx, "lib")
			_, followed := s.Audit(s.ctx, registry.AuditQuery{Oldest: true, Limit: 1})
			if err := errors.Join(err, looked, followed); err != nil {
				return err
			}
		}
		return nil
	}))
	same(t, "raises of the item that all want", stores[0].item("lib").Given, 2*crowd)
	for _, item := range stores[0].items(registry.ItemQuery{Contains: "item-", Limit: every}) {
		same(t, "raises of "+item.Name, item.Given, 2)
	}
}
