package sqlstore

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	nowhere := filepath.Join(folder, "no", "folder.db")
	if err := live.Backup(ctx, nowhere); err == nil || err.Error() != "the backup "+nowhere+" cannot be written: no such file or directory" {
		t.Errorf("into no folder: got %v, want one that names the file alone", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	gone := filepath.Join(folder, "gone.db")
	if err := live.Backup(ended, gone); err == nil {
		t.Error("after ctx ended: got no error, want one")
	}
	if got, err := filepath.Glob(filepath.Join(folder, "*gone*")); err != nil || len(got) > 0 {
		t.Errorf("after an error: got the files %q (%v), want none", got, err)
	}
	if got, err := filepath.Glob(filepath.Join(folder, ".*")); err != nil || len(got) > 0 {
		t.Errorf("after backups: got %q beside them (%v), want nothing", got, err)
	}
	if _, ok, err := live.Item(ctx, "after"); !ok || err != nil { // the connection reads again, and does no more
		t.Errorf("got %t and %v after backups, want the item", ok, err)
	}
}

// A backup that is written elsewhere while others write is a whole one, or none: wherever it breaks off,
// no store opens it.
func TestBackupTo(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	url := func(file string) string { return "sqlite:" + filepath.Join(folder, file) }
	live, err := Open(ctx, url("live.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	add := func(name string) {
		item := registry.Item{Name: name, Scheme: "semver", Description: strings.Repeat("long ", 100)}
		err := live.Update(ctx, nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewItems: []registry.Item{item}})
		})
		if err != nil {
			t.Error(err)
		}
	}
	for i := range 100 {
		add(fmt.Sprintf("before-%03d", i))
	}
	copied := &interrupted{do: func() { add("meanwhile") }}
	n, err := live.BackupTo(ctx, copied)
	if err != nil || n != int64(copied.Len()) {
		t.Fatalf("got %d bytes and %v, want %d and no error", n, err, copied.Len())
	}
	whole := bytes.Clone(copied.Bytes())
	open := func(text []byte) (*Store, error) {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(filepath.Join(folder, "copy.db"+end))
		}
		if err := os.WriteFile(filepath.Join(folder, "copy.db"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		return Open(ctx, url("copy.db"), Options{})
	}
	s, err := open(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"before-000": true, "before-099": true, "meanwhile": false} {
		if _, got, err := s.Item(ctx, name); got != want || err != nil {
			t.Errorf("%s: got %t in the copy (%v), want %t", name, got, err, want)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, length := range []int{1, 99, 100, 4095, 4096, 4097, 8192, len(whole) / 2, len(whole) - 8192, len(whole) - 4096, len(whole) - 4095, len(whole) - 1} {
		s, err := open(whole[:length])
		if err == nil {
			s.Close()
			t.Errorf("the first %d of %d bytes: got a store, want an error", length, len(whole))
			continue
		}
		if registry.CodeOf(err) != registry.Invalid || !strings.Contains(err.Error(), "a copy that broke off") {
			t.Errorf("the first %d of %d bytes: got %v, want one of code invalid that tells of a copy that broke off", length, len(whole), err)
		}
	}
	broken := &interrupted{most: 5 * 4096}
	if n, err := live.BackupTo(ctx, broken); err == nil || n != 5*4096 {
		t.Errorf("to somebody who goes away: got %d bytes and %v, want those that he took and an error", n, err)
	}
}

// interrupted takes a copy, and lets something be done after the first bytes. It goes away after most
// bytes, unless that is 0.
type interrupted struct {
	bytes.Buffer
	do   func()
	most int
}

func (i *interrupted) Write(p []byte) (int, error) {
	if i.do != nil {
		i.do()
		i.do = nil
	}
	if i.most > 0 && i.Len()+len(p) > i.most {
		return 0, os.ErrClosed
	}
	return i.Buffer.Write(p)
}
