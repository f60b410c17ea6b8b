package faulttest

import (
	"context"
	"fmt"

	"joinery/manifest/version"
	"joinery/registry"
)

// Contents is what a store holds of items, by their names.
type Contents map[string]Kept

// Kept is what a store holds of one item.
type Kept struct {
	Scheme   version.Scheme
	Versions []registry.Version // in their order
	Given    int64              // how many the item says that there are
	Top      string             // the mark of the highest
	Drawn    []string           // the numbers that the audit log tells were drawn
}

// page is how much is read at once.
const page = 5000

// Read reads what a store holds of items.
func Read(ctx context.Context, r registry.Reader, items ...string) (Contents, error) {
	c := Contents{}
	for _, name := range items {
		item, ok, err := r.Item(ctx, name)
		if err != nil || !ok {
			return nil, fmt.Errorf("item %s: found %t, %w", name, ok, err)
		}
		k := Kept{Given: item.Given}
		if k.Scheme, err = item.By(); err != nil {
			return nil, err
		}
		if k.Top, err = r.Mark(ctx, name, ""); err != nil {
			return nil, err
		}
		if k.Versions, err = readVersions(ctx, r, name); err != nil {
			return nil, err
		}
		if k.Drawn, err = readDrawn(ctx, r, name); err != nil {
			return nil, err
		}
		c[name] = k
	}
	return c, nil
}

func readVersions(ctx context.Context, r registry.Reader, item string) (all []registry.Version, err error) {
	for q := (registry.VersionQuery{Item: item, Oldest: true, Limit: page}); ; {
		some, err := r.Versions(ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < page {
			return all, nil
		}
		q.After = some[len(some)-1].Seq
	}
}

func readDrawn(ctx context.Context, r registry.Reader, item string) (numbers []string, err error) {
	for q := (registry.AuditQuery{Item: item, Limit: page}); ; {
		some, err := r.Audit(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, e := range some {
			if e.Action == registry.VersionDrawn {
				numbers = append(numbers, e.Version)
			}
		}
		if len(some) < page {
			return numbers, nil
		}
		q.Before = some[len(some)-1].Seq
	}
}
