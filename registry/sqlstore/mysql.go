package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/pressly/goose/v3"
)

// mysqlDialect is MySQL from 8.0 on and MariaDB from 10.6 on, in the SQL that both have. Names are
// varbinary: no collation that both know tells a name from one with a blank behind it.
var mysqlDialect = &Dialect{
	Name:       "mysql",
	Schemes:    []string{"mysql", "mariadb"},
	Form:       "mysql://USER:PASSWORD@HOST/DATABASE, or mysql://USER:PASSWORD@/DATABASE?socket=PATH",
	Connect:    connectMySQL,
	Migrations: files("mysql"),
	Goose:      goose.DialectMySQL,
	Tables:     "select table_name from information_schema.tables where table_schema = database()",
	MigrationLock: sessionLock{
		take: "select get_lock(left(concat('joinery ', database()), 64), 300)",
		give: "select release_lock(left(concat('joinery ', database()), 64))",
	},
	Settings: checkMySQL,
	Trouble:  troubleMySQL,

	Rows:     100,
	Begin:    "start transaction",
	Hold:     Hold{End: " for update"},
	HoldFree: Hold{End: " for update skip locked"},
	Limit:    " limit ?",
	Contains: "locate(?, folded) > 0",
	Conflict: func(_ []string, column string) string {
		return " on duplicate key update " + column + " = values(" + column + ")"
	},

	Counts: func(items int) string {
		const row = "select cast(? as binary) as name, ? as given, ? as edition"
		return "update items join (" + strings.Repeat(row+" union all ", items-1) + row +
			") as c on items.name = c.name set items.given = c.given, items.edition = c.edition"
	},

	CountEntries: "update audit_count set n = n + ?",
	NextEntry:    "(select n from audit_count) - ?",
}

func connectMySQL(text string) (*Pools, error) {
	u, err := parseURL(text)
	if err != nil {
		return nil, err
	}
	config := mysql.NewConfig()
	config.Net, config.Addr = "tcp", u.Host
	if u.Port() == "" {
		config.Addr = net.JoinHostPort(u.Hostname(), "3306")
	}
	config.User = u.User.Username()
	config.Passwd, _ = u.User.Password()
	if config.DBName = strings.TrimPrefix(u.Path, "/"); config.DBName == "" {
		return nil, errors.New("it has no database")
	}
	if err := mysqlParameters(config, u.Query()); err != nil {
		return nil, err
	}
	config.ClientFoundRows = true   // a row that is changed to what it was is changed
	config.InterpolateParams = true // one round trip for each statement instead of three
	config.Collation = "utf8mb4_bin"
	config.Logger = &mysql.NopLogger{} // what it would tell, errors tell
	base, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{base, []string{
		// What others committed is seen, and no gaps between rows are locked.
		"set session transaction isolation level read committed",
		"set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
		"set session innodb_lock_wait_timeout = 20",
	}})
	return &Pools{Write: db, Read: db}, nil
}

// mysqlParameters takes what stands behind the URL's question mark.
func mysqlParameters(config *mysql.Config, parameters url.Values) error {
	for name, values := range parameters {
		switch value := values[len(values)-1]; name {
		case "socket":
			config.Net, config.Addr = "unix", value
		case "tls":
			config.TLSConfig = value // true, skip-verify, preferred
		default:
			return fmt.Errorf("found the parameter %s, wanted socket or tls", name)
		}
	}
	return nil
}

func checkMySQL(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "show global variables where variable_name in"+
		" ('innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'innodb_flush_method', 'log_bin', 'sync_binlog')")
	if err != nil {
		return err
	}
	defer rows.Close()
	set := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		set[strings.ToLower(name)] = strings.ToLower(value)
	}
	if err := rows.Err(); err != nil {
		return err
	}

	const lost = "versions that were given out could be lost, and given again, when the power fails"
	for _, want := range []struct {
		name, values, why string
		matters           bool
	}{
		{"innodb_flush_log_at_trx_commit", "1", lost, true}, // 2 flushes once a second
		{"sync_binlog", "1", lost + ": what the binary log lacks is undone", set["log_bin"] == "on"},
		{"innodb_doublewrite", "on 1 detect_and_recover", lost + ", since half written pages cannot be mended", set["innodb_doublewrite"] != ""},
	} {
		if want.matters && !among(want.values, set[want.name]) {
			return errSetting("MySQL", want.name, set[want.name], either(want.values), want.why, "set global "+want.name+", and in the server's configuration file, too")
		}
	}
	if set["innodb_flush_method"] == "nosync" {
		return errSetting("MySQL", "innodb_flush_method", "nosync", "any other one", lost, "take the line out of the server's configuration file")
	}
	return nil
}

func troubleMySQL(err error) Trouble {
	e := new(mysql.MySQLError)
	if !errors.As(err, &e) {
		return Lost
	}
	switch e.Number {
	case 1062: // ER_DUP_ENTRY
		return Taken
	case 1213, 1205, 1020: // deadlock, lock wait timeout, record has changed
		return Again
	case 1021, 1114: // disk full, table full
		return Full
	case 1040, 1041, 1047, 1203, 1226, 1290, 1792, 1836: // connections, memory, not ready, read only
		return Down
	case 1053, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927: // shutdown, aborted, network, killed
		return Lost
	}
	return Other
}
