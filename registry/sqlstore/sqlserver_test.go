package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	mssql "github.com/microsoft/go-mssqldb"

	"joinery/registry"
)

var update = flag.Bool("update", false, "write the golden files")

// TestSQLServerStatements runs everything once against a driver that only takes notes, and holds the
// statements and their arguments against testdata/sqlserver.golden.
func TestSQLServerStatements(t *testing.T) {
	ctx := t.Context()
	notes := &notebook{}
	db := sql.OpenDB(notes)
	s := newStore(sqlserver, &Pools{Write: db, Read: db}, Options{})
	defer s.Close()

	noon := time.Date(2026, 5, 17, 12, 0, 0, 0, time.UTC)
	reads := func(r registry.Reader) {
		r.Item(ctx, "lib")
		r.Items(ctx, registry.ItemQuery{After: "a", Contains: "Pay", Limit: 10})
		r.Version(ctx, "lib", "1.2.3")
		r.Versions(ctx, registry.VersionQuery{Item: "lib", Limit: 10})
		r.Versions(ctx, registry.VersionQuery{Item: "lib", Line: "1.2", State: registry.Drawn, Oldest: true, After: 1, Before: 9, Limit: 10})
		r.Due(ctx, noon, 5)
		r.Mark(ctx, "lib", "1")
		r.Marks(ctx, "lib")
		r.Answer(ctx, "draw lib", "k")
		r.Product(ctx, "suite")
		r.Products(ctx)
		r.Bundle(ctx, "suite", "1.0.0")
		r.Bundles(ctx, "suite")
		r.Audit(ctx, registry.AuditQuery{Limit: 10})
		r.Audit(ctx, registry.AuditQuery{Oldest: true, After: 1, Before: 9, Item: "lib", Who: "ci", Limit: 10})
		r.Token(ctx, "t1")
		r.Tokens(ctx)
		r.Cursor(ctx, "webhooks")
	}
	notes.headline("reads")
	reads(s)

	notes.headline("an update that writes everything, of three items: one is there")
	full := registry.Writing{
		NewItems:    []registry.Item{{Name: "new", Title: "New", Scheme: "semver", Created: noon}},
		Items:       []registry.Item{{Name: "lib", Scheme: "semver", Given: 2, Edition: 2}, {Name: "other", Title: "Other", Scheme: "anyver", Since: noon}},
		NewVersions: []registry.Version{{Item: "lib", Number: "1.2.3", Text: "1.2.3", Line: "1.2", Seq: 1, State: registry.Drawn, Expires: noon, Extends: []string{"1.2.2"}}, {Item: "lib", Number: "1.2.4", Seq: 2}},
		Versions:    []registry.Version{{Item: "lib", Number: "1.0.0", State: registry.Published, Entry: []byte("entry"), Log: []registry.StatusChange{{Date: noon, Status: "active"}}}},
		Marks:       []registry.Mark{{Item: "lib", Key: "", Number: "1.2.4"}, {Item: "lib", Key: "1", Number: "1.2.4"}},
		Answers:     []registry.Answer{{Scope: "draw lib", Key: "k", Fingerprint: "f", Body: []byte("body"), Created: noon}},
		NewProducts: []registry.Product{{Name: "suite", Document: []byte("suite"), Edition: 1, Changed: noon}},
		Products:    []registry.Product{{Name: "app", Document: []byte("app"), Edition: 3, Changed: noon}},
		NewBundles:  []registry.Bundle{{Product: "suite", Version: "1.0.0", Document: []byte("bundle"), Created: noon}},
		Entries:     []registry.Entry{{At: noon, Who: "ci", Action: registry.VersionDrawn, Item: "lib", Version: "1.2.3"}, {At: noon, Who: "ci"}},
		NewTokens:   []registry.Token{{ID: "t1", Name: "ci", Hash: []byte("hash"), Role: registry.Drawer, Items: []string{"lib"}, Created: noon}},
		Tokens:      []registry.Token{{ID: "t2", Name: "anna", Used: noon}},
		Cursors:     map[string]int64{"webhooks": 7},
	}
	err := s.Update(ctx, []string{"other", "lib", "new"}, func(ctx context.Context, tx registry.Tx) error {
		item, found, err := tx.Item(ctx, "lib")
		if err != nil || !found || item.Given != 1 {
			t.Errorf("got item %v, %t, %v, want the row that is held", item, found, err)
		}
		return tx.Write(ctx, full)
	})
	if registry.CodeOf(err) != registry.NotFound {
		t.Errorf("changing item other, which is not there: got %v, want an error of code not-found", err)
	}
	full.Items = full.Items[:1]
	err = s.Update(ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, full) })
	if err != nil {
		t.Errorf("got %v, want no error", err)
	}

	notes.headline("an update that fails")
	s.Update(ctx, nil, func(context.Context, registry.Tx) error { return io.ErrUnexpectedEOF })

	notes.headline("check")
	if err := s.Check(ctx); err != nil {
		t.Errorf("checking: got %v, want no error", err)
	}

	golden := filepath.Join("testdata", "sqlserver.golden")
	got := notes.text.String()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("statements: want is -, got is + (-update writes them)\n%s", diff)
	}
}

