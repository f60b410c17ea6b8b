package duckdb

import (
	"errors"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"joinery/registry/sqlstore"
)

// trouble tells what an error of DuckDB means. Its errors have kinds, and say the rest in words.
func trouble(err error) sqlstore.Trouble {
	e := new(duckdb.Error)
	if !errors.As(err, &e) {
		return sqlstore.Lost
	}
	says := func(words string) bool { return strings.Contains(strings.ToLower(e.Msg), words) }
	switch e.Type {
	case duckdb.ErrorTypeConstraint, duckdb.ErrorTypeTransaction:
		switch {
		case says("duplicate key"):
			return sqlstore.Taken
		case says("no space left"): // of a commit, which is undone then
			return sqlstore.Full
		case says("conflict"):
			return sqlstore.Again
		}
	case duckdb.ErrorTypeIO:
		switch {
		case says("no space left"):
			return sqlstore.Full
		case says("could not read enough bytes"), says("corrupt"): // of a copy that broke off, or a disk that decays
			return sqlstore.Damaged
		}
		return sqlstore.Lost
	case duckdb.ErrorTypeOutOfMemory, duckdb.ErrorTypeFatal, duckdb.ErrorTypeInternal:
		return sqlstore.Lost
	case duckdb.ErrorTypePermission:
		return sqlstore.Down
	}
	return sqlstore.Other
}
