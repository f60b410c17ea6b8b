package daemon

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
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
	// Databases are those that it knows besides memory: and those of sqlstore.
	Databases []*sqlstore.Dialect
	// Alone says that nobody else has the database while a server runs.
	Alone          bool
	Stdout, Stderr io.Writer // where it listens; logs, and what is worth knowing
	Now            func() time.Time
}

// InMemory is the database's URL of who tries things out: what it holds ends with the process.
const InMemory = "memory:"

// WithRegistry does something with the registry in a database that is there, and closes it. A file that
// is not there is refused, since a server makes one and nobody else does: so a misspelt path is no new
// and empty registry. The error is that of do, an *[Error], or a [registry.Error] of the field db.
func (p Program) WithRegistry(ctx context.Context, url string, do func(*registry.Registry, registry.Store) error) error {
	if url == InMemory {
		return failed("--db "+InMemory+" is a database that ends with its process, wanted one that stays", "")
	}
	if path := p.fileOf(url); path != "" {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return failed("--db: there is no database "+path+", nothing was done", p.Name+" serve makes one when it starts")
		}
	}
	store, err := p.open(ctx, url)
	if err != nil {
		return err
	}
	r := registry.New(store, registry.Options{Now: p.Now})
	return errors.Join(do(r, store), r.Close(ctx), store.Close())
}

// open opens the database of a URL.
func (p Program) open(ctx context.Context, url string) (registry.Store, error) {
	if url == InMemory {
		return memory.New(), nil
	}
	if strings.HasPrefix(url, "duckdb:") && p.dialectOf(url) == nil {
		return nil, failed("--db: found a DuckDB URL, which "+p.Name+" does not know", "the program joinery-duckdb does: registry/duckdb/README.md")
	}
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{Random: rand.Float64, Dialects: p.Databases})
	if err != nil {
		return nil, err // a nil *Store would be no nil
	}
	return store, nil
}

// fileOf returns the path in a URL of a database that is a file, "" for others.
func (p Program) fileOf(url string) string {
	d := p.dialectOf(url)
	if d == nil || !d.Embedded {
		return ""
	}
	_, path, _ := strings.Cut(url, ":")
	if rooted, ok := strings.CutPrefix(path, "//"); ok {
		return rooted // sqlite:///var/lib/registry.db
	}
	return path
}

// dialectOf returns the database that a URL is of, nil for one that nobody here knows.
func (p Program) dialectOf(url string) *sqlstore.Dialect {
	scheme, _, _ := strings.Cut(url, ":")
	for _, d := range slices.Concat(sqlstore.Dialects(), p.Databases) {
		if slices.Contains(d.Schemes, scheme) {
			return d
		}
	}
	return nil
}
