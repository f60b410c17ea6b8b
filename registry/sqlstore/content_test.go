package sqlstore_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
)

// opensOr opens a database that must hold a registry, or may hold nothing, and returns the error.
func opensOr(t *testing.T, url string, existing bool) error {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), url, sqlstore.Options{Existing: existing})
	if err != nil {
		return err
	}
	return s.Close()
}

// wants holds an error against a code and words, "" and "" for none.
func wants(t *testing.T, what string, err error, code registry.Code, words string) {
	t.Helper()
	if registry.CodeOf(err) != code || err != nil && !strings.Contains(err.Error(), words) {
		t.Errorf("%s: got %v (%s), want code %q with %q", what, err, registry.CodeOf(err), code, words)
	}
}

// TestSQLiteContent opens files that hold something else, or nothing. What is refused keeps its bytes.
func TestSQLiteContent(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	makes := func(name string, statements ...string) {
		t.Helper()
		db, err := sql.Open("sqlite", at(name))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, text := range statements {
			if _, err := db.ExecContext(t.Context(), text); err != nil {
				t.Fatal(err)
			}
		}
	}
	makes("other.db", "create table t (a)", "insert into t values (1)")
	makes("wal.db", "pragma journal_mode = wal", "create table t (a)")
	makes("likeours.db", "create table items (a)", "create view v as select 1")
	makes("history.db", "create table schema_history (a)", "create table items (a)")
	makes("begun.db", "create table schema_history (id integer primary key autoincrement, version_id integer not null,"+
		" is_applied integer not null, tstamp timestamp default (datetime('now')))", "insert into schema_history (version_id, is_applied) values (0, 1)")
	makes("vacant.db", "create table t (a)", "drop table t")
	for name, text := range map[string]string{"zero.db": "", "registry.db": "", "text.db": strings.Repeat("no database ", 1024)} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := opensOr(t, "sqlite:"+at("registry.db"), false); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(at("folder"), 0o700); err != nil {
		t.Fatal(err)
	}

	const foreign = "holds something else than a registry"
	for _, c := range []struct {
		name           string
		existing, made registry.Code
		words          string
	}{
		{"registry.db", "", "", ""},
		{"other.db", registry.Invalid, registry.Invalid, foreign + " (tables: t)"},
		{"wal.db", registry.Invalid, registry.Invalid, foreign},
		{"likeours.db", registry.Invalid, registry.Invalid, foreign + " (tables: items, v)"},
		{"history.db", registry.Invalid, registry.Invalid, foreign},
		{"text.db", registry.Invalid, registry.Invalid, at("text.db") + " is damaged"},
		{"folder", registry.Invalid, registry.Invalid, at("folder") + " is a folder, wanted a file"},
		{"zero.db", registry.NotFound, "", "there is no registry in " + at("zero.db") + ", it is empty"},
		{"vacant.db", registry.NotFound, "", "it is empty"},
		{"begun.db", registry.NotFound, "", "its tables are yet to be made"},
		{"missing.db", registry.NotFound, "", "there is no database " + at("missing.db")},
	} {
		before, _ := os.ReadFile(at(c.name))
		wants(t, c.name+", existing", opensOr(t, "sqlite:"+at(c.name), true), c.existing, c.words)
		if after, _ := os.ReadFile(at(c.name)); !bytes.Equal(before, after) && c.existing != "" {
			t.Errorf("%s, existing: got %d bytes that changed, want it untouched", c.name, len(after))
		}
		if _, err := os.Stat(at("missing.db")); err == nil && c.name == "missing.db" {
			t.Error("missing.db, existing: got a file, want none")
		}
		wants(t, c.name, opensOr(t, "sqlite:"+at(c.name), false), c.made, c.words)
		if after, _ := os.ReadFile(at(c.name)); !bytes.Equal(before, after) && c.made != "" {
			t.Errorf("%s: got %d bytes that changed, want it untouched", c.name, len(after))
		}
	}
}

// TestServerContent opens databases of servers that others have, too. Ours go beside them, unless names
// are the same.
func TestServerContent(t *testing.T) {
	for name, start := range map[string]func(t *testing.T) (url string, exec func(text string)){
		"postgres": func(t *testing.T) (string, func(string)) {
			url := servertest.Postgres(t).Database(t)
			db, err := sql.Open("pgx", url)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
			return url, func(text string) {
				if _, err := db.ExecContext(t.Context(), text); err != nil {
					t.Fatal(err)
				}
			}
		},
		"mariadb": func(t *testing.T) (string, func(string)) {
			server := servertest.MariaDB(t)
			return server.Database(t), func(text string) {
				server.Exec(t, strings.Replace(text, " table ", " table t1.", 1))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, exec := start(t)
			wants(t, "empty, existing", opensOr(t, url, true), registry.NotFound, "there is no registry in this database, it is empty")
			exec("create table theirs (a int)")
			wants(t, "of others, existing", opensOr(t, url, true), registry.NotFound, "its tables are somebody else's")
			exec("create table items (a int)")
			for _, existing := range []bool{true, false} {
				wants(t, "with a name of ours", opensOr(t, url, existing), registry.Invalid, "this database holds something else than a registry (tables: items)")
			}
			exec("drop table items")
			wants(t, "of others", opensOr(t, url, false), "", "")
			wants(t, "shared, existing", opensOr(t, url, true), "", "")
		})
	}
}
