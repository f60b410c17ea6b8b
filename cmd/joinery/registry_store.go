package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/sqlstore"
)

// inMemory is the database's URL of who tries things out: what it holds ends with the process.
const inMemory = "memory:"

// openStore opens the database of a URL.
func openStore(ctx context.Context, url string) (registry.Store, error) {
	if url == inMemory {
		return memory.New(), nil
	}
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{Random: rand.Float64})
	if err != nil {
		return nil, stored(err)
	}
	return store, nil
}

// checkThere refuses an SQLite database whose file is not there: a server makes one, nobody else does, so
// that a misspelt path is no new and empty registry.
func checkThere(url string) error {
	path, is := strings.CutPrefix(url, "sqlite:")
	if rooted, ok := strings.CutPrefix(path, "//"); ok {
		path = rooted
	}
	if is && path != "" && !exists(path) {
		return failed{"--db: there is no database " + path + ", nothing was done", "joinery serve makes one when it starts"}
	}
	return nil
}

// withRegistryAt does something with the registry in a database that is there, for who is on its machine.
func (p *program) withRegistryAt(ctx context.Context, url string, do func(*registry.Registry, registry.Store) error) error {
	if url == inMemory {
		return failed{"--db " + inMemory + " is a database that ends with its process, wanted one that stays", ""}
	}
	if err := checkThere(url); err != nil {
		return err
	}
	store, err := openStore(ctx, url)
	if err != nil {
		return err
	}
	r := registry.New(store, registry.Options{Now: p.now})
	return errors.Join(stored(do(r, store)), r.Close(ctx), store.Close())
}

// stored gives an error of a registry on this machine its exit status and its hint.
func stored(err error) error {
	e := new(registry.Error)
	if !errors.As(err, &e) {
		return err
	}
	told := failed{e.Error(), e.Hint}
	if e.Field == "db" {
		told.message = "--db: " + strings.TrimPrefix(e.Error(), "--db: ")
	}
	switch e.Code {
	case registry.Conflict, registry.Exists, registry.Reused:
		return verdict{told}
	case registry.Invalid:
		if e.Field != "db" {
			return verdict{told}
		}
	}
	return told
}
