package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"joinery/registry"
)

// reader reads from a store or a transaction and complains about errors. What is not there is a
// zero value.
type reader struct {
	t   testing.TB
	ctx context.Context
	r   registry.Reader
}

func (r reader) item(name string) registry.Item {
	r.t.Helper()
	return single[registry.Item](r.t, "item "+name)(r.r.Item(r.ctx, name))
}

func (r reader) items(q registry.ItemQuery) []registry.Item {
	r.t.Helper()
	return value[[]registry.Item](r.t, "items")(r.r.Items(r.ctx, q))
}

func (r reader) version(item, number string) registry.Version {
	r.t.Helper()
	return single[registry.Version](r.t, "version "+number+" of "+item)(r.r.Version(r.ctx, item, number))
}

func (r reader) versions(q registry.VersionQuery) []registry.Version {
	r.t.Helper()
	return value[[]registry.Version](r.t, "versions of "+q.Item)(r.r.Versions(r.ctx, q))
}

func (r reader) due(at time.Time, limit int) []registry.Version {
	r.t.Helper()
	return value[[]registry.Version](r.t, "due versions")(r.r.Due(r.ctx, at, limit))
}

func (r reader) mark(item, key string) string {
	r.t.Helper()
	return value[string](r.t, "mark "+key+" of "+item)(r.r.Mark(r.ctx, item, key))
}

func (r reader) marks(item string) []registry.Mark {
	r.t.Helper()
	return value[[]registry.Mark](r.t, "marks of "+item)(r.r.Marks(r.ctx, item))
}

func (r reader) answer(scope, key string) registry.Answer {
	r.t.Helper()
	return single[registry.Answer](r.t, "answer to "+key)(r.r.Answer(r.ctx, scope, key))
}

func (r reader) product(name string) registry.Product {
	r.t.Helper()
	return single[registry.Product](r.t, "product "+name)(r.r.Product(r.ctx, name))
}

func (r reader) products() []registry.Product {
	r.t.Helper()
	return value[[]registry.Product](r.t, "products")(r.r.Products(r.ctx))
}

func (r reader) bundle(product, version string) registry.Bundle {
	r.t.Helper()
	return single[registry.Bundle](r.t, "bundle "+version+" of "+product)(r.r.Bundle(r.ctx, product, version))
}

func (r reader) bundled() []string {
	r.t.Helper()
	return value[[]string](r.t, "bundled")(r.r.Bundled(r.ctx))
}

func (r reader) bundles(product string) []registry.Bundle {
	r.t.Helper()
	return value[[]registry.Bundle](r.t, "bundles of "+product)(r.r.Bundles(r.ctx, product))
}

func (r reader) audit(q registry.AuditQuery) []registry.Entry {
	r.t.Helper()
	return value[[]registry.Entry](r.t, "audit")(r.r.Audit(r.ctx, q))
}

func (r reader) token(id string) registry.Token {
	r.t.Helper()
	return single[registry.Token](r.t, "token "+id)(r.r.Token(r.ctx, id))
}

func (r reader) tokens() []registry.Token {
	r.t.Helper()
	return value[[]registry.Token](r.t, "tokens")(r.r.Tokens(r.ctx))
}

func (r reader) cursor(name string) int64 {
	r.t.Helper()
	return value[int64](r.t, "cursor "+name)(r.r.Cursor(r.ctx, name))
}

// value takes what a call returned, and complains about its error.
func value[T any](t testing.TB, what string) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Errorf("%s: got %v, want no error", what, err)
		}
		return v
	}
}

// single takes a single thing, which must be there or be the zero value.
func single[T any](t testing.TB, what string) func(v T, ok bool, err error) T {
	return func(v T, ok bool, err error) T {
		t.Helper()
		var zero T
		if err != nil {
			t.Errorf("%s: got %v, want no error", what, err)
		} else if isZero := cmp.Equal(v, zero, cmpopts.EquateEmpty()); ok == isZero {
			t.Errorf("%s: got %v, %t, want something and true, or nothing and false", what, v, ok)
		}
		return v
	}
}
