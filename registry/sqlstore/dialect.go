package sqlstore

import (
	"context"
	"database/sql"
	"io/fs"
	"sync"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
)

// A Dialect is what one database has of its own. Everything else is written once, in SQL that all
// of them understand. Texts of SQL have ? for each argument.
//
// The dialects of this package are made once; a program may bring another in [Options].
type Dialect struct {
	Name    string   // in lower case, one word
	Schemes []string // of its URLs, such as "postgres"
	Form    string   // of its URLs, for people

	// Connect makes the pools. It need not reach the database.
	Connect func(url string) (*Pools, error)
	// Migrations has the files of the schema, each named NUMBER_word.sql, at its root.
	Migrations fs.FS
	// Goose is the name by which the migrations' library knows the database; Versions keeps what
	// was done where it does not know it.
	Goose    goose.Dialect
	Versions database.Store
	// MigrationLock lets one of several processes that start at once migrate; nil where the
	// database's own locks do.
	MigrationLock lock.SessionLocker

	// Tables asks for the names of all tables and views that stand where ours would. "": nobody asks,
	// and whatever is there is taken for a registry.
	Tables string
	// Prepare is run after the migrations; nil: there is nothing to do.
	Prepare func(ctx context.Context, db *sql.DB) error
	// Settings refuses settings that would break the promise. The error is for people.
	Settings func(ctx context.Context, db *sql.DB) error
	// Trouble tells what a driver's error means.
	Trouble func(err error) Trouble

	// Embedded says that the database is a file of this process: changes run one after the
	// other on one connection, those that wait share a commit, and nothing needs to be locked.
	Embedded bool

	Place    func(n int) string    // the placeholder of the nth argument, from 1; nil: ?
	Key      func(text string) any // binds what is compared byte by byte; nil: as it is
	Rows     int                   // how many rows one insert may have
	Begin    string                // begins a transaction that sees what others committed
	Rollback string                // ends one that may be over already; "": rollback
	Hold     Hold                  // holds the rows that are read until the transaction ends
	HoldFree Hold                  // does so, too, without those that somebody else holds; zero: there is no such thing
	Limit    string                // ends a sorted query that gives at most ? rows
	Contains string                // is true of items whose folded text has ?
	// Conflict ends an insert that sets the column of a row which may be there already. Where there
	// is no such thing, Set returns a whole statement, and its arguments' order: keys and value by
	// number, from 0.
	Conflict func(keys []string, column string) string
	Set      func(table string, keys []string, column string) (text string, order []int)

	// Through has, by the name of an index of versions, a condition that holds for all rows which are
	// asked for. A statement that says it can be answered by no other index, and no other statement by
	// that one, where the migrations made the index for such rows alone. nil: the database chooses.
	Through map[string]string
	// Counts returns the text that sets given and edition of so many items, whose arguments are
	// (name, given, edition) of each; nil: one after the other.
	Counts func(items int) string

	// NextEntry is the number of a transaction's ?th audit entry, counted from its last one
	// back where CountEntries has counted ? of them before, and from 0 up where that is "".
	NextEntry, CountEntries string
	// Horizon is the number from which on audit entries may still appear below those that are
	// there already; "" where entries appear in their order.
	Horizon string
	// EntriesMost is how many entries a transaction may add; 0: any number.
	EntriesMost int64

	batch func(ctx context.Context, d *Dialect, conn *sql.Conn, all []*statement) error // runs them in one go; nil: one by one

	texts sync.Map // with its placeholders, by text
}

// A Hold is what a query has more that holds rows.
type Hold struct {
	Hint string // stands behind the table
	End  string // stands at the end
}

// Pools are how a database is reached.
type Pools struct {
	Write *sql.DB
	Read  *sql.DB // may be the same
}

// Trouble is what an error of a database means.
type Trouble int

// The troubles.
const (
	Other   Trouble = iota // nothing of what follows
	Taken                  // there is such a row already
	Again                  // another transaction was in the way; nothing was done
	Lost                   // the connection broke
	Down                   // the database takes no work; nothing was done
	Full                   // there is no room
	Damaged                // the database's file lacks something, or is none
)
