package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/pressly/goose/v3"
)

// sqlserver is SQL Server from 2019 on. It is held against golden files of its statements, and against
// a real server only where JOINERY_TEST_SQLSERVER_DSN names one.
//
// Names are varbinary, since no collation tells a name from one with a blank behind it. OUTPUT,
// MERGE and identity columns are left alone.
var sqlserver = &Dialect{
	Name:       "sqlserver",
	Schemes:    []string{"sqlserver"},
	Form:       "sqlserver://USER:PASSWORD@HOST?database=DATABASE",
	Connect:    connectSQLServer,
	Migrations: files("sqlserver"),
	Goose:      goose.DialectMSSQL,
	Tables:     "select name from sys.objects where schema_id = schema_id() and type in ('U', 'V')",
	MigrationLock: sessionLock{
		take: "declare @got int; exec @got = sp_getapplock @Resource = 'joinery', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 300000;" +
			" select case when @got >= 0 then 1 else 0 end",
		give: "exec sp_releaseapplock @Resource = 'joinery', @LockOwner = 'Session'",
	},
	Settings: checkSQLServer,
	Trouble:  troubleSQLServer,

	Place: func(n int) string { return "@p" + strconv.Itoa(n) },
	Key:   func(text string) any { return []byte(text) },
	Rows:  50, // with at most 19 columns, since there may be 2100 arguments
	// Settings of a session end when its connection goes back to the pool, so they stand here.
	Begin:    "set xact_abort on; set transaction isolation level read committed; begin transaction",
	Rollback: "if @@trancount > 0 rollback", // an error may have done that
	Hold:     Hold{Hint: " with (updlock, rowlock)"},
	Limit:    " offset 0 rows fetch next ? rows only",
	Contains: "charindex(?, folded) > 0",
	Set:      setSQLServer,

	CountEntries: "update audit_count set n = n + ?",
	NextEntry:    "(select n from audit_count) - ?",
}

// setSQLServer changes a row, or adds it when there is none. Two who add the same one meet at its
// primary key, and one of them runs again.
func setSQLServer(table string, keys []string, column string) (string, []int) {
	value := len(keys)
	order := []int{value}
	var where []string
	for i, k := range keys {
		where = append(where, k+" = ?")
		order = append(order, i)
	}
	for i := range value + 1 {
		order = append(order, i)
	}
	return fmt.Sprintf("update %s set %s = ? where %s; if @@rowcount = 0 insert into %s (%s, %s) values %s",
		table, column, strings.Join(where, " and "), table, strings.Join(keys, ", "), column, places(value+1)), order
}

func connectSQLServer(text string) (*Pools, error) {
	u, err := parseURL(text)
	if err != nil {
		return nil, err
	}
	if u.Query().Get("database") == "" {
		return nil, errors.New("it has no database")
	}
	base, err := mssql.NewConnector(text)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(base)
	return &Pools{Write: db, Read: db}, nil
}

func checkSQLServer(ctx context.Context, db *sql.DB) error {
	var durability string
	err := db.QueryRowContext(ctx, "select delayed_durability_desc from sys.databases where name = db_name()").Scan(&durability)
	if err != nil {
		return err
	}
	const wanted = "DISABLED ALLOWED" // we never ask for what is allowed
	if !among(wanted, durability) {
		return errSetting("SQL Server", "delayed_durability", durability, either(wanted),
			"versions would be given out before they are on the disk", "alter database current set delayed_durability = disabled")
	}
	return nil
}

func troubleSQLServer(err error) Trouble {
	var e mssql.Error
	if !errors.As(err, &e) {
		return Lost
	}
	switch e.Number {
	case 2601, 2627: // duplicate keys
		return Taken
	case 1205, 1222, 3960: // deadlock, lock request timeout, snapshot conflict
		return Again
	case 1101, 1105, 9002: // no space in a filegroup, or in the log
		return Full
	case 701, 802, 3906, 8645, 10928, 10929, 40501, 40613, 49918, 49919, 49920: // memory, read only, limits, not available
		return Down
	case 596, 6005, 10053, 10054, 10060, 17142, 40197: // killed, shutdown, network
		return Lost
	}
	return Other
}
