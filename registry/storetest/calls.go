package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"joinery/registry"
)

// calls are all that can be asked of a store, but for Close.
var calls = []struct {
	name string
	call func(ctx context.Context, s registry.Store) error
}{
	{"Check", func(ctx context.Context, s registry.Store) error { return s.Check(ctx) }},
	{"Update", func(ctx context.Context, s registry.Store) error {
		return s.Update(ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{plainItem("late")}})
		})
	}},
	{"Item", func(ctx context.Context, s registry.Store) error { _, _, err := s.Item(ctx, "lib"); return err }},
	{"Items", func(ctx context.Context, s registry.Store) error {
		_, err := s.Items(ctx, registry.ItemQuery{Limit: 1})
		return err
	}},
	{"Version", func(ctx context.Context, s registry.Store) error {
		_, _, err := s.Version(ctx, "lib", "1.4.0")
		return err
	}},
	{"Versions", func(ctx context.Context, s registry.Store) error {
		_, err := s.Versions(ctx, registry.VersionQuery{Item: "lib", Limit: 1})
		return err
	}},
	{"Due", func(ctx context.Context, s registry.Store) error { _, err := s.Due(ctx, noon, 1); return err }},
	{"Mark", func(ctx context.Context, s registry.Store) error { _, err := s.Mark(ctx, "lib", ""); return err }},
	{"Marks", func(ctx context.Context, s registry.Store) error { _, err := s.Marks(ctx, "lib"); return err }},
	{"Answer", func(ctx context.Context, s registry.Store) error {
		_, _, err := s.Answer(ctx, "draw lib", "k1")
		return err
	}},
	{"Product", func(ctx context.Context, s registry.Store) error { _, _, err := s.Product(ctx, "suite"); return err }},
	{"Products", func(ctx context.Context, s registry.Store) error { _, err := s.Products(ctx); return err }},
	{"Bundled", func(ctx context.Context, s registry.Store) error { _, err := s.Bundled(ctx); return err }},
	{"Bundle", func(ctx context.Context, s registry.Store) error {
		_, _, err := s.Bundle(ctx, "suite", "1.0.0")
		return err
	}},
	{"Bundles", func(ctx context.Context, s registry.Store) error { _, err := s.Bundles(ctx, "suite"); return err }},
	{"Audit", func(ctx context.Context, s registry.Store) error {
		_, err := s.Audit(ctx, registry.AuditQuery{Limit: 1})
		return err
	}},
	{"Audit, oldest first", func(ctx context.Context, s registry.Store) error {
		_, err := s.Audit(ctx, registry.AuditQuery{Oldest: true, Limit: 1})
		return err
	}},
	{"Token", func(ctx context.Context, s registry.Store) error { _, _, err := s.Token(ctx, "t1"); return err }},
	{"Tokens", func(ctx context.Context, s registry.Store) error { _, err := s.Tokens(ctx); return err }},
	{"Cursor", func(ctx context.Context, s registry.Store) error { _, err := s.Cursor(ctx, "webhooks"); return err }},
}

func contextsEndCalls(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(sampleWriting())
	before := s.contents()
	cancelled, cancel := context.WithCancel(s.ctx)
	cancel()
	late, cancel := context.WithDeadline(s.ctx, time.Unix(1, 0))
	defer cancel()
	for _, c := range calls {
		if err := c.call(s.ctx, s.Store); c.name != "Update" && err != nil {
			t.Errorf("%s: got %v, want no error", c.name, err)
		}
	}
	before.Items = s.items(registry.ItemQuery{Limit: every}) // Update added one
	for _, c := range calls {
		if err := c.call(cancelled, s.Store); !errors.Is(err, context.Canceled) {
			t.Errorf("%s after its context was cancelled: got %v, want the context's error", c.name, err)
		}
		if err := c.call(late, s.Store); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s after its deadline: got %v, want the context's error", c.name, err)
		}
	}
	before.Versions["late"], before.Marks["late"] = nil, nil
	same(t, "contents", s.contents(), before)
}

func closingEndsCalls(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(sampleWriting())
	if err := s.Close(); err != nil {
		t.Fatalf("closing: got %v, want no error", err)
	}
	for _, c := range calls {
		coded(t, c.name+" after Close", c.call(s.ctx, s.Store), registry.Unavailable)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: got %v, want no error", err)
	}
}

// closingWaits closes a store while a change runs. The change comes to its end and is kept.
func closingWaits(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	closed := make(chan error, 1)
	err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
		go func() { closed <- s.Close() }()
		waitFor(closed)
		if len(closed) > 0 {
			t.Error("closing ended while a change ran, want it to wait")
		}
		if _, _, err := tx.Item(ctx, "lib"); err != nil {
			return err
		}
		return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{plainItem("late")}})
	})
	noErrors(t, "a change that ran while the store was closed", []error{err, <-closed})
	coded(t, "writing after Close", s.update(nil, registry.Writing{}), registry.Unavailable)
	if !h.Volatile {
		same(t, "item after reopening", open(t, h).item("late"), plainItem("late"))
	}
}
