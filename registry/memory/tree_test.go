package memory

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A tree is compared with a map, and with what it was: a tree that others hold stays as it is.
func TestTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var now *tree[int]
		want, mine := map[key]int{}, new(owner)
		type old struct {
			tree *tree[int]
			want map[key]int
		}
		var olds []old
		keys := rapid.Custom(func(t *rapid.T) key {
			return key{a: rapid.SampledFrom([]string{"", "a", "a\x00", "b"}).Draw(t, "a"), n: rapid.Int64Range(-20, 20).Draw(t, "n")}
		})
		for i := range rapid.IntRange(0, 120).Draw(t, "puts") {
			if rapid.IntRange(0, 9).Draw(t, "end") == 0 {
				olds, mine = append(olds, old{now, maps.Clone(want)}), new(owner)
			}
			k := keys.Draw(t, "key")
			now, want[k] = now.with(mine, k, i), i
		}
		for _, o := range append(olds, old{now, want}) {
			checkTree(t, o.tree, o.want, keys.Draw(t, "bound"))
		}
	})
}

func checkTree(t *rapid.T, got *tree[int], want map[key]int, bound key) {
	sorted := slices.SortedFunc(maps.Keys(want), key.compare)
	var above, below []string
	for _, k := range sorted {
		if v, ok := got.get(k); !ok || v != want[k] {
			t.Fatalf("value at %v: got %d, %t, want %d", k, v, ok, want[k])
		}
		switch line := fmt.Sprint(k, want[k]); {
		case k.compare(bound) > 0:
			above = append(above, line)
		case k.compare(bound) < 0:
			below = append([]string{line}, below...)
		}
	}
	if _, ok := got.get(key{a: "nothing"}); ok {
		t.Fatal("value at nothing: got one, want none")
	}
	var gotAbove, gotBelow []string
	for k, v := range got.above(bound) {
		gotAbove = append(gotAbove, fmt.Sprint(k, v))
	}
	for k, v := range got.below(bound) {
		gotBelow = append(gotBelow, fmt.Sprint(k, v))
	}
	if !slices.Equal(gotAbove, above) {
		t.Fatalf("above %v: got %q, want %q", bound, gotAbove, above)
	}
	if !slices.Equal(gotBelow, below) {
		t.Fatalf("below %v: got %q, want %q", bound, gotBelow, below)
	}
	checkHeights(t, got)
}

func checkHeights(t *rapid.T, n *tree[int]) int {
	if n == nil {
		return 0
	}
	left, right := checkHeights(t, n.left), checkHeights(t, n.right)
	if left > right+1 || right > left+1 || n.height != 1+max(left, right) {
		t.Fatalf("node %v of height %d stands over %d and %d, want them to differ by one at most", n.key, n.height, left, right)
	}
	return n.height
}
