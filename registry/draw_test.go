package registry_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/memory"
)

var admin = registry.Who{Name: "admin", Role: registry.Admin}

// clock is a time that a test sets.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newRegistry(t *testing.T, o registry.Options) *registry.Registry {
	t.Helper()
	if o.Now == nil {
		o.Now = (&clock{time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}).now
	}
	store := memory.New()
	r := registry.New(store, o)
	t.Cleanup(func() {
		if err := errors.Join(r.Close(context.Background()), store.Close()); err != nil {
			t.Error(err)
		}
	})
	return r
}

// drawText reads a draw as the tables below write it: minor, patch line=1.4, merge 1.2.3 1.3.1,
// minor rc, patch after 1.4.0, kinds bugfix+functional, changes fix feature, rev=abc.
func drawText(t *testing.T, item, text string) registry.Draw {
	t.Helper()
	d := registry.Draw{Item: item}
	words := strings.Fields(text)
	for i := 0; i < len(words); i++ {
		word, value, _ := strings.Cut(words[i], "=")
		switch word {
		case "line":
			d.Line = value
		case "rev":
			d.Revision = value
		case "key":
			d.Key = value
		case "as":
			d.Candidate = value
		case "reserve":
			d.Reserve = true
		case "after", "merge":
			d.Extends = words[i+1:]
			i = len(words)
		case "changes":
			d.Changes = words[i+1:]
			i = len(words)
		case "kinds":
			for _, name := range strings.Split(value, "+") {
				k, err := version.ParseKind(name)
				if err != nil {
					t.Fatal(err)
				}
				d.Kinds = append(d.Kinds, k)
			}
		case "next":
		default:
			level, err := version.ParseLevel(word)
			if err != nil {
				t.Fatal(err)
			}
			d.Level = level
		}
	}
	return d
}

// drawn tells what a draw gave: the number, and what it extends.
func drawn(v registry.Version, err error) string {
	if err != nil {
		return fmt.Sprintf("%s: %v", registry.CodeOf(err), err)
	}
	return strings.Join(append([]string{v.Number}, v.Extends...), " < ")
}

