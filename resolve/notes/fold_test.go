package notes

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
)

// lineage draws versions that grow out of each other, each with a few changes of few ids. It
// returns, for every version, what there is up to it.
func lineage(t *rapid.T, reverts bool) [][]stage {
	ids := rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"})
	n := rapid.IntRange(1, 7).Draw(t, "versions")
	all, closure := make([]stage, n), make([]map[int]bool, n)
	lines := make([][]stage, n)
	for i := range n {
		all[i] = stage{version: fmt.Sprint(i)}
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			note := manifest.Note{Type: manifest.Text{Value: "fix"}, ID: manifest.Text{Value: ids.Draw(t, "id")}}
			if reverts && rapid.Bool().Draw(t, "is a revert") {
				note.Reverts.Value = ids.Draw(t, "reverts")
			}
			all[i].changes = append(all[i].changes, note)
		}
		closure[i] = map[int]bool{i: true}
		for p := range i {
			if rapid.IntRange(0, 2).Draw(t, "parent") == 0 {
				maps.Copy(closure[i], closure[p])
			}
		}
		for _, v := range slices.Sorted(maps.Keys(closure[i])) {
			lines[i] = append(lines[i], all[v])
		}
	}
	return lines
}

// TestBetween compares what is told without reverts with the difference of two sets.
func TestBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := lineage(t, false)
		pick := rapid.IntRange(0, len(lines)-1)
		have, get := lines[pick.Draw(t, "from")], lines[pick.Draw(t, "to")]
		news, gone := between(have, get)
		for _, side := range []struct {
			name       string
			told       []told
			from, into []stage
		}{{"news", news, have, get}, {"gone", gone, get, have}} {
			want := map[key]bool{}
			for _, c := range toldOf(side.into) {
				want[c.key] = true
			}
			for _, c := range toldOf(side.from) {
				delete(want, c.key)
			}
			got := map[key]bool{}
			for _, c := range side.told {
				if got[c.key] {
					t.Fatalf("%s: got %v twice, want it once", side.name, c.key)
				}
				got[c.key] = true
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%s: got %v, want %v", side.name, got, want)
			}
		}
	})
}

// TestBetweenWithReverts holds that a change is news only if it holds for those who get it and
// not for those who have what they have, and that it is told once.
func TestBetweenWithReverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := lineage(t, true)
		pick := rapid.IntRange(0, len(lines)-1)
		have, get := lines[pick.Draw(t, "from")], lines[pick.Draw(t, "to")]
		news, _ := between(have, get)
		before, after := holding(toldOf(have)), holding(toldOf(get))
		seen := map[key]bool{}
		for _, c := range news {
			if seen[c.key] || !after[c.key] || c.key.id != "" && before[c.key] {
				t.Fatalf("got %v, want it once, and only if it holds in what they get and not in what they have", c.key)
			}
			seen[c.key] = true
		}
		if news, gone := between(get, get); len(news)+len(gone) > 0 {
			t.Fatalf("got %v and %v between a version and itself, want nothing", news, gone)
		}
	})
}

// holding says which changes hold, straight from the definition: one holds unless one that holds
// and stands behind it takes it back.
func holding(all []told) map[key]bool {
	var holds func(i int) bool
	holds = func(i int) bool {
		for j := i + 1; j < len(all); j++ {
			back := all[j].note.Reverts.Value
			if back != "" && back == all[i].key.id && back != all[j].key.id && holds(j) {
				return false
			}
		}
		return true
	}
	set := map[key]bool{}
	for i := range all {
		if holds(i) {
			set[all[i].key] = true
		}
	}
	return set
}
