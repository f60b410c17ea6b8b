package server_test

import (
	"context"
	"sync/atomic"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
)

// readStore counts how often the documents of products are read.
type readStore struct {
	registry.Store
	products atomic.Int64
}

func (s *readStore) Product(ctx context.Context, name string) (registry.Product, bool, error) {
	s.products.Add(1)
	return s.Store.Product(ctx, name)
}

// TestDocumentsAreReadOnce asks for all dependencies again and again: a document that has not changed is
// read once.
func TestDocumentsAreReadOnce(t *testing.T) {
	store := &readStore{Store: memory.New()}
	w := startOn(t, store)
	w.must(200, "POST /v1/documents", acme(t))
	store.products.Store(0)
	w.must(200, "GET /v1/dependencies", "")
	first := store.products.Swap(0)
	if first == 0 {
		t.Error("got no product read, want each of them")
	}
	for range 3 {
		w.must(200, "GET /v1/dependencies", "")
	}
	if got := store.products.Load(); got != 0 {
		t.Errorf("got %d products read again, want none", got)
	}
}