func TestDraw(t *testing.T) {
	for _, test := range []struct {
		name, scheme, initial string
		draws                 []string // a draw → what it gives
	}{
		{"levels", "semver", "1.4.0", []string{
			"patch → 1.4.1 < 1.4.0", "minor → 1.5.0 < 1.4.1", "major → 2.0.0 < 1.5.0", "patch → 2.0.1 < 2.0.0",
		}},
		{"the first one", "semver", "", []string{"patch → 1.0.0", "patch → 1.0.1 < 1.0.0"}},
		{"a line", "semver", "1.4.0", []string{
			"major → 2.0.0 < 1.4.0", "patch line=1.4 → 1.4.1 < 1.4.0", "minor line=1 → 1.5.0 < 1.4.1", "patch line=1 → 1.5.1 < 1.5.0",
			"patch line=1.4 → 1.4.2 < 1.4.1", "patch line=3.0 → not-found: lib has no version on a line 3.0",
			"minor line=1.4 → invalid: minor after 1.4.2 is 1.5.0, which leaves the line 1.4; wanted a lower level or another line",
		}},
		{"after a version", "semver", "1.4.0", []string{
			"patch → 1.4.1 < 1.4.0", "minor → 1.5.0 < 1.4.1",
			"patch after 1.4.0 → 1.4.2 < 1.4.0", "minor after 1.4.0 → 1.6.0 < 1.4.0", "major after 1.4.0 → 2.0.0 < 1.4.0",
			"patch after 1.4.9 → not-found: lib has no version 1.4.9",
			`patch after 1.4 → invalid: found no semver version of lib: "1.4": found the end at offset 3, wanted .PATCH`,
		}},
		{"merge", "semver", "1.2.3", []string{
			"minor → 1.3.0 < 1.2.3", "merge 1.2.3 1.3.0 → 1.4.0 < 1.3.0 < 1.2.3", "merge 1.3.0 1.2.3 → 1.5.0 < 1.3.0 < 1.2.3",
			"merge 1.2.3 1.2.3 → invalid: no merge of 1.2.3: wanted two different versions or more",
			"patch merge 1.2.3 1.3.0 → invalid: found a level for a MERGE, whose number follows from its versions; wanted none",
		}},
		{"merge within a line", "semver", "1.2.3", []string{
			"patch → 1.2.4 < 1.2.3", "merge 1.2.3 1.2.4 → 1.2.5 < 1.2.4 < 1.2.3", "merge 1.2.3 1.2.4 → 1.2.6 < 1.2.4 < 1.2.3",
		}},
		{"candidates", "semver", "1.4.0", []string{
			"minor as=rc → 1.5.0-rc.1 < 1.4.0", "minor as=rc → 1.5.0-rc.2 < 1.4.0", "minor as=beta → 1.5.0-beta.1 < 1.4.0",
			"minor → 1.5.0 < 1.4.0", "minor as=rc → 1.6.0-rc.1 < 1.5.0",
			"patch as=rc.1 → invalid: found the candidate name \"rc.1\", wanted one such as rc or beta",
		}},
		{"nothing but a candidate", "semver", "1.0.0-rc.1", []string{ // as a cut: the number of the highest, at least 1.0.0
			"minor as=rc → 1.0.0-rc.2 < 1.0.0-rc.1", "patch → 1.0.0 < 1.0.0-rc.2", "patch → 1.0.1 < 1.0.0", "minor → 1.1.0 < 1.0.1",
		}},
		{"nothing but candidates of two numbers", "semver", "1.0.0-rc.1", []string{
			"patch as=rc after 1.0.0-rc.1 → 1.0.1-rc.1 < 1.0.0-rc.1", "minor as=rc → 1.0.1-rc.2 < 1.0.1-rc.1", "patch → 1.0.1 < 1.0.1-rc.2",
		}},
		{"nothing but a candidate, whatever the level", "semver", "1.0.0-rc.1", []string{"major → 1.0.0 < 1.0.0-rc.1", "major → 2.0.0 < 1.0.0"}},
		{"nothing but a later candidate", "semver", "3.0.0-rc.1", []string{
			"major as=rc → 3.0.0-rc.2 < 3.0.0-rc.1", "major as=beta → 3.0.0-beta.1", "patch after 3.0.0-rc.1 → 3.0.1 < 3.0.0-rc.1", "patch → 3.0.2 < 3.0.1",
		}},
		{"nothing but a later candidate, major", "semver", "3.0.0-rc.1", []string{"major → 3.0.0 < 3.0.0-rc.1", "major → 4.0.0 < 3.0.0"}},
		{"nothing but a candidate without a number", "semver", "2.1.0-beta", []string{"minor as=beta → 2.1.0-beta.1 < 2.1.0-beta", "minor → 2.1.0 < 2.1.0-beta.1"}},
		{"nothing but a candidate below 1.0.0", "semver", "0.4.0-rc.1", []string{"patch → 1.0.0 < 0.4.0-rc.1"}},
		{"after a candidate", "semver", "1.4.0", []string{ // as a bump: the three numbers count
			"minor as=rc → 1.5.0-rc.1 < 1.4.0", "patch → 1.4.1 < 1.4.0", "patch after 1.5.0-rc.1 → 1.5.1 < 1.5.0-rc.1", "minor after 1.5.0-rc.1 → 1.6.0 < 1.5.0-rc.1",
			"patch line=1.5 → 1.5.2 < 1.5.1", "major after 1.5.0-rc.1 → 2.0.0 < 1.5.0-rc.1",
		}},
		{"nothing but a candidate, four numbers", "four-part", "1.0.0.0-rc.1", []string{"build → 1.0.0.0 < 1.0.0.0-rc.1", "build → 1.0.0.1 < 1.0.0.0"}},
		{"nothing but a later candidate, four numbers", "four-part", "3.1.0.2-rc.1", []string{"build as=rc → 3.1.0.2-rc.2 < 3.1.0.2-rc.1", "major → 3.1.0.2 < 3.1.0.2-rc.2"}},
		{"nothing but a candidate, calendar", "calver", "2026.11.0-rc.1", []string{"next as=rc → 2026.11.0-rc.2 < 2026.11.0-rc.1", "next → 2026.11.0 < 2026.11.0-rc.2", "next → 2026.11.1 < 2026.11.0"}},
		{"nothing but a candidate of last month", "calver", "2026.10.4-rc.1", []string{"next → 2026.11.0 < 2026.10.4-rc.1"}},
		{"nothing but a later candidate, calendar", "calver", "2026.12.3-rc.1", []string{"next → 2026.12.3 < 2026.12.3-rc.1", "next → 2026.12.4 < 2026.12.3"}},
		{"nothing but a later candidate, anyver", "anyver", "1.202711.01-rc.1", []string{"kinds=bugfix → 1.202711.01 < 1.202711.01-rc.1"}},
		{"a SNAPSHOT is no candidate", "semver", "1.4.0", []string{
			`minor as=SNAPSHOT → invalid: found the candidate name "SNAPSHOT", which a version has that still changes; wanted one such as rc or beta`,
			`minor as=snapshot → invalid: found the candidate name "snapshot", which a version has that still changes; wanted one such as rc or beta`,
		}},
		{"changes", "semver", "1.4.0", []string{
			"changes fix docs → 1.4.1 < 1.4.0", "changes fix feature → 1.5.0 < 1.4.1", "changes breaking → 2.0.0 < 1.5.0",
			"changes note → invalid: found nothing but notes, which ask for no release",
		}},
		{"four numbers", "four-part", "1.4.2.7", []string{
			"build → 1.4.2.8 < 1.4.2.7", "patch → 1.4.3.0 < 1.4.2.8", "build after 1.4.2.7 → 1.4.2.9 < 1.4.2.7",
			"build line=1.4 → 1.4.3.1 < 1.4.3.0", "merge 1.4.2.7 1.4.3.0 → 1.4.4.0 < 1.4.3.0 < 1.4.2.7",
		}},
		{"calendar", "calver", "2026.10.4", []string{
			"next → 2026.11.0 < 2026.10.4", "next → 2026.11.1 < 2026.11.0", "next line=2026.10 → 2026.10.5 < 2026.10.4",
			"changes fix → 2026.11.2 < 2026.11.1", "merge 2026.10.4 2026.11.0 → 2026.11.3 < 2026.11.0 < 2026.10.4",
		}},
		{"calendar ahead", "calver", "2031.01.4", []string{"next → 2031.01.5 < 2031.01.4"}},
		{"anyver", "anyver", "", []string{
			"kinds=functional+bugfix → 0.202611.0", "kinds=bugfix → 0.202611.0001 < 0.202611.0", "changes feature fix → 0.202611.0102 < 0.202611.0001",
		}},
		{"no levels", "loose", "v1.2", []string{"patch → invalid: versions of a loose item are not drawn: nobody can tell the next one; publish them"}},
		{"wrong level", "semver", "1.4.0", []string{
			"build → invalid: found the level build, wanted one of major, minor, patch for a semver item",
			"next → invalid: found no level, wanted one of major, minor, patch for a semver item",
		}},
		{"reserved", "semver", "1.4.0", []string{
			"patch rev=abc → 1.4.1 < 1.4.0", "patch rev=def → 1.4.2 < 1.4.1", "patch rev=abc → 1.4.1 < 1.4.0",
			"minor rev=abc → 1.5.0 < 1.4.2", "patch line=1.4 rev=abc → 1.4.3 < 1.4.2",
		}},
		{"keys", "semver", "1.4.0", []string{
			"patch key=a → 1.4.1 < 1.4.0", "patch → 1.4.2 < 1.4.1", "patch key=a → 1.4.1 < 1.4.0",
			`minor key=a → key-reused: the idempotency key "a" came before with another request`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, ctx := newRegistry(t, registry.Options{}), t.Context()
			if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: test.scheme, Initial: test.initial}); err != nil {
				t.Fatal(err)
			}
			for _, line := range test.draws {
				text, want, _ := strings.Cut(line, " → ")
				d := drawText(t, "lib", text)
				if d.Key == "" && d.Revision == "" {
					if got := drawn(r.Look(ctx, admin, d)); got != want {
						t.Errorf("look %s: got %s, want %s", text, got, want)
					}
				}
				if got := drawn(r.Draw(ctx, admin, d)); got != want {
					t.Errorf("draw %s: got %s, want %s", text, got, want)
				}
			}
		})
	}
}
