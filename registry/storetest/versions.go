package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"joinery/registry"
)

func versionsAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "version 1.4.0", s.version("lib", "1.4.0"), registry.Version{})

	full, drawn := sampleVersion("lib", "1.4.0", 1), drawnVersion("lib", 2)
	s.write(registry.Writing{
		NewItems:    []registry.Item{plainItem("lib"), plainItem("other")},
		NewVersions: []registry.Version{full, drawn},
	})
	same(t, "version 1.4.0", s.version("lib", "1.4.0"), full)
	same(t, "version 1.0.2", s.version("lib", "1.0.2"), drawn)
	same(t, "version 1.4.0 of other", s.version("other", "1.4.0"), registry.Version{})
	same(t, "version by its text", s.version("lib", full.Text), registry.Version{})

	// Another item has numbers and places of its own.
	twin := sampleVersion("other", "1.4.0", 1)
	s.write(registry.Writing{NewVersions: []registry.Version{twin}})
	same(t, "version 1.4.0 of other", s.version("other", "1.4.0"), twin)
}

func versionsAreChanged(t testing.TB, h Harness) {
	s := open(t, h)
	full := sampleVersion("lib", "1.4.0", 1)
	s.write(registry.Writing{
		NewItems:    []registry.Item{plainItem("lib")},
		NewVersions: []registry.Version{full, sampleVersion("lib", "1.4.1", 2)},
	})

	// Everything but the item, the number, the line, the place and the day of creation.
	changed := registry.Version{
		Item: "lib", Number: "1.4.0", Text: "v1.4", Line: "9", Seq: 99, State: registry.Lapsed, Created: noon.AddDate(9, 0, 0),
		Extends: []string{"1.2.0"}, Level: "merge", Revision: "", Description: "slower", By: "anna",
		Published: noon.Add(time.Hour), Digest: "sha256:11", Entry: []byte("version: v1.4\n"), Status: "disabled",
		Log: []registry.StatusChange{{Date: noon, Status: "disabled", Comment: "it burns", By: "anna"}},
	}
	s.write(registry.Writing{Versions: []registry.Version{changed}})
	changed.Line, changed.Seq, changed.Created = full.Line, full.Seq, full.Created
	same(t, "version 1.4.0", s.version("lib", "1.4.0"), changed)
	same(t, "version 1.4.1", s.version("lib", "1.4.1"), sampleVersion("lib", "1.4.1", 2))

	// Down to nothing.
	bare := registry.Version{Item: "lib", Number: "1.4.0", Line: full.Line, Seq: 1, State: registry.Drawn, Created: full.Created}
	s.write(registry.Writing{Versions: []registry.Version{bare}})
	same(t, "bare version 1.4.0", s.version("lib", "1.4.0"), bare)

	// New and changed at once.
	drawn := drawnVersion("lib", 3)
	lapsed := drawn
	lapsed.State = registry.Lapsed
	s.write(registry.Writing{NewVersions: []registry.Version{drawn}, Versions: []registry.Version{lapsed}})
	same(t, "version 1.0.3", s.version("lib", "1.0.3"), lapsed)
}

