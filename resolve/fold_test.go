package resolve

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// drawnLine draws a component whose versions grow out of each other, each with a few changes of
// few ids: version 1.N.0 may extend every lower one.
func drawnLine(t *rapid.T, reverts bool) *manifest.Component {
	ids := rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"})
	c := &manifest.Component{Name: manifest.Text{Value: "pay"}, Versioning: manifest.Versioning{Scheme: version.SemVer}}
	for i := range rapid.IntRange(1, 7).Draw(t, "versions") {
		v, err := version.SemVer.Parse(fmt.Sprintf("1.%d.0", i))
		if err != nil {
			t.Fatal(err)
		}
		e := &manifest.Entry{Component: c, Version: manifest.Text{Value: v.String()}, Parsed: v}
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			note := manifest.Note{Type: manifest.Text{Value: "fix"}, ID: manifest.Text{Value: ids.Draw(t, "id")}}
			if reverts && rapid.Bool().Draw(t, "is a revert") {
				note.Reverts.Value = ids.Draw(t, "reverts")
			}
			e.Changes = append(e.Changes, note)
		}
		for _, x := range c.Versions {
			if rapid.IntRange(0, 2).Draw(t, "extends") == 0 {
				e.Extends = append(e.Extends, manifest.Reference{Text: x.Version, Parsed: x.Parsed})
			}
		}
		c.Versions = append(c.Versions, e)
	}
	return c
}

// drawnVersions draws up to two versions of a component.
func drawnVersions(t *rapid.T, c *manifest.Component, label string, least int) []string {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom(c.Versions).Draw(t, "version").Version.Value
	}), least, 2).Draw(t, label)
}

// pastOf lists what versions grew out of, one version after the other, without a walk: a version
// is in when something that is in extends it. Drawn versions extend lower ones alone, so their
// own order will do.
func pastOf(c *manifest.Component, versions []string) []Stage {
	var all []Stage
	for _, v := range versions {
		in, known := map[string]bool{v: true}, stageSet(all)
		var line []Stage
		for _, e := range slices.Backward(c.Versions) {
			if !in[e.Version.Value] {
				continue
			}
			if s := stageOf(e); !known[s.id()] {
				line = append(line, s)
			}
			for _, r := range e.Extends {
				in[r.Value] = true
			}
		}
		slices.Reverse(line)
		all = append(all, line...)
	}
	return all
}

// whoHolds says of each change of a line whether it holds, straight from the definition: rounds
// over one stage after the other, the last first, until nothing is decided any more.
func whoHolds(all []Told) []bool {
	const open, holds, gone = 0, 1, 2
	is := make([]int, len(all))
	for end := len(all); end > 0; {
		start := end - 1
		for start > 0 && all[start-1].id() == all[end-1].id() {
			start--
		}
		for again := true; again; {
			again = false
			for i := start; i < end; i++ {
				if is[i] != open {
					continue
				}
				some, every := false, true
				for j := start; j < len(all); j++ {
					if takesBack(all[j], all[i].Note.ID.Value) {
						some = some || is[j] == holds
						every = every && is[j] == gone
					}
				}
				if some {
					is[i], again = gone, true
				} else if every {
					is[i], again = holds, true
				}
			}
		}
		for i := start; i < end; i++ {
			is[i] = max(is[i], holds) // a circle
		}
		end = start
	}
	stand := make([]bool, len(all))
	for i := range is {
		stand[i] = is[i] == holds
	}
	return stand
}

func takesBack(t Told, id string) bool {
	return id != "" && t.Note.Reverts.Value == id && t.Note.ID.Value != id
}

// standingIn returns the first place of every change that stands.
func standingIn(all []Told) map[changeKey]Told {
	first := map[changeKey]Told{}
	stands := whoHolds(all)
	for i, t := range all {
		if _, known := first[t.key()]; !known && stands[i] {
			first[t.key()] = t
		}
	}
	return first
}

func keysOf(t *rapid.T, side string, all []Told) map[changeKey]bool {
	set := map[changeKey]bool{}
	for _, c := range all {
		if set[c.key()] {
			t.Fatalf("%s: got %+v twice, want it once", side, c.key())
		}
		set[c.key()] = true
	}
	return set
}

