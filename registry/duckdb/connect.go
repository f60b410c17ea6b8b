package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"joinery/registry"
	"joinery/registry/sqlstore"
)

const scheme = "duckdb"

// readers is how many queries run at once.
const readers = 4

func connect(text string) (*sqlstore.Pools, error) {
	path, err := pathOf(text)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f := file(path)
	write, read := sql.OpenDB(f), sql.OpenDB(f)
	write.SetMaxOpenConns(1)
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(-1) // none, see file
	return &sqlstore.Pools{Write: write, Read: read}, nil
}

// pathOf returns the path in a URL, from the root.
func pathOf(text string) (string, error) {
	path := strings.TrimPrefix(text, scheme+":")
	if rooted, ok := strings.CutPrefix(path, "//"); ok {
		path = rooted // duckdb:///var/lib/registry.duckdb
	}
	switch {
	case path == "":
		return "", errors.New("it has no path")
	case strings.HasPrefix(path, ":"):
		return "", errors.New("what is not in a file is gone with the process")
	case strings.ContainsAny(path, "?#%\x00"):
		return "", errors.New("one of ?, # and % stands in it, and there are no settings to be made")
	}
	return filepath.Abs(path)
}

// file makes connections to the database at a path. The library keeps a database open, and its file
// locked, as long as there is one. After some errors, such as a disk that is full when the log is
// written into the file, it refuses everything until it is opened anew. That comes by itself: the
// connection that writes is given up then, and those that read end with what they read.
type file string

// options are those of a database. It does nothing but keep what it is given.
//
// Some of its optimizers trust what they know of a table, which is wrong for rows of a transaction
// that runs: max() crashes the whole database (duckdb issues 22713 and 23294), and texts come back as
// others. Our queries do not need them.
var options = map[string]string{
	"enable_external_access":       "false",
	"autoinstall_known_extensions": "false",
	"autoload_known_extensions":    "false",
	"disabled_optimizers":          "compressed_materialization,late_materialization,row_group_pruner,statistics_propagation",
	"lock_configuration":           "true",
}

// check refuses a database that does not have the options.
func check(ctx context.Context, db *sql.DB) error {
	for _, name := range slices.Sorted(maps.Keys(options)) {
		want, got := options[name], ""
		if err := db.QueryRowContext(ctx, "select current_setting(?)::varchar", name).Scan(&got); err != nil {
			return err
		}
		if sorted(got) != want {
			return registry.Errorf(registry.Invalid, "DuckDB has %s = %s, wanted %s", name, got, want)
		}
	}
	return nil
}

// sorted sorts a list that has commas between its words.
func sorted(list string) string {
	words := strings.Split(list, ",")
	slices.Sort(words)
	return strings.Join(words, ",")
}

// Connect implements [driver.Connector].
func (f file) Connect(ctx context.Context) (driver.Conn, error) {
	parameters := url.Values{}
	for name, value := range options {
		parameters.Set(name, value)
	}
	_, err := os.Stat(string(f))
	fresh := errors.Is(err, fs.ErrNotExist)
	database, err := duckdb.NewConnector(string(f)+"?"+parameters.Encode(), nil)
	if err != nil {
		return nil, notOpened(string(f), err)
	}
	if fresh { // it is for nobody but its owner; there is nothing in it yet
		if err := os.Chmod(string(f), 0o600); err != nil {
			return nil, errors.Join(err, database.Close())
		}
	}
	c, err := database.Connect(ctx)
	if err != nil {
		return nil, errors.Join(err, database.Close())
	}
	return &conn{Conn: c.(*duckdb.Conn), database: database}, nil
}

// Driver implements [driver.Connector].
func (f file) Driver() driver.Driver { return duckdb.Driver{} }

// notOpened tells why a database cannot be opened.
func notOpened(path string, err error) error {
	e := &registry.Error{Code: registry.Unavailable, Message: "the DuckDB file cannot be opened", Err: err}
	switch says := err.Error(); {
	case strings.Contains(says, "not a valid DuckDB"), strings.Contains(says, "Could not read enough bytes"), strings.Contains(says, "Loading external extensions"):
		e.Code, e.Field, e.Message = registry.Invalid, "db", path+" is damaged, or no DuckDB file"
		e.Hint = "bring a whole copy back, and let the counters jump: the command restore"
	case strings.Contains(says, "Could not set lock"):
		e.Message = "another process has the DuckDB file open"
		e.Hint = "one process at a time may have it: end the other one first"
	}
	return e
}
