package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	sqlitedriver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations
var migrations embed.FS

// files returns the migrations of a dialect.
func files(dialect string) fs.FS {
	sub, err := fs.Sub(migrations, "migrations/"+dialect)
	if err != nil {
		panic("sqlstore: " + err.Error()) // the name is no path
	}
	return sub
}

// sqlite keeps everything in one file, with its -wal and -shm beside it. A commit is on the disk
// before it is answered: the log is flushed with each (synchronous=FULL).
//
// Several processes may open one file; their changes wait for each other, at most 10 seconds.
var sqlite = &Dialect{
	Name:       "sqlite",
	Schemes:    []string{"sqlite"},
	Form:       "sqlite:PATH",
	Connect:    connectSQLite,
	Migrations: files("sqlite"),
	Goose:      goose.DialectSQLite3,
	Tables:     `select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\_%' escape '\'`,
	Settings:   checkSQLite,
	Trouble:    troubleSQLite,

	Embedded: true,
	Rows:     1, // a statement that is prepared once beats a long one
	Begin:    "begin immediate",
	Limit:    " limit ?",
	Conflict: onConflict,
	Contains: "instr(folded, ?) > 0",

	CountEntries: "update audit_count set n = n + ?",
	NextEntry:    "(select n from audit_count) - ?",
}

// sqliteReaders is how many queries run at once.
const sqliteReaders = 8

func connectSQLite(text string) (*Pools, error) {
	path := rooted(strings.TrimPrefix(text, "sqlite:"))
	switch {
	case path == "":
		return nil, errors.New("it has no path")
	case strings.HasPrefix(path, ":"):
		return nil, errors.New("what is not in a file is gone with the process")
	case strings.ContainsAny(path, "?\x00"):
		return nil, errors.New("a question mark stands in it, and there are no settings to be made")
	}
	if err := makeFile(path); err != nil {
		return nil, err
	}
	if err := wholePages(path); err != nil {
		return nil, err
	}
	// temp_store: the journal of a statement of many rows would go to a temporary file of its own.
	write, err := openSQLite(path, "pragma busy_timeout = 50", "pragma journal_mode = wal", "pragma synchronous = full",
		"pragma fullfsync = on", "pragma checkpoint_fullfsync = on", "pragma trusted_schema = off", "pragma temp_store = memory")
	if err != nil {
		return nil, err
	}
	read, err := openSQLite(path, "pragma busy_timeout = 5000", "pragma query_only = on", "pragma trusted_schema = off")
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read.SetMaxOpenConns(sqliteReaders)
	read.SetMaxIdleConns(sqliteReaders)
	return &Pools{Write: write, Read: read}, nil
}

// makeFile makes the file, for nobody but its owner, unless it is there. It never opens one that
// is: closing it again would take the locks away that this process has on it.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// sqlitePage is how many bytes a page of a file has that we made.
const sqlitePage = 4096

// wholePages refuses a file that ends within a page, as a copy does that broke off: SQLite would take
// zeroes for the rest. One that lacks whole pages it refuses itself. Beside a log the
// end of a file says nothing.
func wholePages(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size()%sqlitePage == 0 {
		return err
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	return errDamaged(path, fmt.Errorf("it has %d bytes, which are no whole pages", info.Size()))
}

func openSQLite(path string, setup ...string) (*sql.DB, error) {
	base, err := sqlitedriver.NewConnector("file:" + (&url.URL{Path: path}).EscapedPath() + "?_txlock=immediate")
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector{base, setup}), nil
}

// checkSQLite looks whether commits are flushed. Nothing but us sets that, so it is the file system
// or the library that does not do as it is told.
func checkSQLite(ctx context.Context, db *sql.DB) error {
	for _, want := range []struct{ pragma, values, why string }{
		{"journal_mode", "wal", "the file system has no shared memory, as most of those in a network"},
		{"synchronous", "2 3", "a commit would be answered before it is on the disk"},
	} {
		var got string
		err := db.QueryRowContext(ctx, "pragma "+want.pragma).Scan(&got)
		if err != nil {
			return err
		}
		if !among(want.values, got) {
			return errSetting("SQLite", want.pragma, got, either(want.values), want.why, "put the database on a local disk")
		}
	}
	return nil
}

func troubleSQLite(err error) Trouble {
	e := new(sqlitedriver.Error)
	if !errors.As(err, &e) {
		return Lost
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return Taken
	case sqlite3.SQLITE_IOERR_SHMSIZE: // the log's index cannot grow
		return Full
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return Again
	case sqlite3.SQLITE_FULL:
		return Full
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return Damaged
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return Down
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL:
		return Lost
	}
	return Other
}
