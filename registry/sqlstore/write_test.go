package sqlstore

import (
	"context"
	"path/filepath"
	"testing"

	"joinery/registry"
)

// TestItemChangedTwice changes one item several times in a transaction, its counts alone and all of
// it. The last word counts, whatever is sent first.
func TestItemChangedTwice(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "registry.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	item := registry.Item{Name: "lib", Scheme: "semver"}
	change := func(f func(item *registry.Item, write func())) {
		t.Helper()
		err := s.Update(t.Context(), []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			if _, _, err := tx.Item(ctx, "lib"); err != nil { // so that it is known what changes
				return err
			}
			var err error
			f(&item, func() { err = tx.Write(ctx, registry.Writing{Items: []registry.Item{item}}) })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := s.Item(t.Context(), "lib"); err != nil || got.Given != item.Given || got.Title != item.Title {
			t.Errorf("got given %d, title %q, %v, want %d, %q", got.Given, got.Title, err, item.Given, item.Title)
		}
	}
	if err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{item}})
	}); err != nil {
		t.Fatal(err)
	}
	count := func(item *registry.Item) { item.Given++ }
	title := func(item *registry.Item) { item.Given++; item.Title += "x" }
	for _, steps := range [][]func(*registry.Item){
		{count}, {title}, {count, count}, {count, title}, {title, count}, {count, title, count}, {title, count, title},
	} {
		change(func(item *registry.Item, write func()) {
			for _, step := range steps {
				step(item)
				write()
			}
		})
	}
}
