// Package duckdb keeps a registry in a DuckDB file.
//
// It is for who wants to ask the registry's tables what nobody thought of before, in SQL that is
// made for that. Draws are slower than on SQLite, and one process at a time has the file.
//
//	store, err := sqlstore.Open(ctx, "duckdb:/var/lib/joinery/registry.duckdb", sqlstore.Options{
//		Dialects: []*sqlstore.Dialect{duckdb.Dialect},
//	})
//
// The program joinery-duckdb serves it as joinery serve does other databases. All of it needs C, so it
// stands in a module of its own.
package duckdb
