package duckdb

import (
	"fmt"

	"github.com/pressly/goose/v3/database"
)

// versions notes which migrations were done. Their library does not know DuckDB.
var versions = newVersions()

func newVersions() database.Store {
	s, err := database.NewStoreFromQuerier("schema_history", history{})
	if err != nil {
		panic("duckdb: " + err.Error()) // the table has no name
	}
	return s
}

// history is how migrations are noted. It implements goose's dialect.Querier, where %s is the table.
type history struct{}

func (history) CreateTable(table string) string {
	return fmt.Sprintf("create sequence %[1]s_id; create table %[1]s ("+
		"id bigint primary key default nextval('%[1]s_id'), version_id bigint not null, is_applied boolean not null, tstamp timestamp default current_timestamp)", table)
}

func (history) InsertVersion(table string) string {
	return "insert into " + table + " (version_id, is_applied) values (?, ?)"
}

func (history) DeleteVersion(table string) string {
	return "delete from " + table + " where version_id = ?"
}

func (history) GetMigrationByVersion(table string) string {
	return "select tstamp, is_applied from " + table + " where version_id = ? order by tstamp desc limit 1"
}

func (history) ListMigrations(table string) string {
	return "select version_id, is_applied from " + table + " order by id desc"
}

func (history) GetLatestVersion(table string) string {
	return "select (select version_id from " + table + " order by version_id desc limit 1)" // null where there is none
}

func (history) TableExists(table string) string {
	return "select count(*) > 0 from duckdb_tables() where table_name = '" + table + "'"
}
