package server_test

import (
	"path/filepath"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/sqlstore"
	"joinery/registry/sqlstore/servertest"
)

// onEachStore runs a test on an empty store of each sort, all at the same time. Those whose server is
// not installed are skipped.
func onEachStore(t *testing.T, test func(t *testing.T, store registry.Store)) {
	sql := func(url func(t testing.TB) string) func(t testing.TB) registry.Store {
		return func(t testing.TB) registry.Store {
			t.Helper()
			store, err := sqlstore.Open(t.Context(), url(t), sqlstore.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return store
		}
	}
	for _, sort := range []struct {
		name string
		open func(t testing.TB) registry.Store
	}{
		{"memory", func(testing.TB) registry.Store { return memory.New() }},
		{"sqlite", sql(func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "r.db") })},
		{"postgres", sql(func(t testing.TB) string { return servertest.Postgres(t).Database(t) })},
		{"mariadb", sql(func(t testing.TB) string { return servertest.MariaDB(t).Database(t) })},
	} {
		t.Run(sort.name, func(t *testing.T) {
			t.Parallel()
			test(t, sort.open(t))
		})
	}
}
