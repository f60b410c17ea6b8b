package memory_test

import (
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(testing.TB) storetest.Harness {
		return storetest.Harness{Open: func(testing.TB) registry.Store { return memory.New() }, Volatile: true}
	})
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, 100_000, func(testing.TB) storetest.Harness {
		return storetest.Harness{Open: func(testing.TB) registry.Store { return memory.New() }, Volatile: true}
	})
}
