package sqlstore_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
	"joinery/registry/storetest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t testing.TB) storetest.Harness {
		return harness("sqlite:" + filepath.Join(t.TempDir(), "registry.db"))
	})
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	server := servertest.Postgres(t)
	storetest.Run(t, func(t testing.TB) storetest.Harness { return harness(server.Database(t)) })
}

func TestMariaDB(t *testing.T) {
	t.Parallel()
	server := servertest.MariaDB(t)
	storetest.Run(t, func(t testing.TB) storetest.Harness { return harness(server.Database(t)) })
}

// TestSQLServer needs a server that somebody has: JOINERY_TEST_SQLSERVER_DSN is the URL of one who may
// make databases there. Without it, golden files are all that is compared.
func TestSQLServer(t *testing.T) {
	text := os.Getenv("JOINERY_TEST_SQLSERVER_DSN")
	if text == "" {
		return
	}
	base, err := url.Parse(text)
	if err != nil {
		t.Fatal("JOINERY_TEST_SQLSERVER_DSN is no URL")
	}
	admin, err := sql.Open("sqlserver", text)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	exec := func(t testing.TB, statement string) {
		t.Helper()
		if _, err := admin.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	var count atomic.Int64
	storetest.Run(t, func(t testing.TB) storetest.Harness {
		name := fmt.Sprintf("joinery_test_%d_%d", os.Getpid(), count.Add(1))
		exec(t, "create database "+name)
		t.Cleanup(func() {
			exec(t, "alter database "+name+" set single_user with rollback immediate; drop database "+name)
		})
		own := *base
		query := own.Query()
		query.Set("database", name)
		own.RawQuery = query.Encode()
		return harness(own.String())
	})
}

// harness opens the database of a URL.
func harness(url string) storetest.Harness {
	return storetest.Harness{Shared: true, Slow: underRace, Open: func(t testing.TB) registry.Store {
		t.Helper()
		s, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}}
}
