package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// postgres is PostgreSQL from 13 on, by pgx. What a transaction begins with travels at once, and so
// does what it ends with: a draw takes two round trips and one for each thing that it reads between.
//
// Audit entries are numbered by their transactions' numbers. These are given in order and end in
// any order; but a snapshot tells the lowest that still runs, and so what may be read for good.
// A counter would do as well, but only one transaction could commit at a time.
var postgres = &Dialect{
	Name:       "postgres",
	Schemes:    []string{"postgres", "postgresql"},
	Form:       "postgres://USER:PASSWORD@HOST/DATABASE",
	Connect:    connectPostgres,
	Migrations: files("postgres"),
	Goose:      goose.DialectPostgres,
	Tables:     "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')",
	MigrationLock: sessionLock{
		take: "select count(*) from pg_advisory_lock(" + postgresLock + ")",
		give: "select pg_advisory_unlock(" + postgresLock + ")",
	},
	Prepare:  preparePostgres,
	Settings: checkPostgres,
	Trouble:  troublePostgres,

	Place:    func(n int) string { return "$" + strconv.Itoa(n) },
	Rows:     32,
	Begin:    "begin isolation level read committed",
	Hold:     Hold{End: " for update"},
	HoldFree: Hold{End: " for update skip locked"},
	Limit:    " limit ?",
	Conflict: onConflict,
	Contains: "position(? in folded) > 0",

	Through: map[string]string{"versions_number": "number > ''", "versions_seq": "seq > 0", "versions_line": "line > ''"},
	Counts:  postgresCounts,

	NextEntry:   postgresEntry("pg_current_xact_id()") + " + ?",
	Horizon:     postgresEntry("pg_snapshot_xmin(pg_current_snapshot())"),
	EntriesMost: 1 << 16,

	batch: batchPostgres,
}

// postgresLock is a number that nobody else is likely to lock.
const postgresLock = "7164786385211459"

// postgresEntry is the first entry's number of a transaction. Base is above 0 where the database was
// restored into another server, whose transactions have lower numbers.
func postgresEntry(transaction string) string {
	return "(select base from audit_base) + (" + transaction + "::text::bigint << 16)"
}

// postgresCounts names the items in the condition, since a join with a list of values has several plans.
func postgresCounts(items int) string {
	var names, given, edition strings.Builder
	for n := 1; n <= 3*items; n += 3 {
		fmt.Fprintf(&names, ", $%d", n)
		fmt.Fprintf(&given, " when $%d then $%d::bigint", n, n+1)
		fmt.Fprintf(&edition, " when $%d then $%d::bigint", n, n+2)
	}
	return "update items set given = case name" + given.String() + " end, edition = case name" + edition.String() + " end" +
		" where name in (" + names.String()[len(", "):] + ")"
}

// preparePostgres raises the base when entries have numbers that this server has yet to give.
func preparePostgres(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "update audit_base set base = last + 1 from (select coalesce(max(seq), 0) as last from audit) as entries"+
		" where last >= "+postgresEntry("pg_snapshot_xmax(pg_current_snapshot())"))
	return err
}

func connectPostgres(text string) (*Pools, error) {
	if _, err := parseURL(text); err != nil {
		return nil, err
	}
	config, err := pgx.ParseConfig(text)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(planOnce))
	return &Pools{Write: db, Read: db}, nil
}

// planOnce has the server plan what is prepared once for a connection. Each of our statements has one good
// plan, an index in its order, whatever its arguments; to find that out, the server would plan each five
// times more. A plan lasts while tables grow, so what they hold when it is made must not matter: only one index
// of versions answers a statement (see [Dialect].Through), and reading a whole table, which costs less
// as long as it has a page or two, is out of the question. To the server, the one table that has no index
// seems very dear then; it must not compile machine code for that.
func planOnce(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_bitmapscan = off; set jit = off")
	return err
}

func checkPostgres(ctx context.Context, db *sql.DB) error {
	set := map[string]string{}
	rows, err := db.QueryContext(ctx, "select name, setting from pg_settings where name in"+
		" ('server_version_num', 'server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names')")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		set[name] = value
	}
	if err := rows.Err(); err != nil {
		return err
	}

	commits := "on remote_apply"
	if set["synchronous_standby_names"] == "" { // these are all the same then
		commits += " remote_write local"
	}
	for _, want := range []struct{ name, values, why, hint string }{
		{"server_encoding", "UTF8", "names could not be kept", "create the database with encoding 'UTF8'"},
		{"fsync", "on", "versions that were given out could be lost, and given again, when the power fails", "set fsync = on in postgresql.conf"},
		{"full_page_writes", "on", "versions that were given out could be lost, and given again, when the power fails", "set full_page_writes = on in postgresql.conf"},
		{
			"synchronous_commit", commits, "versions would be given out before they are on the disk of this server and its standbys",
			"alter role or alter database, set synchronous_commit = on",
		},
	} {
		if !among(want.values, set[want.name]) {
			return errSetting("PostgreSQL", want.name, set[want.name], either(want.values), want.why, want.hint)
		}
	}
	if version, err := strconv.Atoi(set["server_version_num"]); err != nil || version < 13_00_00 {
		return errSetting("PostgreSQL", "server_version_num", set["server_version_num"], "130000 or more", "transactions have no lasting numbers before", "use a newer server")
	}
	return nil
}

func troublePostgres(err error) Trouble {
	e := new(pgconn.PgError)
	if !errors.As(err, &e) {
		return Lost
	}
	switch e.Code {
	case "23505": // unique_violation
		return Taken
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return Again
	case "53100": // disk_full
		return Full
	case "25006", "57P03", "57014": // read_only_sql_transaction, cannot_connect_now, query_canceled
		return Down
	}
	switch e.Code[:min(2, len(e.Code))] {
	case "08", "57": // connection exceptions, shutdown
		return Lost
	case "53": // insufficient resources
		return Down
	}
	return Other
}

// batchPostgres sends all statements at once. The server stops at the first error.
func batchPostgres(ctx context.Context, d *Dialect, conn *sql.Conn, all []*statement) error {
	return conn.Raw(func(raw any) error {
		c, ok := raw.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("found a %T, wanted a connection of pgx", raw)
		}
		var b pgx.Batch
		for _, q := range all {
			b.Queue(d.placed(q.text), q.args...)
		}
		results := c.Conn().SendBatch(ctx, &b)
		for _, q := range all {
			if err := q.take(results); err != nil {
				results.Close()
				return err
			}
		}
		return results.Close()
	})
}

// take takes the statement's result out of a batch's.
func (s *statement) take(results pgx.BatchResults) error {
	if s.row == nil {
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		return s.met(tag.RowsAffected())
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := s.read(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
