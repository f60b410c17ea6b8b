package duckdb_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"joinery/registry"
)

// TestSharedCommit has changes that fail, each in another way, share a commit with some that do not.
// What failed is not there, everything else is, and the log of what was done has no gap.
func TestSharedCommit(t *testing.T) {
	url := "duckdb:" + filepath.Join(t.TempDir(), "registry.duckdb")
	addItems(t, url, "lib")
	s := open(t, url)
	defer s.Close()

	const changes = 60
	before := len(audit(t, s))
	failure := errors.New("of the change itself")
	item := func(i int) registry.Item { return registry.Item{Name: fmt.Sprintf("item-%02d", i), Scheme: "semver"} }
	var all sync.WaitGroup
	for i := range changes {
		all.Go(func() {
			err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
				w := registry.Writing{NewItems: []registry.Item{item(i)}, Entries: []registry.Entry{{Action: registry.ItemAdded, Item: item(i).Name}}}
				if i%4 == 1 {
					w.NewItems = append(w.NewItems, registry.Item{Name: "lib", Scheme: "semver"}) // is there
				}
				if err := tx.Write(ctx, w); err != nil {
					return err
				}
				if _, _, err := tx.Version(ctx, item(i).Name, "1.0.0"); err != nil { // what was written is sent
					return err
				}
				if i%4 == 2 {
					return failure
				}
				return nil
			})
			switch {
			case i%4 == 1 && registry.CodeOf(err) != registry.Exists:
				t.Errorf("change %d: got %v, want an error of code exists", i, err)
			case i%4 == 2 && err != failure:
				t.Errorf("change %d: got %v, want %v", i, err, failure)
			case i%4 != 1 && i%4 != 2 && err != nil:
				t.Errorf("change %d: got %v, want no error", i, err)
			}
		})
	}
	all.Wait()

	for i := range changes {
		_, there, err := s.Item(t.Context(), item(i).Name)
		if want := i%4 != 1 && i%4 != 2; there != want || err != nil {
			t.Errorf("item of change %d: got %t, %v, want %t", i, there, err, want)
		}
	}
	entries := audit(t, s)
	for i, e := range entries {
		if e.Seq != int64(i+1) {
			t.Fatalf("audit entry %d: got number %d, want %d", i, e.Seq, i+1)
		}
	}
	if got := len(entries) - before; got != changes/2 {
		t.Errorf("new audit entries: got %d, want %d", got, changes/2)
	}
}

func audit(t *testing.T, s registry.Store) []registry.Entry {
	t.Helper()
	entries, err := s.Audit(t.Context(), registry.AuditQuery{Oldest: true, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}
