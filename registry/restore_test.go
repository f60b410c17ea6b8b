package registry_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest/version"
	"joinery/registry"
)

// draws gives what a list of draws on an item gives.
func draws(t *testing.T, r *registry.Registry, item string, list ...string) string {
	t.Helper()
	var got []string
	for _, text := range list {
		v, err := r.Draw(t.Context(), admin, drawText(t, item, text))
		if err != nil {
			return string(registry.CodeOf(err)) + ": " + err.Error()
		}
		got = append(got, v.Number)
	}
	return strings.Join(got, " ")
}

func TestRestored(t *testing.T) {
	for _, test := range []struct{ name, scheme, initial, draws, want string }{
		{"semver", "semver", "1.4.2", "patch, patch line=1.4, minor, major, patch, minor as=rc", "1.4.1003 1.4.1004 1.1005.0 12.0.0 12.0.1 12.1.0-rc.1"},
		{"nothing given yet", "semver", "", "patch, patch", "12.0.0 12.0.1"},
		{"four numbers", "four-part", "1.4.2.7", "build, patch, minor, major", "1.4.2.1008 1.4.1003.0 1.1005.0.0 12.0.0.0"},
		{"merge", "semver", "1.4.2", "patch, merge 1.4.2 1.4.1003", "1.4.1003 1.4.1004"},
		{"calendar", "calver", "2026.10.4", "next, next line=2026.10, next", "2026.11.1001 2026.10.1006 2026.11.1002"},
		{"calendar, this month", "calver", "2026.11.4", "next, next", "2026.11.1006 2026.11.1007"},
		{"anyver", "anyver", "0.202610.1", "kinds=bugfix", "conflict: lib was restored from a copy this month: which of its numbers were given since is not known"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &clock{day(20)}
			r := newRegistry(t, registry.Options{Now: c.now})
			if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: test.scheme, Initial: test.initial}); err != nil {
				t.Fatal(err)
			}
			if n, err := r.Restored(t.Context(), admin, 0); n != 1 || err != nil {
				t.Fatalf("got %d, %v, want one item", n, err)
			}
			if item, err := r.Item(t.Context(), admin, "lib"); err != nil || item.Edition <= registry.DefaultGap {
				t.Errorf("got the edition %d, %v, want one that nobody holds", item.Edition, err)
			}
			if got := draws(t, r, "lib", strings.Split(test.draws, ", ")...); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			c.at = day(20).AddDate(0, 1, 0)
			if test.scheme == "anyver" {
				if got, want := draws(t, r, "lib", "kinds=bugfix"), "0.202612.1001"; got != want {
					t.Errorf("next month: got %s, want %s", got, want)
				}
			}
		})
	}
}

// Two registries that begin with the same draws, of which one was restored: none of its numbers are
// the other's.
func TestRestoredGivesNothingTwice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		scheme := rapid.SampledFrom([]string{"semver", "four-part", "calver"}).Draw(rt, "scheme")
		c := &clock{day(1)}
		lost, restored := newRegistry(t, registry.Options{Now: c.now}), newRegistry(t, registry.Options{Now: c.now})
		var known []string
		draw := func(r *registry.Registry, d registry.Draw) string {
			v, err := r.Draw(t.Context(), admin, d)
			if err != nil {
				rt.Fatal(err)
			}
			return v.Number
		}
		next := func() registry.Draw {
			d := registry.Draw{Item: "lib"}
			if scheme != "calver" {
				d.Level = rapid.SampledFrom([]version.Level{version.Patch, version.Minor, version.Major}).Draw(rt, "level")
			}
			if len(known) > 1 && rapid.Bool().Draw(rt, "extends") {
				d.Extends = []string{rapid.SampledFrom(known).Draw(rt, "from")}
			}
			if rapid.IntRange(0, 3).Draw(rt, "candidate") == 0 {
				d.Candidate = "rc"
			}
			return d
		}
		for _, r := range []*registry.Registry{lost, restored} {
			if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: scheme}); err != nil {
				rt.Fatal(err)
			}
		}
		for range rapid.IntRange(0, 5).Draw(rt, "before") {
			d := next()
			number := draw(lost, d)
			if again := draw(restored, d); again != number {
				rt.Fatalf("got %s and %s from the same draws", number, again)
			}
			known = append(known, number)
		}
		given := map[string]bool{}
		for range rapid.IntRange(0, 9).Draw(rt, "lost") {
			given[draw(lost, next())] = true
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 72).Draw(rt, "hours")) * time.Hour)
		}
		if _, err := restored.Restored(t.Context(), admin, 1000); err != nil {
			rt.Fatal(err)
		}
		for range 12 {
			if number := draw(restored, next()); given[number] {
				rt.Fatalf("%s was given twice", number)
			}
		}
	})
}
