package sqlstore

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"joinery/registry"
)

// TestFullDisk lets the file grow no further, and then again.
func TestFullDisk(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "registry.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	// The one connection, until the first change takes it.
	if _, err := s.pools.Write.ExecContext(t.Context(), "pragma max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	add := func(n, bytes int) error {
		return s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{{Name: fmt.Sprint(n), Scheme: "semver", Document: make([]byte, bytes)}}})
		})
	}
	added := 0
	for ; added < 1000 && err == nil; added++ {
		err = add(added, 3000)
	}
	if registry.CodeOf(err) != registry.Full {
		t.Fatalf("after %d items: got %v, want an error of code full", added, err)
	}
	if err := add(1000, 1); err != nil && registry.CodeOf(err) != registry.Full {
		t.Errorf("a small one: got %v, want no error, or one of code full", err)
	}
	err = s.group.run(write("pragma max_page_count = 1000"))
	if err != nil {
		t.Fatal(err)
	}
	if err := add(1001, 3000); err != nil {
		t.Errorf("with more room: got %v, want no error", err)
	}
	items, err := s.Items(t.Context(), registry.ItemQuery{Limit: 2000})
	if err != nil || len(items) < added {
		t.Errorf("got %d items, %v, want the %d that were acknowledged, and one", len(items), err, added-1)
	}
}

// TestSQLiteSettings opens a file with what a commit must not do.
func TestSQLiteSettings(t *testing.T) {
	for _, c := range []struct{ pragma, want string }{
		{"pragma synchronous = full", ""},
		{"pragma synchronous = extra", ""},
		{"pragma synchronous = normal", "SQLite has synchronous = 1, wanted 2 or 3: a commit would be answered before it is on the disk"},
		{"pragma synchronous = off", "SQLite has synchronous = 0, wanted 2 or 3: a commit would be answered before it is on the disk"},
		{"pragma journal_mode = delete", "SQLite has journal_mode = delete, wanted wal: the file system has no shared memory, as most of those in a network"},
	} {
		db, err := openSQLite(filepath.Join(t.TempDir(), "registry.db"), "pragma journal_mode = wal", c.pragma)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := checkSQLite(t.Context(), db); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.pragma, got, c.want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
