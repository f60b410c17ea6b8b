package resolve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// What resolves to a wrong answer, each in the smallest world that shows it.
func TestSelection(t *testing.T) {
	day := date("2026-11-21")
	core := func(version string, lists ...string) []string {
		return []string{"releases/core-" + version + ".joinery.yaml", bundle("core", version, lists...)}
	}
	anyver := []string{"l.joinery.yaml", "apiVersion: joinery/v1\nkind: Component\nname: l\nversioning: anyver\nversions: [{version: 0.2024031.1}, {version: 1.2025042.00000}]\n"}
	tests := []struct {
		name, world string
		options     Options
		files       []string
		want        string
	}{
		{
			name: "a version that only a bundle knows is for those who take that bundle", world: `
			suite     needs core ^1.0, pay 1.0.0
			core
			pay 1.0.0 needs ledger ^1.0
			audit 1.0.0
			ledger 1.0.0`, files: append(core("1.0.0", "ledger 1.9.0"), core("1.1.0", "audit 1.0.0")...),
			want: "audit 1.0.0, core 1.1.0, ledger 1.0.0, pay 1.0.0",
		},
		{name: "--with on a direct component that is overridden", options: Options{With: []Pin{{"a", "1.1.0"}}}, world: `
			suite     needs a 1.0.0
			suite     overrides a 1.0.0
			a 1.0.0
			a 1.1.0`, want: "a 1.1.0"},
		{
			name: "an overridden nested product brings what its bundle alone knows", world: `
			suite     needs core 1.0.0
			suite     overrides core 1.1.0
			core`, files: append(core("1.0.0", "gone 1.0.0"), core("1.1.0", "gone 1.1.0")...),
			want: "core 1.1.0, gone 1.1.0",
		},
		{
			name: "an exception names an anyver version in its short form", options: Options{Date: day}, world: `
			suite     needs a 1.0.0, b 1.0.0
			suite     yaml exceptions: [{rule: one-version, component: l, versions: [0.2024031.1, 1.2025042.0], until: 2027-01-31, owner: team, reason: later}]
			a 1.0.0   needs l 0.2024031.1
			b 1.0.0   needs l 1.2025042.0`, files: anyver,
			want: "a 1.0.0, b 1.0.0, l 0.2024031.1, l 1.2025042.00000",
		},
		{name: "an exception names a version without its build", options: Options{Date: day}, world: `
			suite     needs a 1.0.0, b 1.0.0
			suite     yaml exceptions: [{rule: one-version, component: l, versions: [1.0.0, 2.0.0], until: 2027-01-31, owner: team, reason: later}]
			a 1.0.0   needs l 1.0.0
			b 1.0.0   needs l 2.0.0
			l 1.0.0+b7
			l 2.0.0`, want: "a 1.0.0, b 1.0.0, l 1.0.0+b7, l 2.0.0"},
		{
			name: "a bundle lists a version in its short form", world: `
			suite     needs core 1.0.0
			core
			a 1.0.0
			a 2.0.0`, files: append(core("1.0.0", "a 1.0.0", "l 1.2025042.0"), "l.joinery.yaml",
				"apiVersion: joinery/v1\nkind: Component\nname: l\nversioning: anyver\nversions: [{version: 1.2025042.00000, dependencies: {a: 2.0.0}}]\n"),
			want: "a 1.0.0, core 1.0.0, l 1.2025042.00000",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := resolved(t, test.world, test.options, test.files...); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A bundle of an older scheme is found among few bundles, and must be among many.
func TestBundleOfAnOlderScheme(t *testing.T) {
	for _, count := range []int{3, 12} {
		files := []string{"releases/old/core.joinery.yaml", strings.Replace(bundle("core", "2024.10.0", "l 1.0.0"), "semver", "calver", 1)}
		for i := range count {
			v := fmt.Sprintf("1.%d.0", i)
			files = append(files, "releases/core-"+v+".joinery.yaml", bundle("core", v, "l 1.0.0"))
		}
		want := "core 2024.10.0, l 1.0.0"
		if got := resolved(t, "suite needs core 2024.10.0\ncore\nl 1.0.0", Options{}, files...); got != want {
			t.Errorf("among %d bundles: got %s, want %s", count, got, want)
		}
	}
}

// An override that a nested bundle does not heed is not in force, and must not be written into
// the outer bundle as if it were.
func TestOverrideNotInForce(t *testing.T) {
	w := world(t, `
		suite     needs core 1.0.0
		suite     overrides ledger 1.1.0
		core
		ledger 1.0.0
		ledger 1.1.0`, "releases/core-1.0.0.joinery.yaml", bundle("core", "1.0.0", "ledger 1.0.0"))
	s, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := picked(s); got != "core 1.0.0, ledger 1.0.0" {
		t.Fatalf("got %s", got)
	}
	if len(s.Overrides) > 0 {
		t.Errorf("got the overrides %v, want none: the selection holds ledger 1.0.0", s.Overrides)
	}
}

// A path leads over requirements that the selection meets, not over waived ones.
func TestPathOverAWaivedNeed(t *testing.T) {
	w := world(t, `
		suite       needs audit 1.0.0, core 1.0.0, pay 1.0.0
		core
		audit 1.0.0 needs ledger 1.1.0
		pay 1.0.0   needs ledger 1.0.0
		ledger 1.0.0
		ledger 1.1.0`, "releases/core-1.0.0.joinery.yaml", bundle("core", "1.0.0", "audit 1.0.0"))
	s, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, want := strings.Join(s.Path(s.Find("ledger")[0]).Steps, " → "), "suite → pay 1.0.0 → ledger 1.0.0"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// "There is no selection without it" must be true of every version that it is said of.
func TestUsableVersionSaysTheTruth(t *testing.T) {
	// b 1.0.0 does without c, and needs d: both are selections with one disabled version
	w := world(t, `
		suite     needs b ^1.0
		b 1.1.0   needs c 1.0.0
		b 1.0.0   needs d 1.0.0
		c 1.0.0   disabled
		d 1.0.0   disabled`)
	_, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	var f *Failure
	if !errors.As(err, &f) {
		t.Fatal(err)
	}
	for _, d := range f.Findings {
		if strings.HasPrefix(d.Message, "c 1.0.0") && strings.Contains(d.Message, "there is no selection without it") {
			t.Errorf("got %q, though b 1.0.0 and d 1.0.0 are a selection without c", d.Message)
		}
	}
}

// A finding has a place also where the want came from --with.
func TestFindingsAboutWithHaveAPlace(t *testing.T) {
	for _, test := range []struct {
		world string
		with  Pin
	}{
		{"suite needs a 1.0.0\na 1.0.0", Pin{"a", "9.0.0"}},
		{"suite needs a 1.0.0\na 1.0.0 needs b 1.0.0\nb 1.0.0", Pin{"b", "9.0.0"}},
		{"suite needs a 1.0.0\na 1.0.0\na 1.1.0 disabled", Pin{"a", "1.1.0"}},
	} {
		w := world(t, test.world)
		_, err := Resolve(context.Background(), w, w.Product("suite"), Options{With: []Pin{test.with}})
		var f *Failure
		if !errors.As(err, &f) {
			t.Fatal(err)
		}
		for _, d := range f.Findings {
			if d.At.IsZero() {
				t.Errorf("--with %s=%s: got %q at no place, want a place such as the product's name", test.with.Name, test.with.Version, d.Message)
			}
		}
	}
}

// watched notes which bundles are read.
type watched struct {
	Source
	read map[string]bool
}

func (w watched) Bundle(ref manifest.BundleRef) (*manifest.Bundle, diag.List) {
	w.read[ref.Version.String()] = true
	return w.Source.Bundle(ref)
}

// Only the bundles that a constraint admits are read.
func TestReadsOnlyBundlesThatAreReferredTo(t *testing.T) {
	w := world(t, "suite needs core 1.1.0, a 1.0.0\ncore\na 1.0.0 needs l 1.0.0\nl 1.0.0",
		"releases/core-1.0.0.joinery.yaml", bundle("core", "1.0.0", "l 1.0.0"),
		"releases/core-1.1.0.joinery.yaml", bundle("core", "1.1.0", "l 1.0.0"))
	source := watched{w, map[string]bool{}}
	if _, err := Resolve(context.Background(), source, w.Product("suite"), Options{}); err != nil {
		t.Fatal(err)
	}
	if source.read["1.0.0"] {
		t.Error("read core 1.0.0, which the product's want 1.1.0 does not admit")
	}
}

// Two calver patterns are two schemes: their versions never collide.
func TestCalverPatternsDoNotCollide(t *testing.T) {
	w := world(t, "suite yaml versioning: {scheme: calver, pattern: YYYY.MM.MICRO}\nsuite needs a 1.0.0\na 1.0.0",
		"releases/old/suite.joinery.yaml", strings.Replace(bundle("suite", "24.10", "a 1.0.0"), "semver", "calver, pattern: YY.MICRO", 1))
	s, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := NextVersion(w, s, nil, NextOptions{Date: date("2026-11-21")})
	if err != nil || n.Version.String() != "2026.11.0" {
		t.Errorf("got %v, %v, want 2026.11.0: there is only 24.10, of another pattern", n, err)
	}
}

// Of two extended bundles the one in the present scheme is unchanged, the other is not.
func TestNextVersionAfterTwoSchemes(t *testing.T) {
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("got the panic %v, want a version", r)
		}
	}()
	w := world(t, "suite needs a 1.0.0\na 1.0.0",
		"releases/suite-1.0.0.joinery.yaml", bundle("suite", "1.0.0", "a 1.0.0"),
		"releases/old/suite.joinery.yaml", strings.Replace(bundle("suite", "2024.10.0", "a 0.9.0"), "semver", "calver", 1))
	s, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var extended []*manifest.Bundle
	for _, ref := range w.Bundles("suite") {
		b, _ := w.Bundle(ref)
		extended = append(extended, b)
	}
	n, err := NextVersion(w, s, extended, NextOptions{})
	if err != nil || n.Version.IsZero() {
		t.Errorf("got %v, %v, want a version above 1.0.0", n, err)
	}
}
