package main

import (
	"context"
	"flag"

	"joinery/registry"
	"joinery/registry/daemon"
)

// operator is who sits at the machine.
var operator = registry.Who{Name: name, Role: registry.Admin}

// database is the database that a command is about.
type database struct {
	p   *program
	url *string
}

// database adds --db to a command's options.
func (p *program) database(flags *flag.FlagSet) database {
	return database{p, flags.String("db", "", "the database's `URL`: duckdb:PATH (default: "+daemon.Variable("db")+")")}
}

// named returns its URL.
func (d database) named() (string, error) {
	if *d.url != "" {
		return *d.url, nil
	}
	if url := d.p.getenv(daemon.Variable("db")); url != "" {
		return url, nil
	}
	return "", &daemon.Error{Message: "it is not said where the database is", Hint: "--db duckdb:PATH says it, or " + daemon.Variable("db")}
}

// with does something with the registry in it.
func (d database) with(ctx context.Context, do func(*registry.Registry) error) error {
	url, err := d.named()
	if err != nil {
		return err
	}
	return d.p.daemon().WithRegistry(ctx, url, func(r *registry.Registry, _ registry.Store) error { return do(r) })
}
