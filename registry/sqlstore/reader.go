package sqlstore

import (
	"context"
)

// reader reads what is kept. Its methods stand in the files of what they read. It implements
// [registry.Reader].
type reader struct {
	d   *Dialect
	run func(ctx context.Context, all ...*statement) error
	tx  bool // it reads what a transaction sees
}

// query runs a query and returns a row as scan reads it, for each.
func query[T any](ctx context.Context, r *reader, scan func(scanFunc) (T, error), text string, args ...any) ([]T, error) {
	var all []T
	err := r.run(ctx, &statement{text: text, args: args, row: func(columns scanFunc) error {
		v, err := scan(columns)
		all = append(all, v)
		return err
	}})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// single runs a query that finds one row or none.
func single[T any](ctx context.Context, r *reader, scan func(scanFunc) (T, error), text string, args ...any) (T, bool, error) {
	all, err := query(ctx, r, scan, text, args...)
	if len(all) == 0 {
		var none T
		return none, false, err
	}
	return all[0], true, err
}

// value reads a single column.
func value[T any](columns scanFunc) (T, error) {
	var v T
	err := columns(&v)
	return v, err
}
