package memory

import (
	"context"
	"iter"
	"time"

	"joinery/registry"
)

// view is a [registry.Reader] of some state. The methods are the store's and the transaction's.
type view struct {
	at func(context.Context) (*state, error)
}

// Item implements [registry.Reader].
func (r view) Item(ctx context.Context, name string) (registry.Item, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Item, bool) { return s.items.get(key{a: name}) }, copyItem)
}

// Items implements [registry.Reader].
func (r view) Items(ctx context.Context, q registry.ItemQuery) ([]registry.Item, error) {
	return list(ctx, r, q.Limit, copyItem, func(s *state, yield func(*registry.Item) bool) {
		for _, item := range s.items.above(key{a: q.After}) {
			if contains(item, q.Contains) && !yield(item) {
				return
			}
		}
	})
}

// Version implements [registry.Reader].
func (r view) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Version, bool) {
		return s.versions.get(key{a: item, b: number})
	}, copyVersion)
}

// Versions implements [registry.Reader].
func (r view) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	return list(ctx, r, q.Limit, copyVersion, func(s *state, yield func(*registry.Version) bool) {
		for _, number := range between(s.order, q.Item, q.Oldest, q.After, q.Before) {
			v, _ := s.versions.get(key{a: q.Item, b: number})
			wanted := (q.Line == "" || v.Line == q.Line) && (q.State == "" || v.State == q.State)
			if wanted && !yield(v) {
				return
			}
		}
	})
}

// Due implements [registry.Reader]. It looks at every version.
func (r view) Due(ctx context.Context, at time.Time, limit int) ([]registry.Version, error) {
	return list(ctx, r, limit, copyVersion, func(s *state, yield func(*registry.Version) bool) {
		for _, v := range s.versions.above(first("")) {
			if v.State == registry.Drawn && v.At(at) == registry.Lapsed && !yield(v) {
				return
			}
		}
	})
}

// Mark implements [registry.Reader].
func (r view) Mark(ctx context.Context, item, name string) (string, error) {
	s, err := r.at(ctx)
	if err != nil {
		return "", err
	}
	number, _ := s.marks.get(key{a: item, b: name})
	return number, nil
}

// Marks implements [registry.Reader].
func (r view) Marks(ctx context.Context, item string) ([]registry.Mark, error) {
	s, err := r.at(ctx)
	if err != nil {
		return nil, err
	}
	var marks []registry.Mark
	for k, number := range of(s.marks, item) {
		marks = append(marks, registry.Mark{Item: k.a, Key: k.b, Number: number})
	}
	return marks, nil
}

// Answer implements [registry.Reader].
func (r view) Answer(ctx context.Context, scope, name string) (registry.Answer, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Answer, bool) {
		return s.answers.get(key{a: scope, b: name})
	}, copyAnswer)
}

// Product implements [registry.Reader].
func (r view) Product(ctx context.Context, name string) (registry.Product, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Product, bool) { return s.products.get(key{a: name}) }, copyProduct)
}

// Products implements [registry.Reader].
func (r view) Products(ctx context.Context) ([]registry.Product, error) {
	return list(ctx, r, 0, copyProduct, func(s *state, yield func(*registry.Product) bool) {
		for _, p := range s.products.above(first("")) {
			yield(p)
		}
	})
}

// Bundled implements [registry.Reader].
func (r view) Bundled(ctx context.Context) ([]string, error) {
	s, err := r.at(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for k := range s.cuts.above(first("")) {
		if len(names) == 0 || names[len(names)-1] != k.a {
			names = append(names, k.a)
		}
	}
	return names, nil
}

// Bundle implements [registry.Reader].
func (r view) Bundle(ctx context.Context, product, version string) (registry.Bundle, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Bundle, bool) {
		return s.bundles.get(key{a: product, b: version})
	}, copyBundle)
}

// Bundles implements [registry.Reader].
func (r view) Bundles(ctx context.Context, product string) ([]registry.Bundle, error) {
	return list(ctx, r, 0, copyBundle, func(s *state, yield func(*registry.Bundle) bool) {
		for k, version := range of(s.cuts, product) {
			b, _ := s.bundles.get(key{a: k.a, b: version})
			yield(b)
		}
	})
}

// Audit implements [registry.Reader].
func (r view) Audit(ctx context.Context, q registry.AuditQuery) ([]registry.Entry, error) {
	same := func(e *registry.Entry) *registry.Entry { return e }
	return list(ctx, r, q.Limit, same, func(s *state, yield func(*registry.Entry) bool) {
		for _, e := range between(s.entries, "", q.Oldest, q.After, q.Before) {
			wanted := (q.Item == "" || e.Item == q.Item) && (q.Who == "" || e.Who == q.Who)
			if wanted && !yield(e) {
				return
			}
		}
	})
}

// Token implements [registry.Reader].
func (r view) Token(ctx context.Context, id string) (registry.Token, bool, error) {
	return one(ctx, r, func(s *state) (*registry.Token, bool) { return s.tokens.get(key{a: id}) }, copyToken)
}

// Tokens implements [registry.Reader].
func (r view) Tokens(ctx context.Context) ([]registry.Token, error) {
	return list(ctx, r, 0, copyToken, func(s *state, yield func(*registry.Token) bool) {
		for _, id := range s.badges.above(first("")) {
			t, _ := s.tokens.get(key{a: id})
			yield(t)
		}
	})
}

// Cursor implements [registry.Reader].
func (r view) Cursor(ctx context.Context, name string) (int64, error) {
	s, err := r.at(ctx)
	if err != nil {
		return 0, err
	}
	seq, _ := s.cursors.get(key{a: name})
	return seq, nil
}

// one returns a copy of a single thing.
func one[T any](ctx context.Context, r view, get func(*state) (*T, bool), clone func(*T) *T) (T, bool, error) {
	var none T
	s, err := r.at(ctx)
	if err != nil {
		return none, false, err
	}
	found, ok := get(s)
	if !ok {
		return none, false, nil
	}
	return *clone(found), true, nil
}

// list returns copies of what find yields, limit at most unless it is 0.
func list[T any](ctx context.Context, r view, limit int, clone func(*T) *T, find func(*state, func(*T) bool)) ([]T, error) {
	s, err := r.at(ctx)
	if err != nil {
		return nil, err
	}
	var found []T
	find(s, func(v *T) bool {
		found = append(found, *clone(v))
		return len(found) != limit
	})
	return found, nil
}

// of yields what a tree has under one first text, in ascending order.
func of[V any](t *tree[V], a string) iter.Seq2[key, V] {
	return func(yield func(key, V) bool) {
		for k, v := range t.above(first(a)) {
			if k.a != a || !yield(k, v) {
				return
			}
		}
	}
}

// between yields what a tree has under one first text with numbers above after and below before,
// where 0 is no bound: in ascending order, or else in descending.
func between[V any](t *tree[V], a string, ascending bool, after, before int64) iter.Seq2[key, V] {
	return func(yield func(key, V) bool) {
		from, in := t.above(key{a: a, n: after}), func(n int64) bool { return before == 0 || n < before }
		if !ascending {
			from, in = t.below(key{a: a, n: before}), func(n int64) bool { return n > after }
			if before == 0 {
				from = t.below(last(a))
			}
		}
		for k, v := range from {
			if k.a != a || !in(k.n) || !yield(k, v) {
				return
			}
		}
	}
}
