package resolve_test

import (
	"errors"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// The world of the product tests. A row of a table says what the last bundle held and what the
// selection holds now.
const libraries = `
-- libs.joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: a
versions: [{version: 3.0.0}, {version: 2.1.0}, {version: 2.0.1}, {version: 2.0.0}, {version: 1.0.0}, {version: 2.1.0-SNAPSHOT}]
---
apiVersion: joinery/v1
kind: Component
name: b
versions: [{version: 2.0.0}, {version: 1.1.0}, {version: 1.0.0}]
---
apiVersion: joinery/v1
kind: Component
name: four
versioning: four-part
versions: [{version: 1.0.0.1}, {version: 1.0.0.0}, {version: 1.0.1.0}, {version: 1.1.0.0}, {version: 2.0.0.0}]
---
apiVersion: joinery/v1
kind: Component
name: cal
versioning: calver
versions: [{version: 2026.11.0}, {version: 2026.11.1}, {version: 2026.12.0}]
---
apiVersion: joinery/v1
kind: Component
name: any
versioning: anyver
versions: [{version: 0.2024031.0}, {version: 0.2024032.0}, {version: 0.2024031.1}, {version: 0.2024031.01}, {version: 0.2024031.001}]
---
apiVersion: joinery/v1
kind: Component
name: loose
versioning: loose
versions: [{version: v1.2}, {version: v1.3}, {version: v2}, {version: v1.2.0.1}]
`

// product returns the product suite with a versioning, and further lines of its document.
func product(versioning, more string) string {
	return "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Product\nname: suite\nversioning: " + versioning + "\n" + more
}

// bundle returns a bundle of suite: what it lists reads "a 1.0.0, (b 2.0.0)", where brackets
// stand around what is not direct.
func bundle(t testing.TB, scheme version.Scheme, v, lists string) *manifest.Bundle {
	t.Helper()
	b := &manifest.Bundle{
		File: "releases/suite-" + v + ".joinery.yaml", Name: manifest.Text{Value: "suite"}, Version: manifest.Text{Value: v},
		Parsed: parseAll(t, scheme, v)[0], Versioning: manifest.Versioning{Scheme: scheme},
	}
	for _, item := range items(lists) {
		b.Components = append(b.Components, manifest.Bundled{Name: manifest.Text{Value: item.name}, Version: manifest.Text{Value: item.version}, Direct: item.direct})
	}
	return b
}

type item struct {
	name, version string
	direct        bool
}

func items(lists string) []item {
	var all []item
	for _, word := range strings.Split(lists, ",") {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		f := strings.Fields(strings.Trim(word, "()"))
		all = append(all, item{f[0], f[1], !strings.HasPrefix(word, "(")})
	}
	return all
}

// selection returns a selection of the same form, sorted by name and then by version.
func selection(w *manifest.Workspace, lists string) *resolve.Selection {
	s := &resolve.Selection{Product: w.Product("suite")}
	for _, item := range items(lists) {
		e := resolve.Entry(w.Component(item.name), item.version)
		s.Picks = append(s.Picks, &resolve.Pick{Name: item.name, Version: e.Parsed, Direct: item.direct, Entry: e})
	}
	return s
}

func causes(list []manifest.Cause) string {
	var words []string
	for _, c := range list {
		from, to := c.From, c.To
		if from == "" {
			from = "-"
		}
		if to == "" {
			to = "-"
		}
		if c.Change != "" {
			words = append(words, c.Change+" "+c.Level.String())
		} else {
			words = append(words, c.Component+" "+from+" "+to+" "+c.Level.String())
		}
	}
	return strings.Join(words, ", ")
}

func TestProductStep(t *testing.T) {
	w, _ := inMemory(t, libraries+product("semver", ""))
	for _, test := range []struct{ name, old, now, want string }{
		{"nothing", "a 1.0.0, (b 1.0.0)", "a 1.0.0, (b 1.0.0)", "none: "},
		{"direct removed", "a 1.0.0, b 1.0.0", "a 1.0.0", "major: b 1.0.0 - major"},
		{"direct down in major", "a 2.0.0", "a 1.0.0", "major: a 2.0.0 1.0.0 major"},
		{"direct down in minor", "a 2.1.0", "a 2.0.0", "major: a 2.1.0 2.0.0 major"},
		{"direct down in patch", "a 2.0.1", "a 2.0.0", "patch: a 2.0.1 2.0.0 patch"},
		{"direct up in major", "a 2.1.0", "a 3.0.0", "major: a 2.1.0 3.0.0 major"},
		{"direct added", "a 1.0.0", "a 1.0.0, b 2.0.0", "minor: b - 2.0.0 minor"},
		{"direct up in minor", "a 2.0.1", "a 2.1.0", "minor: a 2.0.1 2.1.0 minor"},
		{"direct patched", "a 2.0.0", "a 2.0.1", "patch: a 2.0.0 2.0.1 patch"},
		{"direct out of its pre-release", "a 2.1.0-SNAPSHOT", "a 2.1.0", "patch: a 2.1.0-SNAPSHOT 2.1.0 patch"},
		{"below: up in major", "a 1.0.0, (b 1.0.0)", "a 1.0.0, (b 2.0.0)", "patch: b 1.0.0 2.0.0 patch"},
		{"below: down", "a 1.0.0, (b 2.0.0)", "a 1.0.0, (b 1.0.0)", "patch: b 2.0.0 1.0.0 patch"},
		{"below: added", "a 1.0.0", "a 1.0.0, (b 2.0.0)", "patch: b - 2.0.0 patch"},
		{"below: removed", "a 1.0.0, (b 1.0.0)", "a 1.0.0", "patch: b 1.0.0 - patch"},
		{"no longer direct", "a 1.0.0, b 1.0.0", "a 1.0.0, (b 1.0.0)", "major: b 1.0.0 1.0.0 major"},
		{"direct from now on", "a 1.0.0, (b 1.0.0)", "a 1.0.0, b 1.0.0", "minor: b 1.0.0 1.0.0 minor"},
		{"direct from now on, in major", "a 1.0.0, (b 1.0.0)", "a 1.0.0, b 2.0.0", "major: b 1.0.0 2.0.0 major"},
		{"direct from now on, patched", "(a 2.0.0)", "a 2.0.1", "minor: a 2.0.0 2.0.1 minor"},
		{"several, the highest wins", "a 2.0.0, b 1.0.0", "a 2.0.1, b 1.1.0", "minor: a 2.0.0 2.0.1 patch, b 1.0.0 1.1.0 minor"},

		{"two versions as before", "a 2.0.0, a 3.0.0", "a 2.0.0, a 3.0.0", "none: "},
		{"two versions, the highest moves", "b 1.0.0, b 1.1.0", "b 1.0.0, b 2.0.0", "major: b 1.1.0 2.0.0 major"},
		{"two versions, the lower moves", "a 1.0.0, a 3.0.0", "a 2.0.0, a 3.0.0", "patch: a 1.0.0 2.0.0 patch"},
		{"two versions, one goes", "a 2.0.0, a 3.0.0", "a 3.0.0", "patch: a 2.0.0 - patch"},
		{"two versions, the highest goes", "a 2.0.0, a 3.0.0", "a 2.0.0", "major: a 3.0.0 2.0.0 major"},
		{"a second version below", "a 3.0.0", "a 2.0.0, a 3.0.0", "patch: a - 2.0.0 patch"},
		{"a second version above", "a 2.0.0", "a 2.0.0, a 2.1.0", "minor: a 2.0.0 2.1.0 minor"},

		{"four-part fourth", "four 1.0.0.0", "four 1.0.0.1", "patch: four 1.0.0.0 1.0.0.1 patch"},
		{"four-part third", "four 1.0.0.0", "four 1.0.1.0", "patch: four 1.0.0.0 1.0.1.0 patch"},
		{"four-part second", "four 1.0.0.0", "four 1.1.0.0", "minor: four 1.0.0.0 1.1.0.0 minor"},
		{"four-part first", "four 1.0.0.0", "four 2.0.0.0", "major: four 1.0.0.0 2.0.0.0 major"},
		{"calver micro", "cal 2026.11.0", "cal 2026.11.1", "patch: cal 2026.11.0 2026.11.1 patch"},
		{"calver month", "cal 2026.11.0", "cal 2026.12.0", "minor: cal 2026.11.0 2026.12.0 minor"},
		{"anyver Kn", "any 0.2024031.0", "any 0.2024032.0", "major: any 0.2024031.0 0.2024032.0 major"},
		{"anyver Ku", "any 0.2024031.0", "any 0.2024031.1", "major: any 0.2024031.0 0.2024031.1 major"},
		{"anyver F", "any 0.2024031.0", "any 0.2024031.01", "minor: any 0.2024031.0 0.2024031.01 minor"},
		{"anyver P", "any 0.2024031.0", "any 0.2024031.001", "patch: any 0.2024031.0 0.2024031.001 patch"},
		{"loose first", "loose v1.3", "loose v2", "major: loose v1.3 v2 major"},
		{"loose second", "loose v1.2", "loose v1.3", "minor: loose v1.2 v1.3 minor"},
		{"loose fourth", "loose v1.2", "loose v1.2.0.1", "patch: loose v1.2 v1.2.0.1 patch"},
		{"another scheme", "a 2026-11", "a 3.0.0", "minor: a 2026-11 3.0.0 minor"},
	} {
		t.Run(test.name, func(t *testing.T) {
			step := selection(w, test.now).Step(bundle(t, version.SemVer, "4.2.1", test.old), nil)
			if got := step.Level.String() + ": " + causes(step.Causes); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestProductStepFollowsThePolicy(t *testing.T) {
	w, _ := inMemory(t, libraries+product("semver", "policy: {component-major: minor, component-minor: patch, component-patch: minor}\n"))
	for _, test := range []struct{ old, now, want string }{
		{"a 2.0.0", "a 3.0.0", "minor"},
		{"a 2.0.0", "a 2.1.0", "patch"},
		{"a 2.0.0", "a 2.0.0, b 1.0.0", "patch"},
		{"a 2.0.0", "a 2.0.1", "minor"},
		{"(a 2.0.0)", "(a 3.0.0)", "minor"},
		{"a 2.0.0", "", "major"}, // removal is the policy's business no more than going down
		{"a 2.0.0", "a 1.0.0", "major"},
	} {
		step := selection(w, test.now).Step(bundle(t, version.SemVer, "4.2.1", test.old), nil)
		if got := step.Level.String(); got != test.want {
			t.Errorf("%s to %s: got %s, want %s", test.old, test.now, got, test.want)
		}
	}
}

// pending returns changes of suite from lines such as "id type", with a level behind where
// there is one.
func pending(lines ...string) []*manifest.Change {
	var all []*manifest.Change
	for _, line := range lines {
		f := strings.Fields(line)
		named := manifest.ChangedComponent{Name: manifest.Text{Value: "suite"}, Type: manifest.Text{Value: f[1]}, Level: manifest.TypeLevel(f[1])}
		if len(f) > 2 {
			named.Level, _ = version.ParseLevel(f[2])
		}
		other := manifest.ChangedComponent{Name: manifest.Text{Value: "a"}, Type: manifest.Text{Value: "breaking"}, Level: version.Major}
		all = append(all, &manifest.Change{ID: f[0], Components: []manifest.ChangedComponent{other, named}})
	}
	return all
}

func TestNextVersion(t *testing.T) {
	for _, test := range []struct {
		name       string
		versioning string
		extends    string // bundles, ";" between them: "4.2.1 = a 1.0.0"
		now        string
		options    resolve.NextOptions
		want       string // "version level raisedBy kinds: because", or what the error says
	}{
		{"first", "semver", "", "a 1.0.0", resolve.NextOptions{}, "1.0.0 none none []: "},
		{"first, initial", "{scheme: semver, initial: 0.9.0}", "", "a 1.0.0", resolve.NextOptions{}, "0.9.0 none none []: "},
		{"first, four-part", "four-part", "", "a 1.0.0", resolve.NextOptions{}, "1.0.0.0 none none []: "},
		{"first, calver", "calver", "", "a 1.0.0", resolve.NextOptions{Date: day(2026, 11, 20)}, "2026.11.0 none none []: "},
		{"first, anyver", "anyver", "", "a 1.0.0", resolve.NextOptions{Date: day(2026, 11, 20)}, "0.202611.0 none none []: "},
		{"first, no date", "anyver", "", "a 1.0.0", resolve.NextOptions{}, "found no date for the next version of suite, wanted one since anyver writes it"},
		{"first, initial needs no date", "{scheme: calver, initial: 2026.01.0}", "", "a 1.0.0", resolve.NextOptions{}, "2026.01.0 none none []: "},

		{"patch", "semver", "4.2.1 = a 2.0.0", "a 2.0.1", resolve.NextOptions{}, "4.2.2 patch none []: a 2.0.0 2.0.1 patch"},
		{"minor, and only what asks for it", "semver", "4.2.1 = a 2.0.0, b 1.0.0", "a 2.0.1, b 1.1.0", resolve.NextOptions{}, "4.3.0 minor none []: b 1.0.0 1.1.0 minor"},
		{"major", "semver", "4.2.1 = a 2.0.0", "a 3.0.0", resolve.NextOptions{}, "5.0.0 major none []: a 2.0.0 3.0.0 major"},
		{"four-part", "four-part", "4.2.1.7 = a 2.0.0", "a 2.0.1", resolve.NextOptions{}, "4.2.2.0 patch none []: a 2.0.0 2.0.1 patch"},
		{"floor", "semver", "4.2.1 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Floor: version.Minor}, "4.3.0 patch minor []: a 2.0.0 2.0.1 patch"},
		{"a floor below does nothing", "semver", "4.2.1 = a 2.0.0", "a 2.1.0", resolve.NextOptions{Floor: version.Patch}, "4.3.0 minor none []: a 2.0.0 2.1.0 minor"},
		{"nothing", "semver", "4.2.1 = a 2.0.0", "a 2.0.0", resolve.NextOptions{Floor: version.Major}, "4.2.1 none none []:  unchanged"},
		{"nothing, anyver", "anyver", "0.2024031.0 = a 2.0.0", "a 2.0.0", resolve.NextOptions{Kakushin: true}, "0.2024031.0 none none []:  unchanged"},

		{"its own changes", "semver", "4.2.1 = a 2.0.0", "a 2.0.0", resolve.NextOptions{Changes: pending("zebra fix", "otter feature", "bear feature")}, "4.3.0 minor none []: bear minor, otter minor"},
		{"its own change, raised", "semver", "4.2.1 = a 2.0.0", "a 2.0.0", resolve.NextOptions{Changes: pending("otter fix major")}, "5.0.0 major none []: otter major"},
		{"a note asks for nothing", "semver", "4.2.1 = a 2.0.0", "a 2.0.0", resolve.NextOptions{Changes: pending("otter note")}, "4.2.1 none none []:  unchanged"},
		{"components before changes", "semver", "4.2.1 = a 2.0.0", "a 2.1.0", resolve.NextOptions{Changes: pending("aardvark feature")}, "4.3.0 minor none []: a 2.0.0 2.1.0 minor, aardvark minor"},

		{"calver, another month", "calver", "2026.10.3 = a 2.0.0", "a 3.0.0", resolve.NextOptions{Date: day(2026, 11, 20)}, "2026.11.0 major none []: a 2.0.0 3.0.0 major"},
		{"calver, the same month", "calver", "2026.11.3 = a 2.0.0", "a 3.0.0", resolve.NextOptions{Date: day(2026, 11, 20)}, "2026.11.4 major none []: a 2.0.0 3.0.0 major"},
		{"calver, a floor without its token", "calver", "2026.11.3 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2026, 11, 20), Floor: version.Minor}, "2026.11.4 patch minor []: a 2.0.0 2.0.1 patch"},
		{"calver, a floor with its token", "{scheme: calver, pattern: YYYY.MINOR.MICRO}", "2026.3.1 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2026, 11, 20), Floor: version.Minor}, "2026.4.0 patch minor []: a 2.0.0 2.0.1 patch"},
		{"calver, no date", "calver", "2026.11.3 = a 2.0.0", "a 3.0.0", resolve.NextOptions{}, "found no date for the next version of suite, wanted one since calver YYYY.0M.MICRO writes it"},

		{"anyver, a step without changes", "anyver", "0.2024031.0 = a 2.0.0, b 1.0.0", "a 2.0.1, b 1.1.0", resolve.NextOptions{Date: day(2024, 3, 20)}, "0.2024031.0101 none none [functional bugfix]: a 2.0.0 2.0.1 patch, b 1.0.0 1.1.0 minor"},
		{"anyver, major", "anyver", "0.2024031.0 = a 2.0.0", "a 3.0.0", resolve.NextOptions{Date: day(2024, 3, 20)}, "0.2024031.1 none none [kaikaku]: a 2.0.0 3.0.0 major"},
		{"anyver, kakushin", "anyver", "0.2024031.0 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2024, 3, 20), Kakushin: true}, "0.2024032.0 none none [kakushin bugfix]: a 2.0.0 2.0.1 patch"},
		{"anyver, compatible", "anyver", "0.2024031.0 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2024, 3, 20), Compatible: true}, "0.2024031.00011 none none [compatible bugfix]: a 2.0.0 2.0.1 patch"},
		{"anyver, floor", "anyver", "0.2024031.0 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2024, 3, 20), Floor: version.Minor}, "0.2024031.0101 none minor [functional bugfix]: a 2.0.0 2.0.1 patch"},
		{"anyver, a date before", "anyver", "0.2024031.0 = a 2.0.0", "a 2.0.1", resolve.NextOptions{Date: day(2024, 2, 20)}, "no next version after 0.2024031.0 in anyver: the date 2024-02-20 is before the last release's month"},

		{"lines brought together", "semver", "4.2.5 = a 2.0.0; 4.3.1 = a 2.0.1", "a 2.0.1, (b 1.0.0)", resolve.NextOptions{}, "4.4.0 patch none []: a 2.0.0 2.0.1 patch, b - 1.0.0 patch"},
		{"lines, raised further", "semver", "4.2.5 = a 2.0.0; 4.3.1 = a 3.0.0", "a 3.0.0", resolve.NextOptions{}, "5.0.0 major none []: a 2.0.0 3.0.0 major"},
		{"lines, raised by the floor", "semver", "4.2.5 = a 2.0.0; 4.3.1 = a 2.0.1", "a 2.0.1", resolve.NextOptions{Floor: version.Major}, "5.0.0 patch major []: a 2.0.0 2.0.1 patch"},
		{"lines, MERGE is enough", "semver", "4.3.1 = a 2.0.1; 3.9.0 = a 1.0.0", "a 2.0.1", resolve.NextOptions{}, "5.0.0 major none []: a 1.0.0 2.0.1 major"},
		{"lines, three", "semver", "4.2.5 = a 2.0.0; 4.3.1 = a 2.0.1; 4.1.0 = a 2.0.1", "a 2.0.1", resolve.NextOptions{}, "4.4.0 patch none []: a 2.0.0 2.0.1 patch"},
		{"lines, all unchanged", "semver", "4.2.5 = a 2.0.0; 4.3.1 = a 2.0.0", "a 2.0.0", resolve.NextOptions{}, "4.3.1 none none []:  unchanged"},
		{"lines, patch level", "semver", "4.2.5 = a 2.0.0; 4.2.7 = a 2.0.1", "a 2.1.0", resolve.NextOptions{}, "4.3.0 minor none []: a 2.0.0 2.1.0 minor, a 2.0.1 2.1.0 minor"},
		{"lines, anyver", "anyver", "0.2024031.01 = a 2.0.0; 0.2024021.0 = a 2.1.0", "a 2.1.0", resolve.NextOptions{Date: day(2024, 3, 20)}, "0.2024031.02 none none [functional]: a 2.0.0 2.1.0 minor"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _ := inMemory(t, libraries+product(test.versioning, ""))
			suite := w.Product("suite")
			var extended []*manifest.Bundle
			for _, text := range strings.Split(test.extends, ";") {
				if v, lists, ok := strings.Cut(text, "="); ok {
					extended = append(extended, bundle(t, suite.Versioning.Scheme, strings.TrimSpace(v), lists))
				}
			}
			test.options.FirstRelease = day(2024, 1, 15)
			next, err := resolve.NextVersion(w, selection(w, test.now), extended, test.options)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				var kinds []string
				for _, k := range next.Bump.Kinds {
					kinds = append(kinds, k.String())
				}
				got = next.Version.String() + " " + next.Bump.Level.String() + " " + next.Bump.RaisedBy.String() + " [" + strings.Join(kinds, " ") + "]: " + causes(next.Bump.Because)
				if next.Unchanged != nil {
					got += " unchanged"
				}
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestNoDateNamesTheOption(t *testing.T) {
	w, _ := inMemory(t, libraries+product("calver", ""))
	_, err := resolve.NextVersion(w, selection(w, "a 1.0.0"), nil, resolve.NextOptions{})
	missing := new(resolve.NoDateError)
	if !errors.As(err, &missing) {
		t.Fatalf("got %v, want a *NoDateError", err)
	}
	if got, want := strings.Join(missing.Hints(), "; "), "--date YYYY-MM-DD gives the day of the release"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnotherSchemeStartsAnew(t *testing.T) {
	w, _ := inMemory(t, libraries+product("calver", ""))
	old := bundle(t, version.SemVer, "4.2.1", "a 2.0.0")
	next, err := resolve.NextVersion(w, selection(w, "a 2.1.0"), []*manifest.Bundle{old}, resolve.NextOptions{Date: day(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := next.Version.String()+" "+causes(next.Bump.Because), "2026.11.0 a 2.0.0 2.1.0 minor"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
