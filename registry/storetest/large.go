package storetest

import (
	"fmt"
	"testing"

	"joinery/registry"
)

const million = 1_000_000

// fill gives an item its first n versions, on lines of a thousand: 1.0.1 to 1.0.n, each number
// once.
func (s store) fill(item string, n int) {
	s.t.Helper()
	s.write(registry.Writing{NewItems: []registry.Item{plainItem(item)}})
	const batch = 10_000
	for from := 0; from < n; from += batch {
		var w registry.Writing
		for i := from + 1; i <= min(from+batch, n); i++ {
			v := drawnVersion(item, int64(i))
			v.Line = lineOf(i)
			w.NewVersions = append(w.NewVersions, v)
		}
		last := w.NewVersions[len(w.NewVersions)-1]
		filled := plainItem(item)
		filled.Given, filled.Edition = last.Seq, last.Seq
		w.Items = []registry.Item{filled}
		w.Marks = []registry.Mark{{Item: item, Key: "", Number: last.Number}, {Item: item, Key: "1.0", Number: last.Number}}
		if err := s.update([]string{item}, w); err != nil {
			s.t.Fatalf("writing %d versions: got %v, want no error", batch, err)
		}
	}
}

func lineOf(i int) string { return fmt.Sprintf("1.%d", i/1000) }

// millionVersions looks at both ends and into the middle of an item with a million versions, and
// draws some more.
func millionVersions(t testing.TB, h Harness) {
	if h.Slow {
		return // see [Harness]
	}
	if testing.Short() {
		t.Skip("the tests are to be short")
	}
	s := openFor(t, h, 10*patience)
	s.fill("lib", million)
	s.fill("other", 10)
	for _, n := range []int{1, million / 2, million} {
		v := drawnVersion("lib", int64(n))
		v.Line = lineOf(n)
		same(t, "a version", s.version("lib", v.Number), v)
	}
	same(t, "a version too far", s.version("lib", fmt.Sprintf("1.0.%d", million+1)), registry.Version{})
	for _, c := range []struct {
		query registry.VersionQuery
		want  string
	}{
		{registry.VersionQuery{Limit: 2}, "1000000 999999"},
		{registry.VersionQuery{Limit: 2, Oldest: true}, "1 2"},
		{registry.VersionQuery{Limit: 2, Before: 500_000}, "499999 499998"},
		{registry.VersionQuery{Limit: 2, After: 500_000, Oldest: true}, "500001 500002"},
		{registry.VersionQuery{Limit: 2, Line: "1.500"}, "500999 500998"},
		{registry.VersionQuery{Limit: 2, Line: "1.500", Oldest: true, After: 500_997}, "500998 500999"},
		{registry.VersionQuery{Limit: 2, Line: "1.0", Oldest: true}, "1 2"},
		{registry.VersionQuery{Limit: 2, State: registry.Published, After: million - 10}, ""},
	} {
		c.query.Item = "lib"
		same(t, fmt.Sprintf("versions %+v", c.query), placesOf(s.versions(c.query)), c.want)
	}
	same(t, "due among a million", len(s.due(noon, 10)), 0)
	for i := range 3 {
		number, err := s.draw("lib")
		same(t, "draw", number, fmt.Sprintf("1.0.%d", million+1+i))
		noErrors(t, "drawing", []error{err})
	}
	same(t, "given", s.item("lib").Given, million+3)
	same(t, "given to the other", s.item("other").Given, 10)
}
