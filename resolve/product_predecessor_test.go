package resolve_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// shelf returns bundles of suite as files: each line is a version and its scheme, and the day
// of its release where there is one.
func shelf(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		f := append(strings.Fields(line), "")
		b.WriteString("-- releases/suite-" + f[0] + ".joinery.yaml --\napiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: \"" + f[0] +
			"\"\nversioning: {scheme: " + f[1] + "}\n")
		if f[2] != "" {
			b.WriteString("released: " + f[2] + "\n")
		}
		b.WriteString("components:\n  - {name: a, version: 1.0.0, direct: true, digest: \"sha256:" + strings.Repeat("0", 64) + "\"}\n" +
			"digest: \"sha256:" + strings.Repeat("0", 64) + "\"\n")
	}
	return b.String()
}

func TestPredecessor(t *testing.T) {
	semver := []string{"4.1.0 semver", "4.2.0 semver", "4.2.1 semver", "4.3.0-rc.1 semver", "4.10.0 semver"}
	for _, test := range []struct {
		name    string
		scheme  string
		bundles []string
		line    string
		want    string
	}{
		{"none", "semver", nil, "", "none"},
		{"the highest", "semver", semver, "", "4.10.0"},
		{"of a line", "semver", semver, "4.2", "4.2.1"},
		{"pre-releases do not count", "semver", semver, "4.3", "found no bundle of suite in line 4.3, wanted a production one in semver"},
		{"no such line", "semver", nil, "4.2", "found no bundle of suite in line 4.2, wanted a production one in semver"},
		{"another scheme is passed over", "semver", []string{"4.2.1 semver", "2026.11.0 calver"}, "", "4.2.1"},
		{"whatever its number", "calver", []string{"2026.11.0 calver", "4000.10.1 semver"}, "", "2026.11.0"},
		{"only in another scheme", "calver", []string{"4.2.1 semver"}, "", "none"},
		{"one of calver's lines", "calver", []string{"2026.10.4 calver", "2026.11.0 calver"}, "2026.10", "2026.10.4"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _ := inMemory(t, product(test.scheme, "")+shelf(test.bundles...))
			bundle, problems, err := resolve.Predecessor(w, w.Product("suite"), test.line)
			got := "none"
			switch {
			case err != nil:
				got = err.Error()
			case len(problems) > 0:
				got = problems[0].Message
			case bundle != nil:
				got = bundle.Version.Value
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestPredecessorThatCannotBeRead(t *testing.T) {
	w, _ := inMemory(t, product("semver", "")+shelf("4.1.0 semver")+"-- releases/suite-4.2.0.joinery.yaml --\nkind: [\n")
	bundle, problems, err := resolve.Predecessor(w, w.Product("suite"), "")
	if bundle != nil || len(problems) == 0 || err != nil {
		t.Errorf("got %v, %d problems, %v, want no bundle and the problem of 4.2.0", bundle, len(problems), err)
	}
}

func TestProductFirstRelease(t *testing.T) {
	for _, test := range []struct {
		versioning string
		bundles    []string
		want       string
	}{
		{"{scheme: anyver, firstRelease: 2023-05-06}", []string{"0.2024031.0 anyver 2024-03-08"}, "2023-05-06"},
		{"anyver", []string{"0.202404.0 anyver 2024-04-08", "0.202403.0 anyver 2024-03-08"}, "2024-03-08"},
		{"anyver", []string{"0.202403.0 anyver"}, "2024-03-01"},
		{"anyver", []string{"2.202403.0 anyver 2024-03-08"}, "2022-03-08"},
		{"anyver", nil, "0001-01-01"},
		{"semver", []string{"1.0.0 semver 2024-03-08"}, "0001-01-01"},
	} {
		w, _ := inMemory(t, product(test.versioning, "")+shelf(test.bundles...))
		if got := resolve.ProductFirstRelease(w, w.Product("suite")).Format(time.DateOnly); got != test.want {
			t.Errorf("%s %v: got %s, want %s", test.versioning, test.bundles, got, test.want)
		}
	}
}

func TestNextVersionIsTaken(t *testing.T) {
	w, _ := inMemory(t, libraries+product("semver", "")+shelf("4.2.1 semver", "4.3.0 semver"))
	bundle, _, err := resolve.Predecessor(w, w.Product("suite"), "4.2")
	if err != nil {
		t.Fatal(err)
	}
	_, err = resolve.NextVersion(w, selection(w, "a 1.0.0, b 1.0.0"), []*manifest.Bundle{bundle}, resolve.NextOptions{})
	taken := new(resolve.BundleExistsError)
	if !errors.As(err, &taken) {
		t.Fatalf("got %v, want a *BundleExistsError", err)
	}
	if got, want := err.Error(), "releases/suite-4.3.0.joinery.yaml: suite 4.3.0 is there already, wanted a version for another bundle"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestKindsComeFromTheChangesOnTheWay goes from 1.0.0 to 1.3.0, which brings two lines together.
func TestKindsComeFromTheChangesOnTheWay(t *testing.T) {
	const versions = `
-- joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: a
versions:
  - {version: 1.3.0, extends: [1.2.0, 1.1.1], changes: [{type: note, summary: read this}]}
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: performance, summary: faster}]}
  - {version: 1.1.1, extends: [1.1.0], changes: [{type: security, summary: safer}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: deprecation, summary: going}]}
  - {version: 1.0.0, changes: [{type: breaking, summary: long ago}]}
---
apiVersion: joinery/v1
kind: Product
name: suite
versioning: anyver
`
	w, _ := inMemory(t, versions)
	for _, test := range []struct{ old, now, want string }{
		{"1.0.0", "1.1.0", "functional"},
		{"1.1.0", "1.1.1", "bugfix"},
		{"1.1.0", "1.2.0", "performance"},
		{"1.0.0", "1.3.0", "functional performance bugfix"},
		{"1.1.1", "1.3.0", "performance"},
		{"1.2.0", "1.3.0", "bugfix"},               // the other line's fix
		{"1.3.0-SNAPSHOT", "1.3.0", "bugfix"},      // the version gone from is gone; a note makes no kind, a patch does
		{"1.2.0-SNAPSHOT", "1.2.0", "performance"}, // likewise, but its changes tell
		{"1.1.1", "1.1.0", "bugfix"},               // back: no changes, a patch
		{"1.2.0", "1.0.0", "kaikaku"},
	} {
		step := selection(w, "a "+test.now).Step(bundle(t, version.AnyVer, "0.202403.0", "a "+test.old), nil)
		var kinds []string
		for _, k := range step.Kinds {
			kinds = append(kinds, k.String())
		}
		if got := strings.Join(kinds, " "); got != test.want {
			t.Errorf("%s to %s: got %s, want %s", test.old, test.now, got, test.want)
		}
	}
}
