package sqlstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"joinery/registry"
)

// A backup that is made while others write holds what was written before it began, and is sound.
func TestBackup(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	open := func(file string) *Store {
		t.Helper()
		s, err := Open(ctx, "sqlite:"+filepath.Join(folder, file), Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	add := func(s *Store, name string) {
		t.Helper()
		item := registry.Item{Name: name, Scheme: "semver", Created: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
		err := s.Update(ctx, nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{item}})
		})
		if err != nil {
			t.Error(err)
		}
	}
	live, copied := open("live.db"), filepath.Join(folder, "copy.db")
	add(live, "before")
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := range 25 {
				add(live, fmt.Sprintf("meanwhile-%d-%d", w, i))
			}
		})
	}
	if err := live.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	writers.Wait()
	add(live, "after")
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got the file %v (%v), want it for its owner alone", info, err)
	}
	from := open("copy.db")
	for name, want := range map[string]bool{"before": true, "after": false} {
		if _, got, err := from.Item(ctx, name); got != want || err != nil {
			t.Errorf("%s: got %t in the copy (%v), want %t", name, got, err, want)
		}
	}
	add(from, "of the copy's own")
	if _, there, err := live.Item(ctx, "of the copy's own"); there || err != nil {
		t.Errorf("got what the copy was told in the original (%v), want them apart", err)
	}
	if code := registry.CodeOf(live.Backup(ctx, copied)); code != registry.Exists {
		t.Errorf("over a file: got the code %q, want %q", code, registry.Exists)
	}
	if err := live.Backup(ctx, filepath.Join(folder, "no", "folder.db")); err == nil {
		t.Error("into no folder: got no error, want one")
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	gone := filepath.Join(folder, "gone.db")
	if err := live.Backup(ended, gone); err == nil {
		t.Error("after ctx ended: got no error, want one")
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("after an error: got a file, want none")
	}
	if _, ok, err := live.Item(ctx, "after"); !ok || err != nil { // the connection reads again, and does no more
		t.Errorf("got %t and %v after backups, want the item", ok, err)
	}
}
