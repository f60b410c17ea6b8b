//go:build unix

package faulttest_test

import (
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/memory"
)

// TestMutants breaks a good store in ways that real ones break. The checker finds each.
func TestMutants(t *testing.T) {
	for _, test := range []struct {
		name  string
		broke func(s registry.Store) registry.Store
		want  []faulttest.Rule
	}{
		{"nothing", func(s registry.Store) registry.Store { return s }, nil},
		{"a commit is acknowledged before it is durable", forgets, []faulttest.Rule{faulttest.Keys, faulttest.Twice}},
		{"answers are not kept", keepsNoAnswers, []faulttest.Rule{faulttest.Answers}},
		{"an answer is kept, what it tells of is not", keepsNoVersions, []faulttest.Rule{faulttest.Lost}},
		{"nothing was done, it says", saysUndone, []faulttest.Rule{faulttest.Order}},
		{"a change runs twice", runsTwice, []faulttest.Rule{faulttest.Ghost}},
		{"looks come from a replica that lags", lags, []faulttest.Rule{faulttest.Stale}},
		{"looks tell what is not committed", hurries, []faulttest.Rule{faulttest.Early}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := place{seed: seed(t)}
			s := memory.New()
			for _, name := range distinct {
				if _, err := registryOn(s).AddItem(t.Context(), admin, registry.NewItem{Name: name, Initial: "1.0.0"}); err != nil {
					t.Fatal(err)
				}
			}
			expect(t, p.found(t, s, test.broke(s), test.broke(s)), test.want...)
		})
	}
}

// found runs a load on two registries and returns what the checker finds.
func (p place) found(t testing.TB, kept registry.Reader, stores ...registry.Store) []faulttest.Violation {
	t.Helper()
	h := new(faulttest.History)
	l := p.load(8)
	l.Calls = 2000
	var targets []faulttest.Target
	for _, s := range stores {
		targets = append(targets, faulttest.Local(registryOn(s)))
	}
	l.Run(t.Context(), h, targets...)
	contents, err := faulttest.Read(t.Context(), kept, distinct...)
	if err != nil {
		t.Fatal(err)
	}
	return faulttest.Check(h.Calls(), contents)
}

// expect complains unless something of each of the rules was found; of no rule, unless nothing was.
func expect(t testing.TB, found []faulttest.Violation, rules ...faulttest.Rule) {
	t.Helper()
	counts := map[faulttest.Rule]int{}
	for _, v := range found {
		counts[v.Rule]++
	}
	t.Logf("found %v", counts)
	for _, rule := range rules {
		if counts[rule] == 0 {
			t.Errorf("found nothing of the kind %q, want some", rule)
		}
	}
	if len(rules) == 0 {
		complain(t, found)
	}
}

// TestLastLine takes the lock away, and then also the constraints: with them, somebody is refused and
// nobody gets a number twice; without, the checker finds who did.
func TestLastLine(t *testing.T) {
	for _, test := range []struct {
		name, drop string
		want       []faulttest.Rule
	}{
		{"no lock", "", nil},
		{"no lock and no constraints", "versions_number versions_seq", []faulttest.Rule{faulttest.Twice}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := place{seed: seed(t), url: "sqlite:" + t.TempDir() + "/registry.db"}
			p.add(t, distinct...)
			for index := range strings.FieldsSeq(test.drop) {
				execute(t, "sqlite", strings.TrimPrefix(p.url, "sqlite:"), "drop index "+index)
			}
			s := p.open(t)
			found := p.found(t, s, unlocked(s), unlocked(s))
			expect(t, found, test.want...)
		})
	}
}
