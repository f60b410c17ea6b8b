package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const storesPage = "../../docs/concepts/registry-stores.md"

// TestPageNamesURLs holds the page about databases against the URLs that are taken.
func TestPageNamesURLs(t *testing.T) {
	text, err := os.ReadFile(storesPage)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range Dialects() {
		for form := range strings.SplitSeq(d.Form, ", or ") {
			if !strings.Contains(string(text), "`"+form+"`") {
				t.Errorf("%s: got a page without the URL %s, want it there", d.Name, form)
			}
		}
		for _, scheme := range d.Schemes {
			if !strings.Contains(string(text), "`"+scheme+":") {
				t.Errorf("%s: got a page without the scheme %s, want it there", d.Name, scheme)
			}
		}
	}
	for _, must := range []string{"`duckdb:PATH`", "`memory:`", "JOINERY_TEST_SQLSERVER_DSN", "Not tested in CI"} {
		if !strings.Contains(string(text), must) {
			t.Errorf("got a page without %s, want it there", must)
		}
	}
	duckdb, err := os.ReadFile(filepath.Join("..", "duckdb", "connect.go"))
	if err != nil || !strings.Contains(string(duckdb), `scheme = "duckdb"`) {
		t.Errorf("got a DuckDB of another scheme than duckdb (%v), want the one on the page", err)
	}
}

// TestPageNamesRefusedSettings spoils each setting that a dialect looks at, and holds the refusals
// against the page; -update writes them there.
func TestPageNamesRefusedSettings(t *testing.T) {
	type values = map[string]string
	var got strings.Builder
	for _, c := range []struct {
		dialect *Dialect
		good    values
		spoiled []values // each alone is refused
		helping []string // names that only say whether others matter
	}{
		{
			dialect: sqlite,
			good:    values{"journal_mode": "wal", "synchronous": "2"},
			spoiled: []values{{"journal_mode": "delete"}, {"synchronous": "1"}},
		},
		{
			dialect: postgres,
			good: values{
				"server_version_num": "150018", "server_encoding": "UTF8", "fsync": "on", "full_page_writes": "on",
				"synchronous_commit": "on", "synchronous_standby_names": "",
			},
			spoiled: []values{
				{"fsync": "off"}, {"full_page_writes": "off"}, {"synchronous_commit": "off"},
				{"synchronous_commit": "local", "synchronous_standby_names": "other"}, {"server_encoding": "SQL_ASCII"}, {"server_version_num": "120022"},
			},
			helping: []string{"synchronous_standby_names"},
		},
		{
			dialect: mysqlDialect,
			good: values{
				"innodb_flush_log_at_trx_commit": "1", "innodb_doublewrite": "ON", "innodb_flush_method": "fsync", "log_bin": "ON", "sync_binlog": "1",
			},
			spoiled: []values{{"innodb_flush_log_at_trx_commit": "2"}, {"sync_binlog": "0"}, {"innodb_doublewrite": "OFF"}, {"innodb_flush_method": "nosync"}},
			helping: []string{"log_bin"},
		},
		{
			dialect: sqlserver,
			good:    values{"delayed_durability": "ALLOWED"},
			spoiled: []values{{"delayed_durability": "FORCED"}},
		},
	} {
		asked := &settings{set: c.good}
		if err := c.dialect.Settings(t.Context(), sql.OpenDB(asked)); err != nil {
			t.Errorf("%s: got %v, want settings that are taken", c.dialect.Name, err)
		}
		known := maps.Clone(c.good)
		for _, name := range c.helping {
			delete(known, name)
		}
		for _, name := range asked.names {
			if _, there := c.good[name]; !there {
				t.Errorf("%s: got a look at %s, want it in this table", c.dialect.Name, name)
			}
		}
		for _, spoiled := range c.spoiled {
			set := maps.Clone(c.good)
			for name, value := range spoiled {
				set[name] = value
				delete(known, name)
			}
			err := c.dialect.Settings(t.Context(), sql.OpenDB(&settings{set: set}))
			if err == nil {
				t.Errorf("%s with %v: got no error, want one", c.dialect.Name, spoiled)
				continue
			}
			got.WriteString(err.Error() + "\n")
		}
		if len(known) > 0 {
			t.Errorf("%s: got %q that nothing spoils, want each spoiled", c.dialect.Name, slices.Sorted(maps.Keys(known)))
		}
	}
	text, err := os.ReadFile(storesPage)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "## Settings that are refused\n", "```\n"
	head, rest, found := strings.Cut(string(text), begin)
	before, rest, open := strings.Cut(rest, "```text\n")
	want, tail, closed := strings.Cut(rest, end)
	if !found || !open || !closed {
		t.Fatalf("%s: got no block of refusals, want one below %q", storesPage, begin)
	}
	if *update {
		if err := os.WriteFile(storesPage, []byte(head+begin+before+"```text\n"+got.String()+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != want {
		t.Errorf("got the refusals\n%swant those of %s:\n%sgo test ./registry/sqlstore -run TestPage -update writes them there", got.String(), storesPage, want)
	}
}

// settings is a driver of a database that has settings, and tells of what it is asked for.
type settings struct {
	set   map[string]string
	names []string
}

// Connect implements [driver.Connector].
func (s *settings) Connect(context.Context) (driver.Conn, error) { return settingsConn{s}, nil }

// Driver implements [driver.Connector].
func (s *settings) Driver() driver.Driver { return nil }

type settingsConn struct{ *settings }

func (settingsConn) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (settingsConn) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (settingsConn) Close() error                        { return nil }

var (
	settingInQuotes = regexp.MustCompile(`'([a-z_]+)'`)
	settingAsked    = regexp.MustCompile(`^(?:pragma |select )([a-z_]+?)(?:_desc from .*)?$`)
)

// QueryContext answers a query for one setting with its value, and one for several with names and values.
func (c settingsConn) QueryContext(_ context.Context, text string, _ []driver.NamedValue) (driver.Rows, error) {
	if one := settingAsked.FindStringSubmatch(text); one != nil {
		c.names = append(c.names, one[1])
		return &answer{width: 1, rows: [][]driver.Value{{c.set[one[1]]}}}, nil
	}
	rows := &answer{width: 2}
	for _, m := range settingInQuotes.FindAllStringSubmatch(text, -1) {
		c.names = append(c.names, m[1])
		rows.rows = append(rows.rows, []driver.Value{m[1], c.set[m[1]]})
	}
	return rows, nil
}
