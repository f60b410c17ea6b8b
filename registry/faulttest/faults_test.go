//go:build unix

package faulttest_test

import (
	"os"
	"path/filepath"
	"testing"

	"joinery/registry/sqlstore/servertest"
)

// TestMain is also the server that is killed, when it is started as that.
func TestMain(m *testing.M) {
	if config := os.Getenv(childVariable); config != "" {
		os.Exit(serveChild(config))
	}
	os.Exit(m.Run())
}

// faults are what is done to a registry on each database, in the order of their files.
var faults = []struct {
	name string
	test func(t *testing.T, p place)
	on   string // the databases, "" for all
}{
	{"nothing", nothing, ""},
	{"the server is killed", serverIsKilled, ""},
	{"the server is stalled", serverIsStalled, ""},
	{"the server is ended", serverIsEnded, ""},
	{"two servers", twoServers, ""},
	{"the database restarts", databaseRestarts, "postgres mariadb"},
	{"answers of the server are lost", serverIsCut, ""},
	{"answers of the database are lost", databaseIsCut, "postgres mariadb"},
	{"the disk is full", diskIsFull, ""},
	{"the clock jumps", clockJumps, ""},
	{"one key, many calls", oneKeyManyCalls, ""},
	{"errors and panics", errorsAndPanics, ""},
	{"a copy is restored", copyIsRestored, ""},
	{"constraints hold", constraintsHold, ""},
	{"settings are refused", settingsAreRefused, ""},
}

// The databases wait more than they work, and thus do so at the same time.
func TestSQLite(t *testing.T) {
	t.Parallel()
	run(t, "sqlite", func(t testing.TB) place {
		return place{url: "sqlite:" + filepath.Join(t.TempDir(), "registry.db")}
	})
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	server := servertest.Postgres(t)
	run(t, "postgres", func(t testing.TB) place { return place{server: server, url: server.Database(t)} })
}

func TestMariaDB(t *testing.T) {
	t.Parallel()
	server := servertest.MariaDB(t)
	run(t, "mariadb", func(t testing.TB) place { return place{server: server, url: server.Database(t)} })
}
