package auth

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestRecent holds a recent against a list that is searched from end to end.
func TestRecent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const size = 4
		r := newRecent[int, string](size)
		var order []int // last asked for at the end
		touch := func(key int) { order = append(slices.DeleteFunc(order, func(k int) bool { return k == key }), key) }
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			key := rapid.IntRange(0, 7).Draw(t, "key")
			there := slices.Contains(order, key)
			switch rapid.SampledFrom([]string{"get", "find", "drop"}).Draw(t, "what") {
			case "get":
				if got, want := r.get(key, func() string { return fmt.Sprint(key) }), fmt.Sprint(key); got != want {
					t.Fatalf("get %d: got %s, want %s", key, got, want)
				}
				if touch(key); len(order) > size {
					order = order[1:]
				}
			case "find":
				if _, got := r.find(key); got != there {
					t.Fatalf("find %d: got %v, want %v", key, got, there)
				}
				if there {
					touch(key)
				}
			case "drop":
				r.drop(key)
				order = slices.DeleteFunc(order, func(k int) bool { return k == key })
			}
			if got, want := len(r.at), len(order); got != want || r.order.Len() != want {
				t.Fatalf("got %d kept (%d in order), want %d", got, r.order.Len(), want)
			}
		}
	})
}
