package resolve_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

func TestBump(t *testing.T) {
	for _, test := range []struct {
		name     string
		scheme   string
		versions string
		level    version.Level
		options  resolve.BumpOptions
		want     string // "version < extended", or what the error says
	}{
		{"patch", "semver", "1.4.2", version.Patch, resolve.BumpOptions{}, "1.4.3 < 1.4.2"},
		{"minor", "semver", "1.4.2", version.Minor, resolve.BumpOptions{}, "1.5.0 < 1.4.2"},
		{"major", "semver", "1.4.2", version.Major, resolve.BumpOptions{}, "2.0.0 < 1.4.2"},
		{"from the highest", "semver", "1.4.2 1.10.0 1.9.0", version.Patch, resolve.BumpOptions{}, "1.10.1 < 1.10.0"},
		{"from a snapshot: the numbers count", "semver", "1.5.0-SNAPSHOT 1.4.0", version.Patch, resolve.BumpOptions{}, "1.5.1 < 1.5.0-SNAPSHOT"},
		{"from an older one", "semver", "1.5.0 1.4.2", version.Patch, resolve.BumpOptions{From: "1.4.2"}, "1.4.3 < 1.4.2"},
		{"first", "semver", "", version.Major, resolve.BumpOptions{}, "0.1.0 < "},
		{"no build in semver", "semver", "1.4.2", version.Build, resolve.BumpOptions{}, "no next version after 1.4.2 in semver: found level build, wanted one of patch, minor, major"},
		{"unknown", "semver", "1.4.2", version.Patch, resolve.BumpOptions{From: "1.4.3"}, "lib has no version 1.4.3"},
		{"taken", "semver", "1.4.3 1.4.2", version.Patch, resolve.BumpOptions{From: "1.4.2"}, "joinery.yaml:6:15: lib 1.4.3 exists already, wanted the number 1.4.3 to be free"},
		{"taken by a candidate", "semver", "1.4.3-rc.1 1.4.2", version.Patch, resolve.BumpOptions{From: "1.4.2"}, "joinery.yaml:6:15: lib 1.4.3-rc.1 exists already, wanted the number 1.4.3 to be free"},
		{"next free patch", "semver", "1.4.4 1.4.3 1.4.2", version.Patch, resolve.BumpOptions{From: "1.4.2", NextFree: true}, "1.4.5 < 1.4.2"},
		{"next free minor", "semver", "1.6.0 1.5.0-SNAPSHOT 1.4.2", version.Minor, resolve.BumpOptions{From: "1.4.2", NextFree: true}, "1.7.0 < 1.4.2"},
		{"four-part build", "four-part", "1.5.10.0", version.Build, resolve.BumpOptions{}, "1.5.10.1 < 1.5.10.0"},
		{"four-part minor", "four-part", "1.5.10.3", version.Minor, resolve.BumpOptions{}, "1.6.0.0 < 1.5.10.3"},
		{"four-part first", "four-part", "", version.Minor, resolve.BumpOptions{}, "1.0.0.0 < "},
		{"calver", "calver", "2026.11.0", version.None, resolve.BumpOptions{Date: day(2026, 11, 20)}, "2026.11.1 < 2026.11.0"},
		{"calver first", "calver", "", version.None, resolve.BumpOptions{Date: day(2026, 11, 20)}, "2026.11.0 < "},
		{"calver next free", "calver", "2026.11.1 2026.11.0", version.None, resolve.BumpOptions{From: "2026.11.0", NextFree: true, Date: day(2026, 11, 20)}, "2026.11.2 < 2026.11.0"},
		{"calver without a date", "calver", "2026.11.0", version.None, resolve.BumpOptions{}, "no next version after 2026.11.0 in calver YYYY.0M.MICRO: the release's date is not given"},
		{"anyver first", "anyver", "", version.None, resolve.BumpOptions{Date: day(2026, 11, 20)}, "0.202611.0 < "},
		{
			"anyver, the oldest version tells the age", "anyver", "0.2024031.1112", version.None,
			resolve.BumpOptions{Date: day(2025, 4, 2), Kinds: []version.Kind{version.Bugfix}},
			"1.2025041.1001 < 0.2024031.1112",
		},
		{
			"anyver, an old oldest version", "anyver", "3.202403.0", version.None,
			resolve.BumpOptions{Date: day(2024, 4, 2), Kinds: []version.Kind{version.Bugfix}},
			"3.202404.0001 < 3.202403.0",
		},
		{"loose", "loose", "v0.79.2", version.Patch, resolve.BumpOptions{}, "no next version after v0.79.2 in loose: its versions follow no rule"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := versionsOf(t, test.scheme, strings.Fields(test.versions)...)
			next, err := resolve.Bump(c, test.level, test.options)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = next.Version.String() + " < " + names(next.Extends)
				if want := next.Version.String() + "-SNAPSHOT"; next.Snapshot.String() != want {
					t.Errorf("snapshot: got %s, want %s", next.Snapshot, want)
				}
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func TestCollisionNamesTheWayOut(t *testing.T) {
	_, err := resolve.Bump(versionsOf(t, "semver", "1.4.3", "1.4.2"), version.Patch, resolve.BumpOptions{From: "1.4.2"})
	collision := new(resolve.CollisionError)
	if !errors.As(err, &collision) {
		t.Fatalf("got %v, want a *CollisionError", err)
	}
	if got, want := collision.Taken.Version.Value, "1.4.3"; got != want {
		t.Errorf("taken: got %s, want %s", got, want)
	}
	if got, want := strings.Join(collision.Hints(), "; "), "--next-free goes on up to the next number that is free"; got != want {
		t.Errorf("hints: got %q, want %q", got, want)
	}
}

func TestFirstReleaseOf(t *testing.T) {
	for _, test := range []struct{ versioning, entry, want string }{
		{"{scheme: anyver, firstRelease: 2024-01-15}", "{version: 0.2024031.1112}", "2024-01-15"},
		{"anyver", "{version: 0.2024031.1112, released: 2024-03-08}", "2024-03-08"},
		{"anyver", "{version: 0.2024031.1112}", "2024-03-01"},
		{"anyver", "{version: 2.2024031.1112, released: 2024-03-08}", "2022-03-08"},
		{"semver", "{version: 1.0.0, released: 2024-03-08}", "0001-01-01"},
	} {
		w, _ := inMemory(t, "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Component\nname: lib\nversioning: "+test.versioning+"\nversions:\n  - "+test.entry+"\n")
		if got := resolve.FirstReleaseOf(w.Component("lib")).Format(time.DateOnly); got != test.want {
			t.Errorf("%s %s: got %s, want %s", test.versioning, test.entry, got, test.want)
		}
	}
}

func TestMergeOf(t *testing.T) {
	for _, test := range []struct {
		name     string
		versions []string
		merge    string
		nextFree bool
		want     string
	}{
		{"two lines", []string{"1.2.7 < 1.2.0", "1.9.1 < 1.2.0", "1.2.0"}, "1.9.1 1.2.7", false, "1.10.0 < 1.2.7 1.9.1"},
		{"order and doubles do not matter", []string{"1.2.7", "1.9.1"}, "1.2.7 1.9.1 1.2.7", false, "1.10.0 < 1.2.7 1.9.1"},
		{"taken", []string{"1.2.7", "1.9.1", "1.10.0-SNAPSHOT"}, "1.9.1 1.2.7", false, "joinery.yaml:8:15: lib 1.10.0-SNAPSHOT exists already, wanted the number 1.10.0 to be free"},
		{"next free raises what the formula raised", []string{"1.2.7", "1.9.1", "1.10.0"}, "1.9.1 1.2.7", true, "1.11.0 < 1.2.7 1.9.1"},
		{"one", []string{"1.2.7"}, "1.2.7 1.2.7", false, "no merge of 1.2.7 and 1.2.7: wanted two different versions or more"},
		{"unknown", []string{"1.2.7"}, "1.2.7 1.2.8", false, "lib has no version 1.2.8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, err := resolve.MergeOf(versionsOf(t, "semver", test.versions...), strings.Fields(test.merge), resolve.MergeOptions{NextFree: test.nextFree})
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = next.Version.String() + " < " + names(next.Extends)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestSuccessorCarriesDependenciesAndContract(t *testing.T) {
	w, _ := inMemory(t, `
-- joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: lib
versions:
  - version: 2.1.0
    dependencies: {core: 1.1.0, log: ^2}
    contract: {size: {type: integer}}
  - version: 2.0.4
    status: deprecated
    description: the older line
    dependencies: {log: ^1, cache: 3.0.0}
    contract: {size: {type: string}, name: {type: string, required: true}}
  - {version: 2.0.0}
`)
	c := w.Component("lib")
	for _, test := range []struct{ extends, dependencies, contract string }{
		{"2.1.0", "core 1.1.0, log ^2", "size integer false"},
		{"2.0.0", "", ""},
		{"2.0.4 2.1.0", "core 1.1.0, log ^2, cache 3.0.0", "size integer false, name string true"},
	} {
		s := &resolve.Successor{Component: c, Snapshot: parseAll(t, version.SemVer, "9.0.0-SNAPSHOT")[0]}
		for _, v := range strings.Fields(test.extends) {
			s.Extends = append(s.Extends, resolve.Entry(c, v))
		}
		n := s.Entry(s.Snapshot)
		if n.Version != "9.0.0-SNAPSHOT" || strings.Join(n.Extends, " ") != test.extends {
			t.Errorf("got %s < %v, want 9.0.0-SNAPSHOT < %s", n.Version, n.Extends, test.extends)
		}
		if n.Status+n.Released+n.Revision+n.Description != "" || len(n.Changes) > 0 {
			t.Errorf("got %+v, want nothing but dependencies and contract", n)
		}
		if n.HasContract != (test.contract != "") {
			t.Errorf("has contract: got %v, want %v", n.HasContract, !n.HasContract)
		}
		if got := dependencies(n); got != test.dependencies {
			t.Errorf("dependencies of %s: got %s, want %s", test.extends, got, test.dependencies)
		}
		if got := contract(n); got != test.contract {
			t.Errorf("contract of %s: got %s, want %s", test.extends, got, test.contract)
		}
	}
}

func dependencies(n manifest.NewEntry) string {
	var words []string
	for _, d := range n.Dependencies {
		words = append(words, d.Name+" "+d.Want)
	}
	return strings.Join(words, ", ")
}

func contract(n manifest.NewEntry) string {
	var words []string
	for _, o := range n.Contract {
		required := " false"
		if o.Required {
			required = " true"
		}
		words = append(words, o.Name.Value+" "+o.Type.Value+required)
	}
	return strings.Join(words, ", ")
}

func TestBumpLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &manifest.Component{Name: manifest.Text{Value: "lib"}}
		for _, v := range drawVersions(t) {
			c.Versioning.Scheme = v.Scheme()
			c.Versions = append(c.Versions, &manifest.Entry{Component: c, Version: manifest.Text{Value: v.String()}, Parsed: v})
		}
		from := rapid.SampledFrom(c.Versions).Draw(t, "from")
		level := rapid.SampledFrom([]version.Level{version.Patch, version.Minor, version.Major}).Draw(t, "level")
		next, err := resolve.Bump(c, level, resolve.BumpOptions{From: from.Version.Value, NextFree: true})
		if err != nil {
			t.Fatal(err)
		}
		if next.Snapshot.Compare(from.Parsed) <= 0 {
			t.Errorf("got %s, want a version above %s", next.Snapshot, from.Version)
		}
		for _, e := range c.Versions {
			if e.Parsed.Core().Compare(next.Version) == 0 {
				t.Errorf("got %s, which %s has taken", next.Version, e.Version)
			}
		}
	})
}
