package duckdb_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/duckdb"
)

// TestSomethingElse opens a file of somebody else, and copies it. It stays as it is.
func TestSomethingElse(t *testing.T) {
	path, file := filepath.Join(t.TempDir(), "other.duckdb"), filepath.Join(t.TempDir(), "copy")
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table theirs (a int)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	s, err := openStore(t.Context(), "duckdb:"+path)
	if err == nil {
		s.Close()
	}
	for what, err := range map[string]error{"open": err, "backup": duckdb.Backup(t.Context(), "duckdb:"+path, file)} {
		if registry.CodeOf(err) != registry.Invalid || !strings.Contains(err.Error(), path+" holds something else than a registry (tables: theirs)") {
			t.Errorf("%s: got %v, want something else refused", what, err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("got another file, want it untouched")
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("got a copy, want none")
	}
}

// TestHalfACopy opens what a copy left that broke off, and says so.
func TestHalfACopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "registry.duckdb")
	addItems(t, "duckdb:"+path, "lib")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []int{0, 4096, 9000, len(whole) / 3} {
		if err := os.WriteFile(path, whole[:length], 0o600); err != nil {
			t.Fatal(err)
		}
		err := duckdb.Backup(t.Context(), "duckdb:"+path, path+".copy")
		if registry.CodeOf(err) != registry.Invalid || !strings.Contains(err.Error(), path+" is damaged") {
			t.Errorf("the first %d of %d bytes: got %v, want %s damaged", length, len(whole), err, path)
		}
	}
	var out bytes.Buffer
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := duckdb.BackupTo(t.Context(), "duckdb:"+path, &out); err != nil || n != int64(len(whole)) || !bytes.Equal(out.Bytes(), whole) {
		t.Errorf("got %d bytes, %v, want the %d of the file", n, err, len(whole))
	}
}
