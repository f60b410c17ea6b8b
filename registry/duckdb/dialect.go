package duckdb

import (
	"embed"
	"io/fs"
	"strings"

	"joinery/registry/sqlstore"
)

// Dialect is DuckDB, for [sqlstore.Options]. Its URLs are duckdb:PATH.
//
// A commit is on the disk before it is answered. No URL can say otherwise, and no statement: what
// the database may do is locked when it is opened, and it reaches no other file and no network.
var Dialect = &sqlstore.Dialect{
	Name:       "duckdb",
	Schemes:    []string{scheme},
	Form:       scheme + ":PATH",
	Connect:    connect,
	Migrations: migrations(),
	Versions:   versions,
	Tables:     "select table_name from duckdb_tables() where not internal union all select view_name from duckdb_views() where not internal",
	Settings:   check,
	Trouble:    trouble,

	Embedded: true,
	Rows:     1, // a mark may stand twice among what is written, and one statement cannot set it twice
	Begin:    begin,
	Limit:    " limit ?",
	Contains: "contains(folded, ?)",
	Conflict: func(keys []string, column string) string {
		return " on conflict (" + strings.Join(keys, ", ") + ") do update set " + column + " = excluded." + column
	},

	CountEntries: "update audit_count set n = n + ?",
	NextEntry:    "(select n from audit_count) - ?",
}

//go:embed migrations
var files embed.FS

func migrations() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic("duckdb: " + err.Error()) // the name is no path
	}
	return sub
}
