package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"joinery/registry"
)

var errChange = errors.New("change had enough")

func changeIsKeptWholeOrNot(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	before := s.contents()
	own := registry.Errorf(registry.Exists, "change says so")
	double := registry.Writing{NewItems: []registry.Item{plainItem("app"), plainItem("app")}}
	for _, c := range []struct {
		what string
		end  func(ctx context.Context, tx registry.Tx) error
		ok   func(err error) bool
	}{
		{"an error", func(context.Context, registry.Tx) error { return errChange }, isChange},
		{"an error of the same type as a store's", func(context.Context, registry.Tx) error { return own }, func(err error) bool { return errors.Is(err, own) }},
		{"an error of Write's", func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, double) }, isExists},
		{"an error of Write's, wrapped", func(ctx context.Context, tx registry.Tx) error {
			return fmt.Errorf("adding: %w", tx.Write(ctx, double))
		}, isExists},
		{"an error of Write's, passed over", func(ctx context.Context, tx registry.Tx) error {
			_ = tx.Write(ctx, double)
			return nil
		}, isExists},
		{"an error of its own after one of Write's", func(ctx context.Context, tx registry.Tx) error {
			_ = tx.Write(ctx, double)
			return errChange
		}, isChange},
	} {
		runs := 0
		err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			runs++
			if err := tx.Write(ctx, beside); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
			return c.end(ctx, tx)
		})
		if !c.ok(err) {
			t.Errorf("%s: got %v", c.what, err)
		}
		if runs != 1 {
			t.Errorf("%s: change ran %d times, want once", c.what, runs)
		}
		same(t, c.what+": contents", s.contents(), before)
	}

	panicked := func() (value any) {
		defer func() { value = recover() }()
		err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			if err := tx.Write(ctx, beside); err != nil {
				return err
			}
			panic(errChange)
		})
		t.Errorf("a panic: got %v, want it to reach the caller", err)
		return nil
	}
	if got := panicked(); got != any(errChange) {
		t.Errorf("a panic: got %v, want it as it was", got)
	}
	same(t, "a panic: contents", s.contents(), before)

	// Nothing is held after all that, and the same can be written at last.
	if err := s.update([]string{"lib"}, beside); err != nil {
		t.Errorf("writing it in the end: got %v", err)
	}
	same(t, "mark", s.mark("lib", "1"), "1.0.0")

	// A change need not write, nor name an item.
	for _, names := range [][]string{nil, {"lib"}, {"ghost"}} {
		if err := s.Update(s.ctx, names, func(context.Context, registry.Tx) error { return nil }); err != nil {
			t.Errorf("doing nothing to %q: got %v", names, err)
		}
		if err := s.update(names, registry.Writing{}); err != nil {
			t.Errorf("writing nothing to %q: got %v", names, err)
		}
	}
}

// isChange asks for the very error: it may not even be wrapped.
func isChange(err error) bool { return err == errChange } //nolint:errorlint // see above

func isExists(err error) bool { return registry.CodeOf(err) == registry.Exists }

func changeSeesItsOwnWrites(t testing.TB, h Harness) {
	s := open(t, h)
	var first, second contents
	changed := sampleItem("lib")
	changed.Title, changed.Given = "Ledger", 4
	lapsed := drawnVersion("lib", 2)
	lapsed.State = registry.Lapsed
	product := sampleProduct("suite")
	product.Edition = 2
	err := s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
		in := reader{t, ctx, tx}
		same(t, "item before", in.item("lib"), registry.Item{})
		if err := tx.Write(ctx, sampleWriting()); err != nil {
			return err
		}
		first = in.contents()
		same(t, "version by number", in.version("lib", "1.4.0"), sampleVersion("lib", "1.4.0", 1))
		same(t, "bundle by version", in.bundle("suite", "1.1.0").Seq, 2)
		same(t, "token by id", in.token("t1"), sampleToken("t1", "ci"))
		same(t, "mark", in.mark("lib", "1.4"), "1.4.0")
		if err := tx.Write(ctx, registry.Writing{
			Items: []registry.Item{changed}, Versions: []registry.Version{lapsed}, Products: []registry.Product{product},
			NewVersions: []registry.Version{drawnVersion("lib", 3)}, NewBundles: []registry.Bundle{sampleBundle("suite", "2.0.0")},
			Marks:   []registry.Mark{{Item: "lib", Key: "", Number: "1.4.1"}},
			Entries: []registry.Entry{sampleEntry(3)}, Cursors: map[string]int64{"webhooks": 42},
		}); err != nil {
			return err
		}
		second = in.contents()
		return nil
	})
	if err != nil {
		t.Fatalf("update: got %v, want no error", err)
	}

	w := sampleWriting()
	same(t, "items after the first Write", first.Items, []registry.Item{w.NewItems[1], w.NewItems[0]})
	same(t, "versions after the first Write", first.Versions["lib"], []registry.Version{w.NewVersions[1], w.NewVersions[0]})
	same(t, "products after the first Write", first.Products, w.NewProducts)
	same(t, "answer after the first Write", first.Answer, w.Answers[0])
	same(t, "number of entries after the first Write", len(first.Entries), 2)
	same(t, "items after the second Write", second.Items, []registry.Item{w.NewItems[1], changed})
	same(t, "versions after the second Write", second.Versions["lib"], []registry.Version{drawnVersion("lib", 3), lapsed, w.NewVersions[0]})
	same(t, "cursor after the second Write", second.Cursor, 42)
	same(t, "contents in the end", s.contents(), second)
}

func nobodySeesAChangeThatRuns(t testing.TB, h Harness) {
	stores := openTwice(t, h)
	s, other := stores[0], stores[len(stores)-1]
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("lib")}})
	before := s.contents()
	ctx, cancel := context.WithTimeout(s.ctx, patience/6)
	defer cancel()

	err := s.Update(s.ctx, []string{"lib"}, func(inside context.Context, tx registry.Tx) error {
		w := sampleWriting()
		w.Items, w.NewItems = w.NewItems[:1], w.NewItems[1:]
		if err := tx.Write(inside, w); err != nil {
			return err
		}
		done := make(chan contents)
		go func() { done <- reader{t, ctx, other.Store}.contents() }()
		same(t, "contents while a change runs", <-done, before)
		return nil
	})
	if err != nil {
		t.Fatalf("update: got %v, want no error", err)
	}
	after := other.contents()
	same(t, "contents seen elsewhere after a change", after, s.contents())
	same(t, "answer after a change", after.Answer, sampleWriting().Answers[0])
}
