package sqlstore_test

import (
	"database/sql"
	"path/filepath"
	"sync"
	"testing"

	_ "modernc.org/sqlite"

	"joinery/registry"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
)

func TestNewerSchema(t *testing.T) {
	file := filepath.Join(t.TempDir(), "registry.db")
	if err := opens(t, "sqlite:"+file).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "insert into schema_history (version_id, is_applied) values (99, true)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	refuses(t, "sqlite:"+file, "the database's schema has number 99, this program knows those up to 1")
}

// TestManyStartAtOnce has processes start together on a database that has no schema yet.
func TestManyStartAtOnce(t *testing.T) {
	for name, url := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "registry.db") },
		"postgres": func(t *testing.T) string { return servertest.Postgres(t).Database(t) },
		"mariadb":  func(t *testing.T) string { return servertest.MariaDB(t).Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := url(t)
			var all sync.WaitGroup
			for range 5 {
				all.Go(func() {
					s, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
					if err != nil {
						t.Errorf("got %v, want a store", err)
						return
					}
					if err := s.Check(t.Context()); err != nil {
						t.Errorf("checking: got %v, want no error", err)
					}
					s.Close()
				})
			}
			all.Wait()
		})
	}
}

// TestMigrationStoppedHalfWay has one die between two tables, which MariaDB does not undo.
func TestMigrationStoppedHalfWay(t *testing.T) {
	t.Parallel()
	server := servertest.MariaDB(t)
	url := server.Database(t)
	server.Exec(t, "create table t1.schema_history (id bigint unsigned not null auto_increment primary key, version_id bigint not null,"+
		" is_applied boolean not null, tstamp timestamp null default now())")
	server.Exec(t, "insert into t1.schema_history (version_id, is_applied) values (0, true)")
	server.Exec(t, "create table t1.audit_count (n bigint not null)")
	server.Exec(t, "insert into t1.audit_count (n) values (7)")
	s := opens(t, url)
	if err := s.Update(t.Context(), nil, adds(registry.Writing{Entries: []registry.Entry{{Action: registry.Restored}}})); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Audit(t.Context(), registry.AuditQuery{Limit: 2})
	if err != nil || len(entries) != 1 || entries[0].Seq != 8 {
		t.Errorf("got %v, %v, want one entry, whose number goes on from 7", entries, err)
	}
}

// TestPostgresRestored moves the entries to where transactions have not come yet, as when a dump of
// another server was read.
func TestPostgresRestored(t *testing.T) {
	t.Parallel()
	server := servertest.Postgres(t)
	url := server.Database(t)
	s := opens(t, url)
	entry := registry.Writing{Entries: []registry.Entry{{Action: registry.Restored}}}
	if err := s.Update(t.Context(), nil, adds(entry)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "update audit set seq = 1000000000000000"); err != nil {
		t.Fatal(err)
	}

	s = opens(t, url)
	if err := s.Update(t.Context(), nil, adds(entry)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Audit(t.Context(), registry.AuditQuery{Oldest: true, Limit: 3})
	if err != nil || len(got) != 2 || got[0].Seq != 1000000000000000 || got[1].Seq <= got[0].Seq {
		t.Errorf("got %v, %v, want the old entry and a new one above it", got, err)
	}
}
