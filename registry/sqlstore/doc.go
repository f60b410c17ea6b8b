// Package sqlstore keeps a registry in a database: SQLite, PostgreSQL, MySQL or MariaDB, SQL Server.
//
//	s, err := sqlstore.Open(ctx, "sqlite:/var/lib/joinery/registry.db", sqlstore.Options{})
//	r := registry.New(s, registry.Options{Now: time.Now})
//
// [Store] is a [registry.Store]; what that means is written, as tests, in package storetest.
//
// # URLs
//
//	sqlite:PATH                                     a file, made when it is not there
//	postgres://USER:PASSWORD@HOST:PORT/DATABASE     and what pgx takes: ?sslmode=, ?host=/run/postgresql
//	mysql://USER:PASSWORD@HOST:PORT/DATABASE        mariadb:// is the same; ?socket=PATH, ?tls=true
//	sqlserver://USER:PASSWORD@HOST?database=NAME    and what go-mssqldb takes
//
// The schema is made, and brought up to date, by Open. Give the registry a database of its own.
//
// # What is in it
//
// A table for each thing that a registry keeps: items, versions, marks, answers, products, bundles,
// audit, tokens, cursors. Names and numbers are compared byte by byte, whatever the database's
// collation. Times are microseconds since 1970, null where there is none; lists are JSON. There
// are no foreign keys: they would lock rows that a draw only passes by.
//
//	select number, state from versions where item = 'payments-api' and seq > 0 order by seq desc limit 5
//
// On PostgreSQL the condition on seq names the index that answers; without it, all versions are read.
//
// # How a change is made
//
// A change begins by holding the rows of its items, so that two changes of one item wait for each
// other, in as many processes as there are; everything is READ COMMITTED. What it writes waits until
// it reads again or ends, and then travels at once. A unique index is the last line of defence: who
// meets it runs again and sees what the other wrote.
//
// A commit costs more than a change. On SQLite, changes that wait share one (see group.go); on
// PostgreSQL and MySQL, changes of different items do (see convoy.go).
//
// # Durability
//
// A version that was given out must not be forgotten when the power fails, or it would be given
// again. Open refuses settings under which a commit is answered before it is on the disk, and
// [Store.Check] looks again:
//
//	SQLite      journal_mode = wal, synchronous = full (set here)
//	PostgreSQL  fsync, full_page_writes, synchronous_commit on; the last may be local or
//	            remote_write where no standbys are named
//	MySQL       innodb_flush_log_at_trx_commit = 1, innodb_doublewrite on, and sync_binlog = 1
//	            where there is a binary log
//	SQL Server  delayed_durability not forced
//
// # Another database
//
// A [Dialect] says what a database has of its own, in one value; [Options] take it. Its tests call
// storetest.Run.
package sqlstore