// TestFoldWithoutReverts compares what is told with the difference of two sets.
func TestFoldWithoutReverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawnLine(t, false)
		from, to := drawnVersions(t, c, "from", 0), drawnVersions(t, c, "to", 1)
		n := NewPast(one{c}).News("pay", from, to)
		have, get := pastOf(c, from), pastOf(c, to)
		for _, side := range []struct {
			name       string
			told       []Told
			from, into []Stage
		}{{"told", n.Told, have, get}, {"gone", n.Gone, get, have}} {
			want := map[changeKey]bool{}
			for _, x := range changesOf(side.into) {
				want[x.key()] = true
			}
			for _, x := range changesOf(side.from) {
				delete(want, x.key())
			}
			if got := keysOf(t, side.name, side.told); !maps.Equal(got, want) {
				t.Fatalf("%s: got %v, want %v", side.name, got, want)
			}
		}
	})
}

// TestFoldIsFreeOfOrder: how the changes of a version are ordered, as by the names of their
// files, tells nobody anything else.
func TestFoldIsFreeOfOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawnLine(t, true)
		for i, e := range c.Versions {
			ids := map[string]bool{}
			for j := range e.Changes { // places are known by their order, twins told by the first
				id := &e.Changes[j].ID.Value
				if *id == "" || ids[*id] {
					*id = fmt.Sprintf("another-%d-%d", i, j)
				}
				ids[*id] = true
			}
		}
		from, to := drawnVersions(t, c, "from", 0), drawnVersions(t, c, "to", 1)
		told := NewPast(one{c}).News("pay", from, to)
		for _, e := range c.Versions {
			e.Changes = rapid.Permutation(e.Changes).Draw(t, "another order")
		}
		again := NewPast(one{c}).News("pay", from, to)
		if got, want := keysOf(t, "told", again.Told), keysOf(t, "told", told.Told); !maps.Equal(got, want) {
			t.Fatalf("told: got %v in another order, want %v", got, want)
		}
		if got, want := keysOf(t, "gone", again.Gone), keysOf(t, "gone", told.Gone); !maps.Equal(got, want) {
			t.Fatalf("gone: got %v in another order, want %v", got, want)
		}
	})
}

// TestFold holds what is told, with reverts, against the rules read one by one for every change.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawnLine(t, true)
		from, to := drawnVersions(t, c, "from", 0), drawnVersions(t, c, "to", 1)
		before, after := changesOf(pastOf(c, from)), changesOf(pastOf(c, to))
		old, now := standingIn(before), standingIn(after)
		had, got := stageSet(pastOf(c, from)), stageSet(pastOf(c, to))
		isIn := func(set map[changeKey]Told, id string) bool { _, ok := set[changeKey{id: id}]; return ok }
		unheard := func(id string) bool {
			return !slices.ContainsFunc(slices.Concat(before, after), func(t Told) bool { return t.Note.ID.Value == id })
		}
		news, gone := map[changeKey]bool{}, map[changeKey]bool{}
		afterStands := whoHolds(after)
		for key, x := range now {
			back := x.Note.Reverts.Value
			isNew := !had[x.id()] && !isIn(old, key.id)
			if isNew && (!takesBack(x, back) || unheard(back) || isIn(old, back) && !isIn(now, back)) {
				news[key] = true
			}
		}
		for key, x := range old {
			taken := false // what is taken back is told by the revert
			for i, y := range after {
				taken = taken || takesBack(y, key.id) && afterStands[i]
			}
			back := x.Note.Reverts.Value
			isLoss := !takesBack(x, back) || unheard(back) || isIn(now, back) && !isIn(old, back)
			if !got[x.id()] && !isIn(now, key.id) && !taken && isLoss {
				gone[key] = true
			}
		}
		n := NewPast(one{c}).News("pay", from, to)
		if told := keysOf(t, "told", n.Told); !maps.Equal(told, news) {
			t.Fatalf("told: got %v, want %v", told, news)
		}
		if lost := keysOf(t, "gone", n.Gone); !maps.Equal(lost, gone) {
			t.Fatalf("gone: got %v, want %v", lost, gone)
		}
		if same := NewPast(one{c}).News("pay", to, to); len(same.Told)+len(same.Gone)+len(same.Through) > 0 {
			t.Fatalf("got %v, gone %v, through %v between versions and themselves, want nothing", same.Told, same.Gone, same.Through)
		}
	})
}

// one is a source of a single component.
type one struct{ c *manifest.Component }

func (s one) Component(name string) *manifest.Component {
	if name == s.c.Name.Value {
		return s.c
	}
	return nil
}
func (one) Product(string) *manifest.Product                        { return nil }
func (one) Bundles(string) []manifest.BundleRef                     { return nil }
func (one) Bundle(manifest.BundleRef) (*manifest.Bundle, diag.List) { return nil, nil }
func (s one) Names() []string                                       { return []string{s.c.Name.Value} }
