package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
)

// A second restore jumps on from where the first one led.
func TestRestoredTwice(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.2")
	for _, want := range []string{"1.4.1003 1.1005.0 12.0.0", "12.0.1001 12.1001.0 23.0.0"} {
		if _, err := r.Restored(t.Context(), admin, 0); err != nil {
			t.Fatal(err)
		}
		if got := draws(t, r, "lib", "patch", "minor", "major"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	r = newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.2")
	for range 2 {
		if _, err := r.Restored(t.Context(), admin, 0); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := draws(t, r, "lib", "patch", "minor", "major"), "1.4.2003 1.2005.0 22.0.0"; got != want {
		t.Errorf("restored twice at once: got %s, want %s", got, want)
	}
}

// What was drawn and built while the copy was not looking comes back when it is published; the numbers
// around it may have been given, too.
func TestRestoredAndPublishedAgain(t *testing.T) {
	for _, test := range []struct{ scheme, initial, published, draws, want string }{
		{"semver", "1.4.2", "1.5.0", "patch line=1.5, patch after 1.5.0, minor", "1.5.1001 1.5.1002 1.1005.0"},
		{"semver", "1.4.2", "1.5.0-rc.3", "patch after 1.5.0-rc.3", "1.5.1001"},
		{"four-part", "1.4.2.7", "1.4.3.0", "build line=1.4.3", "1.4.3.1001"},
		{"calver", "2026.09.3", "2026.10.0", "next line=2026.10", "2026.10.1002"},
		{"semver", "1.4.2", "20.1.0", "patch line=20.1", "20.1.1"},
	} {
		t.Run(test.scheme+" "+test.published, func(t *testing.T) {
			r := newRegistry(t, registry.Options{})
			if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: test.scheme, Initial: test.initial}); err != nil {
				t.Fatal(err)
			}
			if _, err := r.Restored(t.Context(), admin, 0); err != nil {
				t.Fatal(err)
			}
			text := lib("version: " + test.published)
			if test.scheme != "semver" {
				text = strings.Replace(text, "versions:", "versioning: "+test.scheme+"\nversions:", 1)
			}
			if got := publish(t, r, text); !strings.HasSuffix(got, test.published+" added") {
				t.Fatalf("publishing: got %s", got)
			}
			if got := draws(t, r, "lib", strings.Split(test.draws, ", ")...); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestRestoredCalver(t *testing.T) {
	for _, test := range []struct{ pattern, initial, draws, want string }{
		{"YY.MINOR.MICRO", "26.3.1", "minor, next, next line=26.3", "26.1004.0 26.1004.1 26.3.1003"},
		{"MAJOR.MINOR.YYYY0M", "1.2.202610", "minor", "1.1003.202611"},
		{"MAJOR.MINOR.YYYY0M", "1.2.202610", "major", "12.0.202611"},
	} {
		t.Run(test.pattern+" "+test.draws, func(t *testing.T) {
			r := newRegistry(t, registry.Options{})
			if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: "calver", Pattern: test.pattern, Initial: test.initial}); err != nil {
				t.Fatal(err)
			}
			if _, err := r.Restored(t.Context(), admin, 0); err != nil {
				t.Fatal(err)
			}
			if got := draws(t, r, "lib", strings.Split(test.draws, ", ")...); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A clock that goes back after a restore does not lead to days on which the lost registry was at work.
func TestRestoredClockGoesBack(t *testing.T) {
	c := &clock{time.Date(2026, 12, 5, 0, 0, 0, 0, time.UTC)}
	r := newRegistry(t, registry.Options{Now: c.now})
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: "calver", Initial: "2026.10.3"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Restored(t.Context(), admin, 0); err != nil {
		t.Fatal(err)
	}
	c.at = day(5)
	if got, want := draws(t, r, "lib", "next"), "2026.12.1001"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// One item whose numbers are at their end does not keep the others from jumping.
func TestRestoredAtTheEnd(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.9223372036854775000")
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "zz", Initial: "1.0.0"}); err != nil {
		t.Fatal(err)
	}
	if n, err := r.Restored(t.Context(), admin, 0); n != 2 || err != nil {
		t.Errorf("got %d, %v, want both items", n, err)
	}
	if got, want := draws(t, r, "zz", "patch"), "1.0.1001"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := draws(t, r, "lib", "patch"); !strings.HasPrefix(got, "conflict: ") {
		t.Errorf("got %s, want a conflict", got)
	}
	if _, err := r.Restored(t.Context(), admin, registry.MaxGap+1); registry.CodeOf(err) != registry.Invalid {
		t.Errorf("a gap that is too large: got %v, want invalid", err)
	}
}

func TestAnyverClockGoesBackWithinTheMonth(t *testing.T) {
	c := &clock{day(20)}
	r := newRegistry(t, registry.Options{Now: c.now})
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: "anyver"}); err != nil {
		t.Fatal(err)
	}
	draws(t, r, "lib", "kinds=functional")
	c.at = day(5)
	if got, want := draws(t, r, "lib", "kinds=bugfix"), "0.202611.0001"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What kinds a change set has tells its reservation from another's.
func TestReservationOfKinds(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: "anyver", Initial: "0.202610.0"}); err != nil {
		t.Fatal(err)
	}
	if got, want := draws(t, r, "lib", "rev=abc changes fix", "rev=abc changes feature", "rev=abc changes fix"), "0.202611.0001 0.202611.0101 0.202611.0001"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Loose versions keep their +.
func TestLoosePlus(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	text := strings.Replace(lib("version: 1.2+dfsg1", "version: 1.2+dfsg2", `version: "+5"`), "versions:", "versioning: loose\nversions:", 1)
	if got, want := publish(t, r, text), "lib added, lib +5 added, lib 1.2+dfsg2 added, lib 1.2+dfsg1 added"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, _, err := r.Document(t.Context(), admin, "lib"); err != nil {
		t.Error(err)
	}
}

// A candidate at the end of its numbers is the trouble of who wants the next one alone.
func TestCandidateAtTheEnd(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.0")
	publish(t, r, lib("version: 1.5.0-rc.9223372036854775807"))
	if got := draws(t, r, "lib", "minor as=rc"); !strings.HasPrefix(got, "conflict: 1.5.0 has the highest candidate rc") {
		t.Errorf("got %s", got)
	}
	if got, want := draws(t, r, "lib", "minor"), "1.5.0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Candidates have a floor of their own, whatever the floor of their number is.
func TestCandidateFloor(t *testing.T) {
	c := &clock{day(20)}
	store := memory.New()
	r := registry.New(store, registry.Options{Now: c.now})
	newLib(t, r, "1.4.0")
	err := store.Update(t.Context(), []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{Marks: []registry.Mark{{Item: "lib", Key: "floor 1.5.0-rc", Number: "1.5.0-rc.7"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := draws(t, r, "lib", "minor as=rc", "minor as=rc", "minor as=beta", "patch as=rc"), "1.5.0-rc.8 1.5.0-rc.9 1.5.0-beta.1 1.4.1-rc.1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A line is numbers, not the key of whatever mark there is.
func TestLineIsNumbers(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.0")
	draws(t, r, "lib", "minor as=rc")
	for _, line := range []string{"1.5.0-rc", "floor 1.4", "gap of a restore", "x"} {
		if _, err := r.Draw(t.Context(), admin, registry.Draw{Item: "lib", Level: 2, Line: line}); registry.CodeOf(err) != registry.Invalid {
			t.Errorf("line %q: got %v, want invalid", line, err)
		}
	}
}
