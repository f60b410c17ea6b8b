package storetest

import (
	"context"
	"time"

	"joinery/registry"
)

// faultyReader meets Reading before each read.
type faultyReader struct {
	r registry.Reader
	f *faults
}

func faultySingle[T any](f *faults, read func() (T, bool, error)) (T, bool, error) {
	if err := f.at(Reading); err != nil {
		var none T
		return none, false, err
	}
	return read()
}

func faultyList[T any](f *faults, read func() (T, error)) (T, error) {
	if err := f.at(Reading); err != nil {
		var none T
		return none, err
	}
	return read()
}

func (r faultyReader) Item(ctx context.Context, name string) (registry.Item, bool, error) {
	return faultySingle(r.f, func() (registry.Item, bool, error) { return r.r.Item(ctx, name) })
}

func (r faultyReader) Items(ctx context.Context, q registry.ItemQuery) ([]registry.Item, error) {
	return faultyList(r.f, func() ([]registry.Item, error) { return r.r.Items(ctx, q) })
}

func (r faultyReader) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	return faultySingle(r.f, func() (registry.Version, bool, error) { return r.r.Version(ctx, item, number) })
}

func (r faultyReader) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	return faultyList(r.f, func() ([]registry.Version, error) { return r.r.Versions(ctx, q) })
}

func (r faultyReader) Due(ctx context.Context, at time.Time, limit int) ([]registry.Version, error) {
	return faultyList(r.f, func() ([]registry.Version, error) { return r.r.Due(ctx, at, limit) })
}

func (r faultyReader) Mark(ctx context.Context, item, key string) (string, error) {
	return faultyList(r.f, func() (string, error) { return r.r.Mark(ctx, item, key) })
}

func (r faultyReader) Marks(ctx context.Context, item string) ([]registry.Mark, error) {
	return faultyList(r.f, func() ([]registry.Mark, error) { return r.r.Marks(ctx, item) })
}

func (r faultyReader) Answer(ctx context.Context, scope, key string) (registry.Answer, bool, error) {
	return faultySingle(r.f, func() (registry.Answer, bool, error) { return r.r.Answer(ctx, scope, key) })
}

func (r faultyReader) Product(ctx context.Context, name string) (registry.Product, bool, error) {
	return faultySingle(r.f, func() (registry.Product, bool, error) { return r.r.Product(ctx, name) })
}

func (r faultyReader) Products(ctx context.Context) ([]registry.Product, error) {
	return faultyList(r.f, func() ([]registry.Product, error) { return r.r.Products(ctx) })
}

func (r faultyReader) Bundled(ctx context.Context) ([]string, error) {
	return faultyList(r.f, func() ([]string, error) { return r.r.Bundled(ctx) })
}

func (r faultyReader) Bundle(ctx context.Context, product, version string) (registry.Bundle, bool, error) {
	return faultySingle(r.f, func() (registry.Bundle, bool, error) { return r.r.Bundle(ctx, product, version) })
}

func (r faultyReader) Bundles(ctx context.Context, product string) ([]registry.Bundle, error) {
	return faultyList(r.f, func() ([]registry.Bundle, error) { return r.r.Bundles(ctx, product) })
}

func (r faultyReader) Audit(ctx context.Context, q registry.AuditQuery) ([]registry.Entry, error) {
	return faultyList(r.f, func() ([]registry.Entry, error) { return r.r.Audit(ctx, q) })
}

func (r faultyReader) Token(ctx context.Context, id string) (registry.Token, bool, error) {
	return faultySingle(r.f, func() (registry.Token, bool, error) { return r.r.Token(ctx, id) })
}

func (r faultyReader) Tokens(ctx context.Context) ([]registry.Token, error) {
	return faultyList(r.f, func() ([]registry.Token, error) { return r.r.Tokens(ctx) })
}

func (r faultyReader) Cursor(ctx context.Context, name string) (int64, error) {
	return faultyList(r.f, func() (int64, error) { return r.r.Cursor(ctx, name) })
}
