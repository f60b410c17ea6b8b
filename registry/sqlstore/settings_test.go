package sqlstore_test

import (
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
)

// A spoiler breaks the promise by a setting.
type spoiler struct {
	spoil, mend []string // statements
	want        string   // in the refusal
}

func TestPostgresSettings(t *testing.T) {
	t.Parallel()
	server := servertest.Postgres(t)
	const reload = "select pg_reload_conf()"
	url := server.Database(t)
	refusesSpoilers(t, server, url, []spoiler{
		{[]string{"alter system set fsync = off", reload}, []string{"alter system reset fsync", reload}, "fsync = off, wanted on"},
		{[]string{"alter system set full_page_writes = off", reload}, []string{"alter system reset full_page_writes", reload}, "full_page_writes = off, wanted on"},
		{[]string{"alter database t1 set synchronous_commit = off"}, []string{"alter database t1 reset synchronous_commit"}, "synchronous_commit = off, wanted on or"},
		{
			[]string{"alter system set synchronous_standby_names = 'other'", "alter database t1 set synchronous_commit = local", reload},
			// In this order: a commit waits for the standby, which there is none.
			[]string{"alter system reset synchronous_standby_names", reload, "alter database t1 reset synchronous_commit"},
			"synchronous_commit = local, wanted on or remote_apply",
		},
	})

	// Without standbys, the disk of this server is all there is.
	server.Exec(t, "alter database t1 set synchronous_commit = local")
	opens(t, url)
	server.Exec(t, "create database ascii encoding 'SQL_ASCII' template template0")
	refuses(t, server.URL("ascii"), "server_encoding = SQL_ASCII, wanted UTF8")
}

func TestMariaDBSettings(t *testing.T) {
	t.Parallel()
	server := servertest.MariaDB(t, "log-bin=binlog", "sync-binlog=1")
	refusesSpoilers(t, server, server.Database(t), []spoiler{
		{
			[]string{"set global innodb_flush_log_at_trx_commit = 2"}, []string{"set global innodb_flush_log_at_trx_commit = 1"},
			"innodb_flush_log_at_trx_commit = 2, wanted 1",
		},
		{[]string{"set global sync_binlog = 0"}, []string{"set global sync_binlog = 1"}, "sync_binlog = 0, wanted 1"},
	})
}

// refusesSpoilers spoils a server in each way. A store must not open then, and one that is open must
// say so when it is asked.
func refusesSpoilers(t *testing.T, server *servertest.Server, url string, spoilers []spoiler) {
	t.Helper()
	open := opens(t, url)
	for _, s := range spoilers {
		for _, text := range s.spoil {
			server.Exec(t, text)
		}
		eventually(t, s.want, func() string {
			other, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
			if err == nil {
				other.Close()
				return "a store"
			}
			return err.Error()
		})
		// A setting of a database holds for those who connect from now on.
		if !strings.Contains(s.spoil[0], "alter database") && len(s.spoil) < 3 {
			eventually(t, s.want, func() string {
				if err := open.Check(t.Context()); err != nil {
					return err.Error()
				}
				return "no error"
			})
		}
		for _, text := range s.mend {
			server.Exec(t, text)
		}
	}
	eventually(t, "no error", func() string {
		if err := open.Check(t.Context()); err != nil {
			return err.Error()
		}
		return "no error"
	})
}

// opens opens a store until the test ends.
func opens(t *testing.T, url string) registry.Store {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func refuses(t *testing.T, url, want string) {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
	if err == nil {
		s.Close()
		t.Fatalf("got a store, want an error with %q", want)
	}
	if !strings.Contains(err.Error(), want) || registry.CodeOf(err) != registry.Invalid {
		t.Errorf("got %v (%s), want an error of code invalid with %q", err, registry.CodeOf(err), want)
	}
}
