package registry

import (
	"context"
	"time"
)

// A Store keeps items and what belongs to them. Package storetest says what that means and every
// store passes it. All methods may be called by many goroutines at once. Names and numbers are
// compared byte by byte. Times are kept to the microsecond, in UTC.
//
// Errors are *[Error]s: Unavailable when nothing was done, Unsure when a commit's answer was lost,
// Full when there is no room, Internal for what the store did not expect; ctx's error when ctx
// ended before anything was done.
type Store interface {
	Reader

	// Update runs change in one transaction that holds the rows of the items of these names
	// alone; names may be in any order, stand twice, and name what is not there yet. When change
	// returns nil, everything it wrote is kept, durably, before Update returns; else, nothing is.
	// An error of change's is returned as it is.
	//
	// change may run several times, when the database asks for it or when what it wrote was
	// written meanwhile by somebody else (two who add one item): each run reads anew. It must
	// not keep Tx, and must not use the store itself.
	Update(ctx context.Context, names []string, change func(ctx context.Context, tx Tx) error) error

	// Check returns nil when the store can be read and written.
	Check(ctx context.Context) error

	// Close waits for what runs and lets go of the database. Later calls get Unavailable.
	Close() error
}

// Tx is a transaction's view: it reads what the transaction wrote.
type Tx interface {
	Reader

	// Write adds to what is kept. The error is an *[Error]: Exists when the same Write or an
	// earlier one of this transaction wrote such a row already, NotFound when what is changed is
	// not there; a row that somebody else wrote makes Update run again instead. After an error
	// nothing of the transaction is kept, whatever change makes of it.
	Write(ctx context.Context, w Writing) error
}

// Reader is what can be read. A single thing that is not there is the zero value and false, never
// an error. Lists come in the order that their query names, and have at most Limit elements.
type Reader interface {
	Item(ctx context.Context, name string) (Item, bool, error)
	Items(ctx context.Context, q ItemQuery) ([]Item, error)

	// Version returns the version of that number.
	Version(ctx context.Context, item, number string) (Version, bool, error)
	Versions(ctx context.Context, q VersionQuery) ([]Version, error)
	// Due returns reserved versions of all items whose state is Drawn and whose time was over at
	// that time, in no special order.
	Due(ctx context.Context, at time.Time, limit int) ([]Version, error)
	// Mark returns the number under a mark, "" if there is none.
	Mark(ctx context.Context, item, key string) (string, error)
	// Marks returns all marks of an item, sorted by key.
	Marks(ctx context.Context, item string) ([]Mark, error)
	Answer(ctx context.Context, scope, key string) (Answer, bool, error)

	Product(ctx context.Context, name string) (Product, bool, error)
	// Products returns all products, sorted by name.
	Products(ctx context.Context) ([]Product, error)
	// Bundled returns the names of all that have bundles, each once, sorted: also of those that have
	// no document.
	Bundled(ctx context.Context) ([]string, error)
	Bundle(ctx context.Context, product, version string) (Bundle, bool, error)
	// Bundles returns all bundles of a product in the order in which they came.
	Bundles(ctx context.Context, product string) ([]Bundle, error)

	Audit(ctx context.Context, q AuditQuery) ([]Entry, error)

	// Token returns the token of that id.
	Token(ctx context.Context, id string) (Token, bool, error)
	// Tokens returns all tokens, sorted by name.
	Tokens(ctx context.Context) ([]Token, error)

	// Cursor returns how far a reader of the audit log of that name has come, 0 at first.
	Cursor(ctx context.Context, name string) (int64, error)
}

// Writing is what a transaction writes at once. What is new must not be there; what is changed
// must.
type Writing struct {
	NewItems    []Item
	Items       []Item // changed: all but Name and Created
	NewVersions []Version
	Versions    []Version // changed: all but Item, Number, Line, Seq and Created
	Marks       []Mark    // new or changed
	Answers     []Answer  // new
	NewProducts []Product
	Products    []Product // changed; Edition is one above what was read
	NewBundles  []Bundle  // Seq is the store's
	Entries     []Entry   // Seq is the store's, ascending in this order
	NewTokens   []Token
	Tokens      []Token // changed: Used, which only gets later, and Revoked, which stays once set
	Cursors     map[string]int64
}

// ItemQuery asks for items sorted by name.
type ItemQuery struct {
	After    string // names above this one
	Contains string // whose name, title or description has this text, letter case aside (ASCII)
	Limit    int    // at least 1
}

// VersionQuery asks for versions of one item by Seq.
type VersionQuery struct {
	Item   string
	Line   string // only this line, "" for all
	State  State  // only what the store holds in this state, "" for all
	Oldest bool   // oldest first instead of newest first
	After  int64  // Seq above this one
	Before int64  // Seq below this one, 0: all
	Limit  int    // at least 1
}

// AuditQuery asks for audit entries.
type AuditQuery struct {
	// Oldest asks for the oldest first instead of the newest. Such a page ends before an entry
	// that may still get one below it, so that who goes on after the last Seq misses none.
	Oldest bool
	After  int64 // Seq above this one
	Before int64 // Seq below this one, 0: all
	Item   string
	Who    string
	Limit  int // at least 1
}
