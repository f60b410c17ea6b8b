package solve

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSetAgainstMap holds every operation against the same one on a plain list of values.
func TestSetAgainstMap(t *testing.T) {
	const size = 12
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (Set, []int) {
			members := rapid.SliceOfDistinct(rapid.IntRange(0, size-2), rapid.ID[int]).Draw(t, name)
			slices.Sort(members)
			return Of(members...), members
		}
		a, inA := draw("a")
		b, inB := draw("b")
		for c := range size - 1 {
			left, right := slices.Contains(inA, c), slices.Contains(inB, c)
			for name, got := range map[string][2]bool{
				"has":        {a.Has(c), left},
				"intersect":  {a.Intersect(b).Has(c), left && right},
				"union":      {a.union(b).Has(c), left || right},
				"minus":      {a.minus(b).Has(c), left && !right},
				"complement": {a.complement(size).Has(c), !left},
			} {
				if got[0] != got[1] {
					t.Fatalf("%s of %d: got %v, want %v (a %v, b %v)", name, c, got[0], got[1], inA, inB)
				}
			}
		}
		if got, want := a.within(b), !slices.ContainsFunc(inA, func(c int) bool { return !slices.Contains(inB, c) }); got != want {
			t.Fatalf("within: got %v, want %v", got, want)
		}
		if got, want := a.meets(b), slices.ContainsFunc(inA, func(c int) bool { return slices.Contains(inB, c) }); got != want {
			t.Fatalf("meets: got %v, want %v", got, want)
		}
		if got := a.Candidates(); !slices.Equal(got, inA) {
			t.Fatalf("candidates: got %v, want %v", got, inA)
		}
		if a.Len() != len(inA) || !a.complement(size).has(absent) {
			t.Fatalf("len %d of %v, complement %v", a.Len(), inA, a.complement(size))
		}
	})
}
