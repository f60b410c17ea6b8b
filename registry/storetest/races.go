package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"joinery/registry"
)

// twoAddOneThing has two look for a thing, not find it, and write it. One is kept; the other runs
// again and finds it.
func twoAddOneThing(t testing.TB, h Harness) {
	stores := openTwice(t, h)
	s, other := stores[0], stores[len(stores)-1]
	s.write(ground)
	for _, c := range []struct {
		what  string
		names []string
		w     registry.Writing
		there func(ctx context.Context, tx registry.Tx) (bool, error)
	}{
		{"item", []string{"app"}, registry.Writing{NewItems: []registry.Item{plainItem("app")}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			_, ok, err := tx.Item(ctx, "app")
			return ok, err
		}},
		{"version", nil, registry.Writing{NewVersions: []registry.Version{drawnVersion("lib", 1)}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			_, ok, err := tx.Version(ctx, "lib", "1.0.1")
			return ok, err
		}},
		{"answer", nil, registry.Writing{Answers: []registry.Answer{sampleAnswer("publish", "k1")}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			_, ok, err := tx.Answer(ctx, "publish", "k1")
			return ok, err
		}},
		{"product", nil, registry.Writing{NewProducts: []registry.Product{sampleProduct("apps")}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			_, ok, err := tx.Product(ctx, "apps")
			return ok, err
		}},
		{"bundle", nil, registry.Writing{NewBundles: []registry.Bundle{sampleBundle("suite", "1.0.0")}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			_, ok, err := tx.Bundle(ctx, "suite", "1.0.0")
			return ok, err
		}},
		{"token", nil, registry.Writing{NewTokens: []registry.Token{sampleToken("t1", "ci")}}, func(ctx context.Context, tx registry.Tx) (bool, error) {
			tokens, err := tx.Tokens(ctx)
			return len(tokens) > 0, err
		}},
	} {
		added := make(chan string, 2)
		add := func(s store, meanwhile func()) error {
			first, found := true, false
			err := s.Update(s.ctx, c.names, func(ctx context.Context, tx registry.Tx) (err error) {
				found, err = c.there(ctx, tx)
				if first && meanwhile != nil {
					first = false
					meanwhile()
				}
				if err != nil || found {
					return err
				}
				return tx.Write(ctx, c.w)
			})
			if err == nil && !found {
				added <- c.what
			}
			return err
		}
		second := make(chan error, 1)
		err := add(s, func() {
			go func() { second <- add(other, nil) }()
			waitFor(second)
		})
		if err := errors.Join(err, <-second); err != nil {
			t.Errorf("two add one %s: got %v, want no error", c.what, err)
		}
		if len(added) != 1 {
			t.Errorf("two add one %s: got %d that did, want 1", c.what, len(added))
		}
	}
}

// twoChangeOneProduct has changes of products meet, which hold no row before they write.
func twoChangeOneProduct(t testing.TB, h Harness) {
	const writers, changes = 4, 8
	stores := openTwice(t, h)
	s, other := stores[0], stores[len(stores)-1]
	s.write(registry.Writing{NewProducts: []registry.Product{{Name: "suite", Edition: 1}}})
	grow := func(s store, meanwhile func()) error {
		first := true
		return s.Update(s.ctx, nil, func(ctx context.Context, tx registry.Tx) error {
			p, _, err := tx.Product(ctx, "suite")
			if err != nil {
				return err
			}
			if first && meanwhile != nil {
				first = false
				meanwhile()
			}
			p.Edition, p.Document = p.Edition+1, append(p.Document, '.')
			return tx.Write(ctx, registry.Writing{Products: []registry.Product{p}})
		})
	}

	second := make(chan error, 1)
	err := grow(s, func() {
		go func() { second <- grow(other, nil) }()
		waitFor(second)
	})
	noErrors(t, "changing a product that is changed meanwhile", []error{err, <-second})
	noErrors(t, "changing a product at once", together(writers, func(i int) error {
		for range changes {
			if err := grow(stores[i%len(stores)], nil); err != nil {
				return err
			}
		}
		return nil
	}))
	p := s.product("suite")
	same(t, "edition", p.Edition, 1+2+writers*changes)
	same(t, "changes that are kept", len(p.Document), 2+writers*changes)
}

func twoCutBundles(t testing.TB, h Harness) {
	const writers, cuts = 5, 6
	stores := openTwice(t, h)
	s := stores[0]
	s.write(ground)
	noErrors(t, "cutting", together(writers, func(i int) error {
		s := stores[i%len(stores)]
		for n := range cuts {
			err := s.Update(s.ctx, nil, func(ctx context.Context, tx registry.Tx) error {
				if _, err := tx.Bundles(ctx, "suite"); err != nil {
					return err
				}
				return tx.Write(ctx, registry.Writing{NewBundles: []registry.Bundle{sampleBundle("suite", fmt.Sprintf("%d.%d.0", i, n))}})
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	bundles, last, next := s.bundles("suite"), int64(0), map[string]int{}
	same(t, "number of bundles", len(bundles), writers*cuts)
	for _, b := range bundles {
		if b.Seq <= last {
			t.Errorf("bundle %s has the place %d after %d, want a higher one", b.Version, b.Seq, last)
		}
		last = b.Seq
		writer := b.Version[:1]
		same(t, "a writer's next bundle", b.Version, fmt.Sprintf("%s.%d.0", writer, next[writer]))
		next[writer]++
	}
}
