package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/memory"
)

// counting counts how often versions are read.
type counting struct {
	registry.Store
	reads atomic.Int64
}

func (s *counting) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	s.reads.Add(1)
	return s.Store.Version(ctx, item, number)
}

func (s *counting) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	s.reads.Add(1)
	return s.Store.Versions(ctx, q)
}

func (s *counting) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	return s.Store.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
		return change(ctx, &countingTx{tx, s})
	})
}

type countingTx struct {
	registry.Tx
	of *counting
}

func (tx *countingTx) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	tx.of.reads.Add(1)
	return tx.Tx.Version(ctx, item, number)
}

func (tx *countingTx) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	tx.of.reads.Add(1)
	return tx.Tx.Versions(ctx, q)
}

// newCounting is a registry on a store that counts.
func newCounting(t *testing.T) (*registry.Registry, *counting) {
	t.Helper()
	store := &counting{Store: memory.New()}
	r := registry.New(store, registry.Options{Now: (&clock{day(1)}).now})
	t.Cleanup(func() {
		if err := r.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return r, store
}

// However many versions were drawn and never published in between, the published ones that a version
// grew out of are found, with few reads.
func TestLineageFarAway(t *testing.T) {
	const far = 5200
	for _, test := range []struct {
		name  string
		draws []string // in turn
		want  string   // of the last version of each draw
	}{
		{"patches", []string{"patch line=1"}, "1.0.0"},
		{"minor versions", []string{"minor line=1"}, "1.0.0"},
		{"two lines in turn", []string{"patch line=1", "minor line=2"}, "1.0.0 2.0.0"},
		{"a busy line beside a quiet one", []string{"patch line=1", "patch line=2", "minor line=2", "minor line=2", "minor line=2"}, "1.0.0 2.0.0 2.0.0 2.0.0 2.0.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, store := newCounting(t)
			publish(t, r, lib("version: 2.0.0, extends: [1.0.0]", "version: 1.0.0"))
			last := make([]string, len(test.draws))
			for i := range far {
				at := i % len(test.draws)
				v, err := r.Draw(t.Context(), admin, drawText(t, "lib", test.draws[at]))
				if err != nil {
					t.Fatal(err)
				}
				last[at] = v.Number
			}
			var got, confirmed []string
			few := func(what string, before int64) {
				t.Helper()
				if n := store.reads.Load() - before; n > 40 {
					t.Errorf("%s: got %d reads, want few", what, n)
				}
			}
			for _, number := range last {
				before := store.reads.Load()
				v, err := r.Version(t.Context(), admin, "lib", number)
				if err != nil {
					t.Fatal(err)
				}
				few("GET "+number, before)
				got = append(got, strings.Join(v.Extends, "+"))
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Fatalf("got %s, want %s", got, test.want)
			}
			for i, number := range last[:min(2, len(last))] { // the others grew out of these
				before := store.reads.Load()
				v, err := r.Confirm(t.Context(), admin, registry.Confirmation{Item: "lib", Version: number})
				if err != nil {
					t.Fatal(err)
				}
				few("publishing "+number, before)
				if confirmed = append(confirmed, strings.Join(v.Extends, "+")); confirmed[i] != got[i] {
					t.Errorf("%s: got %s published, want %s, which was told", number, confirmed[i], got[i])
				}
			}
		})
	}
}

// What is found is what one lookup after the other finds, wherever the pages end.
func TestLineageInPages(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	r, _ := newCounting(t)
	publish(t, r, lib("version: 1.0.0"))
	given := []string{"1.0.0"}
	for i := range 900 {
		d := registry.Draw{Item: "lib", Level: []version.Level{version.Patch, version.Minor, version.Major}[min(2, random.IntN(40)/18)]}
		switch random.IntN(6) {
		case 0:
			d.Extends = []string{given[random.IntN(len(given))]}
		case 1:
			d.Extends, d.Level = []string{given[random.IntN(len(given))], given[len(given)-1-random.IntN(min(30, len(given)))]}, version.None
		}
		v, err := r.Draw(t.Context(), admin, d)
		if err != nil {
			continue // two that have no MERGE
		}
		given = append(given, v.Number)
		if i%60 == 59 {
			if _, err := r.Confirm(t.Context(), admin, registry.Confirmation{Item: "lib", Version: given[random.IntN(len(given))]}); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := r.Versions(t.Context(), admin, registry.VersionQuery{Item: "lib", Limit: 2000})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]registry.Version{}
	for _, v := range all {
		known[v.Number] = v
	}
	for _, v := range all {
		told, err := r.Version(t.Context(), admin, "lib", v.Number)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(told.Extends, "+"), strings.Join(nearestOf(known, v), "+"); got != want {
			t.Errorf("%s (%s): got %s, want %s", v.Number, v.State, got, want)
		}
	}
}

// nearestOf finds the published versions that a version grew out of, by all that there are.
func nearestOf(known map[string]registry.Version, v registry.Version) []string {
	if v.State == registry.Published {
		return v.Extends
	}
	var found []string
	seen := map[string]bool{}
	var down func(numbers []string)
	down = func(numbers []string) {
		for _, number := range numbers {
			if seen[number] {
				continue
			}
			if seen[number] = true; known[number].State == registry.Published {
				found = append(found, number)
			} else {
				down(known[number].Extends)
			}
		}
	}
	down(v.Extends)
	above := map[string]bool{}
	var mark func(numbers []string)
	mark = func(numbers []string) {
		for _, number := range numbers {
			if !above[number] {
				above[number] = true
				mark(known[number].Extends)
			}
		}
	}
	for _, number := range found {
		mark(known[number].Extends)
	}
	return slices.DeleteFunc(found, func(number string) bool { return above[number] })
}

// endless is a store whose item has drawn versions alone, each behind the one before.
type endless struct{ registry.Store }

const most = 1_000_000

func (endless) at(n int64) registry.Version {
	v := registry.Version{Item: "lib", Number: fmt.Sprintf("1.0.%d", n), Seq: n, State: registry.Drawn}
	if n > 1 {
		v.Extends = []string{fmt.Sprintf("1.0.%d", n-1)}
	}
	return v
}

func (s endless) Version(_ context.Context, _, number string) (registry.Version, bool, error) {
	var n int64
	_, err := fmt.Sscanf(number, "1.0.%d", &n)
	return s.at(n), err == nil && n <= most, nil
}

func (s endless) Versions(_ context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	var all []registry.Version
	for n := q.Before - 1; n > 0 && len(all) < q.Limit; n-- {
		all = append(all, s.at(n))
	}
	return all, nil
}

// The way to a published version has an end, and what is told there leads on.
func TestLineageTooFarAway(t *testing.T) {
	store := memory.New()
	r := registry.New(endless{store}, registry.Options{Now: (&clock{day(1)}).now})
	newLib(t, r, "")
	for _, test := range []struct{ number, want string }{
		{"1.0.100001", "1.0.100001 extends "},
		{"1.0.100002", "conflict: found no published version of lib among the 100000 that were drawn before: publish 1.0.1 first, which lies in between"},
		{"1.0.1000000", "conflict: found no published version of lib among the 100000 that were drawn before: publish 1.0.899999 first, which lies in between"},
	} {
		v, err := r.Version(t.Context(), admin, "lib", test.number)
		got := v.Number + " extends " + strings.Join(v.Extends, "+")
		if fault, ok := err.(*registry.Error); ok {
			got = string(fault.Code) + ": " + fault.Message + ": " + fault.Hint
		}
		if got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.number, got, test.want)
		}
	}
}
