//go:build unix

package faulttest_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/faulttest"
)

// oneKeyManyCalls asks two registries for one draw, up to fifty times at once. All get one answer,
// another request under the key is refused, and one row is kept.
func oneKeyManyCalls(t *testing.T, p place) {
	p.add(t, "lib")
	h, random := new(faulttest.History), p.random(0)
	stores := []registry.Store{p.open(t), p.open(t)}
	registries := []*registry.Registry{registryOn(stores[0]), registryOn(stores[1])}
	rounds := 0
	for end := time.Now().Add(p.span / 2); rounds < 25 || time.Now().Before(end); rounds++ {
		key := fmt.Sprintf("%d-%d", p.seed, rounds)
		d := registry.Draw{Item: "lib", Level: version.Patch, Key: key, Description: key}
		var all sync.WaitGroup
		for i := range 2 + random.IntN(49) {
			all.Go(func() {
				c := faulttest.Call{Client: i, Kind: faulttest.Draw, Item: "lib", Key: key, Began: h.Begin(), Outcome: faulttest.Answered}
				v, err := registries[i%2].Draw(t.Context(), admin, d)
				if err != nil {
					t.Errorf("call %d of the key %s: got %v, want no error", i, key, err)
					return
				}
				c.Number = v.Number
				h.End(c)
			})
		}
		all.Wait()
		other := d
		other.Level = version.Minor
		if v, err := registries[rounds%2].Draw(t.Context(), admin, other); registry.CodeOf(err) != registry.Reused {
			t.Errorf("another request under the key %s: got %s, %v, want the code %s", key, v.Number, err, registry.Reused)
		}
	}
	contents, err := faulttest.Read(t.Context(), stores[0], "lib")
	if err != nil {
		t.Fatal(err)
	}
	complain(t, faulttest.Check(h.Calls(), contents))
	if got, want := len(contents["lib"].Versions), rounds+1; got != want {
		t.Errorf("got %d versions after %d keys and the first one, want %d", got, rounds, want)
	}
}

// drawPatch draws the next patch without a key.
func drawPatch(item string) registry.Draw { return registry.Draw{Item: item, Level: version.Patch} }
