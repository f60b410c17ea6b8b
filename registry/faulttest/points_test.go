//go:build unix

package faulttest_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/storetest"
)

// errorsAndPanics has errors and panics come up everywhere on the way of a draw.
func errorsAndPanics(t *testing.T, p place) {
	p.add(t, distinct...)
	random, h := p.random(0), new(faulttest.History)
	var mu sync.Mutex
	strikes := map[string]int{}
	// strike returns an error now and then, or panics. Unless it was committed, nothing was done.
	strike := func(point string, mayPanic, committed bool) error {
		mu.Lock()
		defer mu.Unlock()
		if random.IntN(100) >= 4 {
			return nil
		}
		strikes[point]++
		if mayPanic && random.IntN(3) == 0 {
			panic(errors.New("struck at " + point))
		}
		switch {
		case committed:
			return registry.Errorf(registry.Unsure, "struck at %s", point)
		case point == "store committing" && random.IntN(2) == 0:
			return storetest.ErrAgain
		}
		return registry.Errorf(registry.Unavailable, "struck at %s", point)
	}
	store := storetest.Faulty(p.open(t), func(at storetest.Point, _ int) error {
		return strike("store "+string(at), at != storetest.Reading, at == storetest.Committed) // who reads has nobody to catch it
	})
	r := registry.New(store, registry.Options{Now: time.Now, Failpoint: func(place string) error {
		return strike("draw "+place, true, place == "committed")
	}})
	everywhere := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(strikes) == 9 // three points of a draw, and six of a store
	}
	under(t, p.load(16), h, func() { p.last(t, everywhere) }, faulttest.Local(r))
	p.verify(t, h, distinct...)
}
