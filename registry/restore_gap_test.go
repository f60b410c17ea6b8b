package registry_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"joinery/registry"
)

// counters are, for each scheme, the versions that a copy knows, and what may have been drawn since: as many
// as the gap, by one of these draws or by all of them together; of major versions a hundredth. Behind the
// arrow stands what the restored item gets first.
var counters = []struct {
	scheme, pattern, known string
	draws                  []string
}{
	{"semver", "", "2.0.0 1.4.2 1.3.5 1.6.0-beta.2", []string{
		"patch → 2.0.301", "patch line=1.4 → 1.4.303", "patch line=1.3 → 1.3.306", "patch after 1.4.2 → 1.4.303", "patch after 1.6.0-beta.2 → 1.6.301",
		"minor → 2.301.0", "minor line=1 → 1.307.0", "minor after 1.3.5 → 1.307.0",
		"major → 6.0.0", "minor as=rc → 2.301.0-rc.1", "patch line=1.4 as=rc → 1.4.303-rc.1", "merge 1.3.5 1.4.2 → 1.307.0",
	}},
	{"four-part", "", "2.0.0.0 1.4.2.7 1.3.5.0", []string{
		"build → 2.0.0.301", "build line=1.4.2 → 1.4.2.308", "build line=1.3.5 → 1.3.5.301",
		"patch → 2.0.301.0", "patch line=1.4 → 1.4.303.0", "minor → 2.301.0.0", "minor line=1 → 1.305.0.0", "major → 6.0.0.0",
		"build as=rc → 2.0.0.301-rc.1", "merge 1.3.5.0 1.4.2.7 → 1.305.0.0",
	}},
	{"calver", "", "2026.11.4 2026.10.3", []string{
		"next → 2026.11.306", "next line=2026.10 → 2026.10.305", "next after 2026.10.3 → 2026.11.306", "next as=rc → 2026.11.306-rc.1",
		"merge 2026.10.3 2026.11.4 → 2026.11.306",
	}},
	{"calver", "YY.MINOR.MICRO", "26.3.1 26.2.0", []string{
		"next → 26.3.303", "next line=26.2 → 26.2.302", "minor → 26.304.0", "minor as=rc → 26.304.0-rc.1",
	}},
	{"calver", "YYYY0MMICRO", "2026119 2026103", []string{"next → 202611311", "next line=202610 → 202610305"}},
	{"calver", "MAJOR.MINOR.YYYY0M", "1.2.202610", []string{"minor → 1.303.202611", "major → 5.0.202611"}},
}

const gap = 300

func TestRestoredGap(t *testing.T) {
	for _, test := range counters {
		t.Run(test.scheme+" "+test.pattern, func(t *testing.T) {
			copied := func() *registry.Registry {
				r := newRegistry(t, registry.Options{})
				if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: test.scheme, Pattern: test.pattern}); err != nil {
					t.Fatal(err)
				}
				versioning := test.scheme
				if test.pattern != "" {
					versioning = "{scheme: calver, pattern: " + test.pattern + "}"
				}
				var entries []string
				for _, number := range strings.Fields(test.known) {
					entries = append(entries, "version: "+number)
				}
				if got := publish(t, r, strings.Replace(lib(entries...), "versions:", "versioning: "+versioning+"\nversions:", 1)); !strings.Contains(got, "added") {
					t.Fatal(got)
				}
				return r
			}
			lost := map[string]bool{}
			all := copied()
			for _, line := range test.draws {
				draw, want, _ := strings.Cut(line, " → ")
				times := gap
				if strings.HasPrefix(draw, "major") {
					times = gap / 100
				}
				for number := range strings.FieldsSeq(draws(t, copied(), "lib", slices.Repeat([]string{draw}, times)...) +
					" " + draws(t, all, "lib", slices.Repeat([]string{draw}, max(1, times/len(test.draws)))...)) {
					lost[number] = true
				}
				restored := copied()
				if _, err := restored.Restored(t.Context(), admin, gap); err != nil {
					t.Fatal(err)
				}
				if got := draws(t, restored, "lib", draw); got != want {
					t.Errorf("%s: got %s, want %s", draw, got, want)
				}
			}
			restored := copied()
			if _, err := restored.Restored(t.Context(), admin, gap); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				for _, line := range test.draws {
					draw, _, _ := strings.Cut(line, " → ")
					for number := range strings.FieldsSeq(draws(t, restored, "lib", draw, draw)) {
						if lost[number] {
							t.Errorf("%s: %s was given twice", draw, number)
						}
					}
				}
			}
		})
	}
}

// MAJOR jumps by one at least, and the least gap is one.
func TestRestoredLeastGap(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.2")
	if _, err := r.Restored(t.Context(), admin, 1); err != nil {
		t.Fatal(err)
	}
	if got, want := draws(t, r, "lib", "patch", "minor", "major"), "1.4.4 1.6.0 3.0.0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The guide says what follows 1.4.2 by the default gap.
func TestRestoredGuide(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	newLib(t, r, "1.4.2")
	if _, err := r.Restored(t.Context(), admin, 0); err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../docs/guides/operate-registry.md")
	if err != nil {
		t.Fatal(err)
	}
	numbers := strings.Fields(draws(t, r, "lib", "patch", "minor", "major"))
	want := fmt.Sprintf("1.4.2 goes on with %s for a patch, %s for a minor and %s for a major version", numbers[0], numbers[1], numbers[2])
	if !strings.Contains(strings.Join(strings.Fields(string(guide)), " "), want) {
		t.Errorf("the guide does not say: %s", want)
	}
}

// The highest gap leads to the same as any other, at once.
func TestRestoredMaxGap(t *testing.T) {
	for _, test := range []struct{ scheme, pattern, initial, want string }{
		{"semver", "", "1.3.5", "1.4294967300.0 42949674.0.0"},
		{"four-part", "", "1.3.5.0", "1.4294967300.0.0 42949674.0.0.0"},
		{"calver", "MAJOR.MINOR.YYYY.0M", "1.3.2026.11", "1.4294967300.2026.11 42949674.0.2026.11"},
	} {
		r := newRegistry(t, registry.Options{})
		if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: test.scheme, Pattern: test.pattern, Initial: test.initial}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Restored(t.Context(), admin, registry.MaxGap); err != nil {
			t.Fatal(err)
		}
		if got := draws(t, r, "lib", "minor", "major"); got != test.want {
			t.Errorf("%s: got %s, want %s", test.scheme, got, test.want)
		}
	}
}
