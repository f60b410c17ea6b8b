package daemon

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/sqlstore"
)

// A Program is what runs a server, and looks after its database.
type Program struct {
	Name    string // as it is called, such as "joinery"
	Version string
	// Databases are those that it knows besides memory:, nil: those of sqlstore.
	Databases []*sqlstore.Dialect
	// Alone says that nobody else has the database while a server runs.
	Alone          bool
	Stdout, Stderr io.Writer // where it listens; logs, and what is worth knowing
	Now            func() time.Time
}

// InMemory is the database's URL of who tries things out: what it holds ends with the process.
const InMemory = "memory:"

// WithRegistry does something with the registry in a database, and closes it. Where there is none, it is
// refused and nothing is written, since a server makes one and nobody else does: so a misspelt path, or a
// copy that got nothing, is no new and empty registry. The error is that of do, an *[Error], or a
// [registry.Error] of the field db.
func (p Program) WithRegistry(ctx context.Context, url string, do func(*registry.Registry, registry.Store) error) error {
	if url == InMemory {
		return failed("--db "+InMemory+" is a database that ends with its process, wanted one that stays", "")
	}
	store, err := p.open(ctx, url, true)
	if err != nil {
		return err
	}
	r := registry.New(store, registry.Options{Now: p.Now})
	return errors.Join(do(r, store), r.Close(ctx), store.Close())
}

// open opens the database of a URL; existing says that it has to hold a registry.
func (p Program) open(ctx context.Context, url string, existing bool) (registry.Store, error) {
	if _, err := p.dialectOf(url); err != nil {
		return nil, err
	}
	if url == InMemory {
		return memory.New(), nil
	}
	if file := p.fileOf(url); file != "" && !existing {
		if err := p.notEmpty(file); err != nil {
			return nil, err
		}
	}
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{Random: rand.Float64, Dialects: p.Databases, Existing: existing})
	if told := new(registry.Error); errors.As(err, &told) && told.Code == registry.NotFound && told.Hint == "" {
		told.Hint = p.Name + " serve makes one when it starts"
	}
	if err != nil {
		return nil, err // a nil *Store would be no nil
	}
	return store, nil
}

// notEmpty refuses a file that has nothing in it, as a copy that failed leaves one: a server would begin a
// new registry in it, and give every number out again. A file that is not there is made, so whoever wants a
// new one is told how.
func (p Program) notEmpty(file string) error {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 0 {
		return nil // who opens it is told
	}
	return &registry.Error{
		Code: registry.Invalid, Field: "db", Message: file + " is there and empty, wanted a registry in it, or no file; nothing was done",
		Hint: "a copy that failed leaves such a file; to begin anew remove it, and " + p.Name + " serve makes one",
	}
}

// dialectOf returns the database that a URL is of, nil for one in memory.
func (p Program) dialectOf(url string) (*sqlstore.Dialect, error) {
	known := p.Databases
	if len(known) == 0 {
		known = sqlstore.Dialects()
	}
	if url == InMemory {
		return nil, nil
	}
	d, err := sqlstore.DialectOf(url, known)
	switch {
	case err == nil:
		return d, nil
	case strings.HasPrefix(url, "duckdb:"):
		err = failed("--db: found a DuckDB URL, which "+p.Name+" does not know", "the program joinery-duckdb does: registry/duckdb/README.md")
	case len(p.Databases) > 0:
		if other, wrong := sqlstore.DialectOf(url, sqlstore.Dialects()); wrong == nil {
			err = failed("--db: found a URL of "+other.Name+", wanted "+p.Databases[0].Form, "joinery knows other databases than this one")
		}
	}
	return nil, err
}

// fileOf returns the path in a URL of a database that is a file, "" for others.
func (p Program) fileOf(url string) string {
	if d, err := p.dialectOf(url); err == nil && d != nil {
		return d.File(url)
	}
	return ""
}
