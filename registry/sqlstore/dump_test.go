package sqlstore

import (
	"database/sql"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"joinery/registry/sqlstore/servertest"
)

// databases are those that are kept as text.
var databases = []struct {
	name string
	// make makes an empty one, and returns its URL and what writes it as SQL.
	make func(t *testing.T) (url string, dump func(t *testing.T) string)
	load func(t *testing.T, url, text string)
}{
	{"sqlite", makeSQLite, func(t *testing.T, url, text string) { load(t, sqliteFile(t, url), text) }},
	{"postgres", makePostgres, loadPostgres},
	{"mariadb", makeMariaDB, loadMariaDB},
}

func load(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
}

func makeSQLite(t *testing.T) (string, func(t *testing.T) string) {
	t.Helper()
	url := "sqlite:" + filepath.Join(t.TempDir(), "registry.db")
	return url, func(t *testing.T) string { return dumpSQLite(t, url) }
}

func sqliteFile(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := openSQLite(strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// dumpSQLite writes what sqlite3's .dump would.
func dumpSQLite(t *testing.T, url string) string {
	t.Helper()
	db := sqliteFile(t, url)
	defer db.Close()
	texts := func(query string, args ...any) (all []string) {
		t.Helper()
		rows, err := db.QueryContext(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			all = append(all, text)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	var out strings.Builder
	const own = " from sqlite_master where sql is not null and name not like 'sqlite!_%' escape '!'"
	for _, text := range texts("select sql" + own + " order by rowid") {
		out.WriteString(text + ";\n")
	}
	for _, table := range texts("select name" + own + " and type = 'table' order by rowid") {
		columns := texts("select 'quote(' || name || ')' from pragma_table_info(?)", table)
		for _, row := range texts("select " + strings.Join(columns, " || ', ' || ") + " from " + table + " order by 1") {
			out.WriteString("insert into " + table + " values (" + row + ");\n")
		}
	}
	return out.String()
}

func makePostgres(t *testing.T) (string, func(t *testing.T) string) {
	t.Helper()
	url := servertest.Postgres(t).Database(t)
	return url, func(t *testing.T) string {
		t.Helper()
		return dumpBy(t, exec.Command("pg_dump", "--inserts", "--no-owner", "--no-privileges", url))
	}
}

func loadPostgres(t *testing.T, url, text string) {
	t.Helper()
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol // several statements in one text
	load(t, stdlib.OpenDB(*config), text)
}

func makeMariaDB(t *testing.T) (string, func(t *testing.T) string) {
	t.Helper()
	address := servertest.MariaDB(t).Database(t)
	return address, func(t *testing.T) string {
		t.Helper()
		socket, database := mariadbPlace(t, address)
		return dumpBy(t, exec.Command("mariadb-dump", "--no-defaults", "--user=root", "--socket="+socket,
			"--skip-comments", "--skip-extended-insert", "--hex-blob", "--skip-add-locks", database))
	}
}

func loadMariaDB(t *testing.T, url, text string) {
	t.Helper()
	config := mysql.NewConfig()
	config.User, config.Net, config.MultiStatements = "root", "unix", true
	config.Addr, config.DBName = mariadbPlace(t, url)
	c, err := mysql.NewConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	load(t, sql.OpenDB(c), text)
}

func mariadbPlace(t *testing.T, address string) (socket, database string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("socket"), strings.TrimPrefix(u.Path, "/")
}

// dumpBy returns what a program dumps, without what it tells of itself: remarks, and commands to the
// program that reads it.
func dumpBy(t *testing.T, program *exec.Cmd) string {
	t.Helper()
	var wrong strings.Builder
	program.Stderr = &wrong
	text, err := program.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, wrong.String())
	}
	var out strings.Builder
	within := false // a text of several lines
	for line := range strings.Lines(string(text)) {
		idle := strings.TrimSpace(line) == "" || strings.HasPrefix(line, "--") || strings.HasPrefix(line, `\`) || strings.HasPrefix(line, "/*M!")
		if within || !idle {
			out.WriteString(line)
		}
		if strings.Count(line, "'")%2 == 1 {
			within = !within
		}
	}
	return out.String()
}
