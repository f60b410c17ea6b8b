package duckdb_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/faulttest"
)

func TestWrongURLs(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"duckdb:", "it has no path"},
		{"duckdb::memory:", "gone with the process"},
		{"duckdb:x.duckdb?access_mode=read_only", "no settings to be made"},
		{"duckdb:x%41.duckdb", "no settings to be made"},
		{"duckdb:x#1.duckdb", "no settings to be made"},
		{"duck:x.duckdb", "wanted one of sqlite:PATH"},
	} {
		s, err := openStore(t.Context(), c.url)
		if err == nil {
			s.Close()
			t.Errorf("open %q: got a store, want an error with %q", c.url, c.want)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || registry.CodeOf(err) != registry.Invalid {
			t.Errorf("open %q: got %v (%s), want an error of code invalid with %q", c.url, err, registry.CodeOf(err), c.want)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, name := range []string{"registry.duckdb", "a b/ü:c&d=e.db"} {
		path := filepath.Join(t.TempDir(), name)
		addItems(t, "duckdb:"+path, "lib")
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v, %v, want rights 0600", path, info.Mode(), err)
		}
		s := open(t, "duckdb://"+path)
		if _, ok, err := s.Item(t.Context(), "lib"); !ok || err != nil {
			t.Errorf("item in %s: got %t, %v, want it to be there", name, ok, err)
		}
		s.Close()
		if found, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(found) != 1 || found[0] != path {
			t.Errorf("files: got %q, want %s alone", found, path)
		}
	}
}

// TestOptions sees that a database without the options is refused. It is the same one for all who have
// a file open in one process, as it was opened first.
func TestOptions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "registry.duckdb")
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		t.Fatal(err)
	}
	if s, err := openStore(t.Context(), "duckdb:"+path); err == nil {
		s.Close()
		t.Error("a database without the options: got a store, want an error")
	}
}

// TestTwoProcesses opens a file that another process has.
func TestTwoProcesses(t *testing.T) {
	url := "duckdb:" + filepath.Join(t.TempDir(), "registry.duckdb")
	addItems(t, url, "lib")
	c := &child{url: url}
	c.start(t)
	if _, err := c.Look(t.Context(), "lib", ""); err != nil {
		t.Fatal(err)
	}
	_, err := openStore(t.Context(), url)
	if registry.CodeOf(err) != registry.Unavailable || !strings.Contains(err.Error(), "another process") {
		t.Errorf("the second process: got %v, want an error of code unavailable about another process", err)
	}
	c.kill(t)
	open(t, url).Close()
}

var _ faulttest.Target = (*child)(nil)
