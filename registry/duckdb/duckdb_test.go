package duckdb_test

import (
	"context"
	"path/filepath"
	"testing"

	"joinery/registry"
	"joinery/registry/duckdb"
	"joinery/registry/sqlstore"
	"joinery/registry/storetest"
)

func TestDuckDB(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storetest.Harness {
		url := "duckdb:" + filepath.Join(t.TempDir(), "registry.duckdb")
		return storetest.Harness{Slow: true, Open: func(t testing.TB) registry.Store { return open(t, url) }}
	})
}

// open opens the database of a URL. The caller closes it.
func open(t testing.TB, url string) registry.Store {
	t.Helper()
	s, err := openStore(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openStore(ctx context.Context, url string) (*sqlstore.Store, error) {
	return sqlstore.Open(ctx, url, sqlstore.Options{Dialects: []*sqlstore.Dialect{duckdb.Dialect}})
}
