package memory

import (
	"context"
	"maps"
	"slices"

	"joinery/registry"
)

// tx is a transaction: a state of its own, which becomes the store's or is forgotten.
type tx struct {
	view
	state state
	err   error // the first of Write; nothing is kept then
}

func begin(from *state) *tx {
	t := &tx{state: *from}
	t.state.owner = new(owner)
	t.at = func(ctx context.Context) (*state, error) { return &t.state, ctx.Err() }
	return t
}

// Write implements [registry.Tx].
func (t *tx) Write(ctx context.Context, w registry.Writing) error {
	if t.err == nil {
		t.err = ctx.Err()
	}
	if t.err == nil {
		t.err = t.state.write(w)
	}
	return t.err
}

// write adds to the state. What is new comes before what is changed, so that both may be the same.
func (s *state) write(w registry.Writing) error {
	return firstError(
		each(w.NewItems, s.addItem), each(w.Items, s.changeItem),
		each(w.NewVersions, s.addVersion), each(w.Versions, s.changeVersion),
		each(w.Marks, s.setMark), each(w.Answers, s.addAnswer),
		each(w.NewProducts, s.addProduct), each(w.Products, s.changeProduct),
		each(w.NewBundles, s.addBundle), each(w.Entries, s.addEntry),
		each(w.NewTokens, s.addToken), each(w.Tokens, s.changeToken),
		func() error {
			for _, name := range slices.Sorted(maps.Keys(w.Cursors)) {
				s.cursors = s.cursors.with(s.owner, key{a: name}, w.Cursors[name])
			}
			return nil
		},
	)
}

func each[T any](all []T, write func(T) error) func() error {
	return func() error {
		for _, one := range all {
			if err := write(one); err != nil {
				return err
			}
		}
		return nil
	}
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// add returns the tree with something new. The error is Exists.
func add[V any](o *owner, t *tree[V], k key, value V, what string) (*tree[V], error) {
	if _, taken := t.get(k); taken {
		return t, registry.Errorf(registry.Exists, "there is %s already", what)
	}
	return t.with(o, k, value), nil
}

// change returns the tree with something changed. The error is NotFound.
func change[V any](o *owner, t *tree[V], k key, to func(old V) V, what string) (*tree[V], error) {
	old, ok := t.get(k)
	if !ok {
		return t, registry.Errorf(registry.NotFound, "there is no %s", what)
	}
	return t.with(o, k, to(old)), nil
}