func versionsAreListed(t testing.TB, h Harness) {
	s := open(t, h)
	query := registry.VersionQuery{Item: "lib", Limit: every}
	same(t, "versions of nothing", s.versions(query), nil)

	// Seven versions on two lines in three states, with a gap, and another item's between them.
	var all []registry.Version
	for _, seq := range []int64{1, 2, 3, 5, 8, 9, 10} {
		v := drawnVersion("lib", seq)
		v.State = []registry.State{registry.Drawn, registry.Published, registry.Lapsed}[seq%3]
		if seq%2 == 0 {
			v.Line = "2.0"
		}
		all = append(all, v)
	}
	s.write(registry.Writing{
		NewItems:    []registry.Item{plainItem("lib"), plainItem("other"), plainItem("li")},
		NewVersions: append(slices.Clone(all), drawnVersion("other", 4), drawnVersion("li", 6)),
	})
	for _, c := range []struct {
		query registry.VersionQuery
		want  string // places
	}{
		{registry.VersionQuery{Limit: every}, "10 9 8 5 3 2 1"},
		{registry.VersionQuery{Limit: every, Oldest: true}, "1 2 3 5 8 9 10"},
		{registry.VersionQuery{Limit: 1}, "10"},
		{registry.VersionQuery{Limit: 1, Oldest: true}, "1"},
		{registry.VersionQuery{Limit: 2, Before: 9}, "8 5"},
		{registry.VersionQuery{Limit: 2, Before: 9, Oldest: true}, "1 2"},
		{registry.VersionQuery{Limit: 2, After: 3}, "10 9"},
		{registry.VersionQuery{Limit: 2, After: 3, Oldest: true}, "5 8"},
		{registry.VersionQuery{Limit: every, After: 2, Before: 9}, "8 5 3"},
		{registry.VersionQuery{Limit: every, After: 4, Before: 5}, ""},
		{registry.VersionQuery{Limit: every, After: 10, Oldest: true}, ""},
		{registry.VersionQuery{Limit: every, Before: 1}, ""},
		{registry.VersionQuery{Limit: every, Line: "1.0"}, "9 5 3 1"},
		{registry.VersionQuery{Limit: every, Line: "2.0", Oldest: true}, "2 8 10"},
		{registry.VersionQuery{Limit: 1, Line: "2.0", Before: 10}, "8"},
		{registry.VersionQuery{Limit: every, Line: "2"}, ""},
		{registry.VersionQuery{Limit: every, State: registry.Drawn}, "9 3"},
		{registry.VersionQuery{Limit: every, State: registry.Published, Oldest: true}, "1 10"},
		{registry.VersionQuery{Limit: every, State: registry.Lapsed, Line: "2.0"}, "8 2"},
		{registry.VersionQuery{Limit: 1, State: registry.Lapsed, Line: "2.0", After: 1, Before: 8}, "2"},
	} {
		c.query.Item = "lib"
		versions := s.versions(c.query)
		if got := placesOf(versions); got != c.want {
			t.Errorf("versions %+v: got places %q, want %q", c.query, got, c.want)
		}
	}

	// A list has each version whole.
	full := sampleVersion("other", "1.4.0", 5)
	s.write(registry.Writing{NewVersions: []registry.Version{full}})
	list := s.versions(registry.VersionQuery{Item: "other", Limit: 2})
	same(t, "versions of other", list, []registry.Version{full, drawnVersion("other", 4)})
}

func versionsFallDue(t testing.TB, h Harness) {
	s := open(t, h)
	reserved := func(item string, n int64, state registry.State, expires time.Time) registry.Version {
		v := drawnVersion(item, n)
		v.State, v.Expires = state, expires
		return v
	}
	s.write(registry.Writing{
		NewItems: []registry.Item{plainItem("lib"), plainItem("other")},
		NewVersions: []registry.Version{
			reserved("lib", 1, registry.Drawn, noon),
			reserved("lib", 2, registry.Drawn, noon.Add(time.Microsecond)),
			reserved("lib", 3, registry.Drawn, time.Time{}), // confirmed
			reserved("lib", 4, registry.Published, noon),
			reserved("lib", 5, registry.Lapsed, noon),
			reserved("other", 6, registry.Drawn, noon.Add(-time.Hour)),
		},
	})
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{noon.Add(-2 * time.Hour), ""},
		{noon.Add(-time.Hour), "6"},
		{noon.Add(-time.Microsecond), "6"},
		{noon, "1 6"},
		{noon.Add(time.Microsecond), "1 2 6"},
		{noon.AddDate(1000, 0, 0), "1 2 6"},
	} {
		due := s.due(c.at, every)
		slices.SortFunc(due, func(a, b registry.Version) int { return int(a.Seq - b.Seq) })
		if got := placesOf(due); got != c.want {
			t.Errorf("due at %v: got places %q, want %q", c.at, got, c.want)
		}
	}
	if due := s.due(noon.AddDate(1, 0, 0), 2); len(due) != 2 {
		t.Errorf("due with limit 2: got %d of 3, want 2", len(due))
	}

	// What was swept or published is not due any more.
	lapsed := reserved("lib", 1, registry.Lapsed, noon)
	s.write(registry.Writing{Versions: []registry.Version{lapsed}})
	due := s.due(noon, every)
	same(t, "due after a sweep", due, []registry.Version{reserved("other", 6, registry.Drawn, noon.Add(-time.Hour))})
}

// namesOf returns the items' names, with blanks between them.
func namesOf(items []registry.Item) string {
	names := make([]string, len(items))
	for i := range items {
		names[i] = items[i].Name
	}
	return strings.Join(names, " ")
}

// placesOf returns the versions' Seqs, with blanks between them.
func placesOf(versions []registry.Version) string {
	places := make([]string, len(versions))
	for i := range versions {
		places[i] = fmt.Sprint(versions[i].Seq)
	}
	return strings.Join(places, " ")
}
