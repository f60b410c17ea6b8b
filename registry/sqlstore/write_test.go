package sqlstore

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
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

// TestEntriesMost has a database take three audit entries in a change: a fourth is refused, with what to
// do, and nothing of that change is kept.
func TestEntriesMost(t *testing.T) {
	few := &Dialect{
		Name: "few", Schemes: []string{"few"}, Form: "few:PATH", Migrations: sqlite.Migrations, Goose: sqlite.Goose, Settings: sqlite.Settings, Trouble: sqlite.Trouble,
		Connect:  func(url string) (*Pools, error) { return connectSQLite(strings.TrimPrefix(url, "few:")) },
		Embedded: true, Rows: sqlite.Rows, Begin: sqlite.Begin, Limit: sqlite.Limit, Conflict: sqlite.Conflict, Contains: sqlite.Contains,
		CountEntries: sqlite.CountEntries, NextEntry: sqlite.NextEntry, EntriesMost: 3,
	}
	s, err := Open(t.Context(), "few:"+filepath.Join(t.TempDir(), "registry.db"), Options{Dialects: []*Dialect{few}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, test := range []struct {
		writes []int // entries of each write of a change
		want   string
	}{
		{[]int{3}, ""}, {[]int{2, 1}, ""}, {[]int{4}, "publish it by parts, each of which is taken whole or not at all"},
		{[]int{2, 2}, "publish it by parts, each of which is taken whole or not at all"},
	} {
		before, err := s.Audit(t.Context(), registry.AuditQuery{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		more := 0
		err = s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
			for _, n := range test.writes {
				if err := tx.Write(ctx, registry.Writing{Entries: make([]registry.Entry, n)}); err != nil {
					return err
				}
				more += n
			}
			return nil
		})
		told := new(registry.Error)
		if errors.As(err, &told); told.Hint != test.want || (err == nil) != (test.want == "") {
			t.Errorf("%v: got %v, hint %q, want %q", test.writes, err, told.Hint, test.want)
		}
		if test.want != "" {
			more = 0
			if told.Code != registry.Invalid || told.Message != "found more than 3 audit entries in one change; nothing was done" {
				t.Errorf("%v: got %s: %s, want invalid: found more than 3 audit entries", test.writes, told.Code, told.Message)
			}
		}
		if after, err := s.Audit(t.Context(), registry.AuditQuery{Limit: 100}); err != nil || len(after) != len(before)+more {
			t.Errorf("%v: got %d audit entries, %v, want %d", test.writes, len(after), err, len(before)+more)
		}
	}
}
