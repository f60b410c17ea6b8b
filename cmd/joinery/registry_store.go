package main

import (
	"context"
	"errors"
	"strings"

	"joinery/registry"
)

// withRegistryAt does something with the registry in a database that is there, for who is on its machine.
func (p *program) withRegistryAt(ctx context.Context, url string, do func(*registry.Registry, registry.Store) error) error {
	return stored(p.daemon().WithRegistry(ctx, url, do))
}

// stored gives an error of a registry on this machine its exit status and its hint.
func stored(err error) error {
	e := new(registry.Error)
	if !errors.As(err, &e) {
		return err
	}
	told := failed{err.Error(), e.Hint}
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
