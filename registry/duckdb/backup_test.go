package duckdb_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"joinery/registry"
	"joinery/registry/duckdb"
)

// TestBackup copies a database whose last changes stand in its log alone, since its process was killed.
func TestBackup(t *testing.T) {
	folder := t.TempDir()
	path, file := filepath.Join(folder, "registry.duckdb"), filepath.Join(folder, "copy.duckdb")
	addItems(t, "duckdb:"+path, "lib")
	c := &child{url: "duckdb:" + path}
	c.start(t)
	drawn, err := c.Draw(t.Context(), registry.Draw{Item: "lib", Key: "1"})
	if err != nil || drawn != "1.0.1" {
		t.Fatalf("drawing: got %s, %v, want 1.0.1", drawn, err)
	}
	if err := duckdb.Backup(t.Context(), "duckdb:"+path, file); registry.CodeOf(err) != registry.Unavailable {
		t.Errorf("while a process has it: got %v, want an error of code unavailable", err)
	}
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a backup that failed: got %v, want no file", err)
	}
	c.kill(t)
	if log, err := os.Stat(path + ".wal"); err != nil || log.Size() == 0 {
		t.Fatalf("got %v, %v, want a log that has the draw", log, err)
	}
	if err := duckdb.Backup(t.Context(), "duckdb:"+path, file); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy: got %v, %v, want a file of rights 0600", info.Mode(), err)
	}
	for _, url := range []string{"duckdb:" + path, "duckdb:" + file} {
		s := open(t, url)
		v, err := registryOn(s).Current(t.Context(), tester, "lib", "")
		if err != nil || v.Number != "1.0.1" {
			t.Errorf("the highest version in %s: got %s, %v, want 1.0.1", url, v.Number, err)
		}
		s.Close()
	}
	if err := duckdb.Backup(t.Context(), "duckdb:"+path, file); registry.CodeOf(err) != registry.Exists {
		t.Errorf("into a file that is there: got %v, want an error of code exists", err)
	}
}

// TestBackupName sees that a copy has its name when it is whole: who is killed meanwhile leaves none.
func TestBackupName(t *testing.T) {
	folder := t.TempDir()
	url, file := "duckdb:"+filepath.Join(folder, "registry.duckdb"), filepath.Join(folder, "copy.duckdb")
	s := open(t, url)
	err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewProducts: noise(32)})
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- duckdb.Backup(t.Context(), url, file) }()
	sizes := map[int64]bool{}
	for running := true; running; {
		select {
		case err := <-done:
			if running = false; err != nil {
				t.Fatal(err)
			}
		default:
		}
		if seen, err := os.Stat(file); err == nil {
			sizes[seen.Size()] = true
		}
	}
	if len(sizes) != 1 {
		t.Errorf("got %v bytes under its name, want one size", sizes)
	}

	ended, end := context.WithCancel(t.Context())
	n, err := duckdb.BackupTo(ended, url, writes(func(p []byte) (int, error) { end(); return len(p), nil }))
	if !errors.Is(err, context.Canceled) || n > 1<<20 {
		t.Errorf("ctx ends at the first bytes: got %d bytes and %v, want it to end", n, err)
	}
}

type writes func(p []byte) (int, error)

func (w writes) Write(p []byte) (int, error) { return w(p) }

func TestNoBackup(t *testing.T) {
	folder := t.TempDir()
	for _, url := range []string{"duckdb:" + filepath.Join(folder, "gone.duckdb"), "duckdb:", "sqlite:" + filepath.Join(folder, "r.db")} {
		err := duckdb.Backup(t.Context(), url, filepath.Join(folder, "copy"))
		if registry.CodeOf(err) != registry.Invalid {
			t.Errorf("%s: got %v, want an error of code invalid", url, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) != 0 {
		t.Errorf("got %q, want no files", left)
	}
}
