package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"joinery/registry"
)

func changeEndsWithItsContext(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	for i, end := range []func(ctx context.Context, tx registry.Tx) error{
		func(context.Context, registry.Tx) error { return nil },
		func(ctx context.Context, _ registry.Tx) error { return ctx.Err() },
		func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{Entries: []registry.Entry{sampleEntry(1)}})
		},
		func(ctx context.Context, tx registry.Tx) error {
			_, _, err := tx.Item(ctx, "lib")
			return err
		},
	} {
		name := fmt.Sprintf("item-%d", i)
		ctx, cancel := context.WithCancel(s.ctx)
		err := s.Update(ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			if err := tx.Write(ctx, registry.Writing{NewItems: []registry.Item{plainItem(name)}}); err != nil {
				return err
			}
			cancel()
			return end(ctx, tx)
		})
		kept := s.item(name).Name != ""
		switch {
		case err == nil && !kept:
			t.Errorf("end %d: got no error, but nothing was kept", i)
		case err != nil && kept:
			t.Errorf("end %d: got %v, but it was kept", i, err)
		case err != nil && !errors.Is(err, context.Canceled):
			t.Errorf("end %d: got %v, want the context's error", i, err)
		case i == 1 && err == nil:
			t.Errorf("end %d: got no error, want change's", i)
		}
	}
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("after")}})
}

// changesDoNotDisturbEachOther has changes end in every way at once, on one item and on several.
func changesDoNotDisturbEachOther(t testing.TB, h Harness) {
	const writers, changes = 8, 12
	stores := openTwice(t, h)
	s := stores[0]
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("lib-0"), plainItem("lib-1"), plainItem("lib-2")}})
	kept := make([]map[string]bool, writers)
	together(writers, func(i int) error {
		kept[i] = map[string]bool{}
		for n := range changes {
			number := fmt.Sprintf("%d.%d", i, n)
			ok, sure := badChange(stores[i%len(stores)], fmt.Sprintf("lib-%d", i%3), number, int64(i*changes+n+1), (i+n)%6)
			if sure {
				kept[i][number] = ok
			}
		}
		return nil
	})
	for i := range kept {
		for number, want := range kept[i] {
			v := s.version(fmt.Sprintf("lib-%d", i%3), number)
			if got := v.Number != ""; got != want {
				t.Errorf("version %s: got kept %t, want %t", number, got, want)
			}
		}
	}
}

// badChange writes a version in a change that ends in one of six ways. It reports whether the
// version is kept, and whether that is sure.
func badChange(s store, item, number string, seq int64, way int) (kept, sure bool) {
	ctx, cancel := context.WithTimeout(s.ctx, time.Minute)
	defer cancel()
	defer func() {
		if recover() != nil {
			kept, sure = false, true
		}
	}()
	err := s.Update(ctx, []string{item}, func(ctx context.Context, tx registry.Tx) error {
		v := drawnVersion(item, seq)
		v.Number = number
		if err := tx.Write(ctx, registry.Writing{NewVersions: []registry.Version{v}}); err != nil {
			return err
		}
		switch way {
		case 1:
			return errChange
		case 2:
			panic(errChange)
		case 3:
			return tx.Write(ctx, registry.Writing{NewVersions: []registry.Version{v}})
		case 4:
			cancel()
		}
		return nil
	})
	switch way {
	case 0, 5:
		if err != nil {
			s.t.Errorf("version %s: got %v, want no error", number, err)
		}
	case 1, 3:
		if err == nil {
			s.t.Errorf("version %s: got no error, want one", number)
		}
	}
	return err == nil, registry.CodeOf(err) != registry.Unsure
}