// TestSQLServerTroubles has the driver fail at one statement, and looks how the store takes it.
func TestSQLServerTroubles(t *testing.T) {
	for _, c := range []struct {
		number int32
		at     string // the statement
		want   registry.Code
		runs   int
	}{
		{0, "", "", 1},
		{2627, "insert into answers", registry.Exists, 20},
		{2601, "insert into answers", registry.Exists, 20},
		{1205, "select name", registry.Unavailable, 0},
		{1205, "insert into answers", registry.Unavailable, 20},
		{1205, "commit", registry.Unavailable, 20},
		{9002, "insert into answers", registry.Full, 1},
		{3906, "insert into answers", registry.Unavailable, 1},
		{10054, "insert into answers", registry.Unavailable, 4},
		{10054, "commit", registry.Unsure, 1},
		{207, "insert into answers", registry.Internal, 1},
	} {
		notes := &notebook{failAt: c.at, fail: mssql.Error{Number: c.number, Message: "faked"}}
		db := sql.OpenDB(notes)
		s := newStore(sqlserver, &Pools{Write: db, Read: db}, Options{})
		runs := 0
		err := s.Update(t.Context(), []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			runs++
			return tx.Write(ctx, registry.Writing{Answers: []registry.Answer{{Scope: "s", Key: "k"}}})
		})
		if got := registry.CodeOf(err); got != c.want || runs != c.runs {
			t.Errorf("error %d at %q: got %v (%s) after %d runs, want code %q after %d", c.number, c.at, err, got, runs, c.want, c.runs)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A notebook is a driver that notes what it is asked.
type notebook struct {
	mu     sync.Mutex
	text   strings.Builder
	failAt string
	fail   error
}

func (n *notebook) headline(text string) { fmt.Fprintf(&n.text, "\n-- %s\n", text) }

func (n *notebook) note(text string, args []driver.NamedValue) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.text.WriteString(text + "\n")
	for _, a := range args {
		switch v := a.Value.(type) {
		case []byte:
			fmt.Fprintf(&n.text, "\t@p%d bytes %q\n", a.Ordinal, v)
		default:
			fmt.Fprintf(&n.text, "\t@p%d %T %#v\n", a.Ordinal, v, v)
		}
	}
	if n.failAt != "" && strings.HasPrefix(text, n.failAt) {
		return n.fail
	}
	return nil
}

// Connect implements [driver.Connector].
func (n *notebook) Connect(context.Context) (driver.Conn, error) { return page{n}, nil }

// Driver implements [driver.Connector].
func (n *notebook) Driver() driver.Driver { return nil }

// page is a connection to a notebook.
type page struct{ n *notebook }

func (p page) Prepare(string) (driver.Stmt, error) { return nil, driver.ErrSkip }
func (p page) Begin() (driver.Tx, error)           { return nil, driver.ErrSkip }
func (p page) Close() error                        { return nil }

func (p page) ExecContext(_ context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), p.n.note(text, args)
}

func (p page) QueryContext(_ context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	if err := p.n.note(text, args); err != nil {
		return nil, err
	}
	switch {
	case strings.Contains(text, "from items with (updlock"):
		return &answer{width: 10, rows: [][]driver.Value{{[]byte("lib"), "", "", "semver", "", nil, nil, []byte{}, int64(1), int64(1)}}}, nil
	case strings.Contains(text, "from products with (updlock"):
		return &answer{width: 1, rows: [][]driver.Value{{int64(2)}}}, nil
	case strings.Contains(text, "max(seq)"):
		return &answer{width: 1, rows: [][]driver.Value{{int64(4)}}}, nil
	case strings.Contains(text, "delayed_durability"):
		return &answer{width: 1, rows: [][]driver.Value{{"DISABLED"}}}, nil
	}
	return &answer{width: strings.Count(text, ",") + 1}, nil
}

// answer is the rows of a query.
type answer struct {
	width int
	rows  [][]driver.Value
}

func (a *answer) Columns() []string { return make([]string, a.width) }
func (a *answer) Close() error      { return nil }

func (a *answer) Next(into []driver.Value) error {
	if len(a.rows) == 0 {
		return io.EOF
	}
	copy(into, a.rows[0])
	a.rows = a.rows[1:]
	return nil
}
