package sbom

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// A bundle that is not what its digest says has no bill.
func TestBrokenBundle(t *testing.T) {
	b := listed(t, world(t, ""), "suite 1.0.0: pay 1.4.0!")
	b.Content["version"] = "1.0.1"
	made, err := New(b, Options{})
	var wrong *bundle.DigestError
	if made != nil || !errors.As(err, &wrong) || wrong.Of != "suite 1.0.0" {
		t.Errorf("got %v, %v, want a digest error about suite 1.0.0", made, err)
	}
}

// Of a part that is something else by now the bill says what the bundle says, and who asks is
// told.
func TestDiffering(t *testing.T) {
	const suite = "suite 1.0.0: core 1.0.0!, ledger 1.0.0!, pay 1.4.0! by core"
	manifests := func(changed string) string {
		return `
-- Product core --
title: Core
-- Component pay --
title: Payments
versions: [{version: 1.4.0` + changed + `}]
-- Component ledger --
title: Ledger
versions: [{version: 1.0.0}]
`
	}
	then := world(t, manifests(""), "core 1.0.0: pay 1.4.0!", suite)
	now := world(t, manifests(", revision: 9f2c1ab"), "core 1.0.0: pay 1.4.0!")
	made, err := New(shelved(t, then, "suite", "1.0.0"), Options{Source: now})
	if err != nil {
		t.Fatal(err)
	}
	var differ, titled []string
	for _, wrong := range made.Differing() {
		differ = append(differ, wrong.Of)
	}
	for _, p := range made.parts {
		if p.title != "" {
			titled = append(titled, p.name)
		}
	}
	if got, want := strings.Join(differ, ", "), "core 1.0.0, pay 1.4.0"; got != want {
		t.Errorf("differing: got %s, want %s", got, want)
	}
	if got, want := strings.Join(titled, ", "), "ledger"; got != want {
		t.Errorf("parts with a title: got %s, want %s", got, want)
	}
}

// A bundle read from its file has the bill of the one that was written.
func TestSameAfterReading(t *testing.T) {
	w := everything(t)
	made := shelved(t, w, "suite", "2.0.0")
	read, problems := w.ParseBundle("elsewhere.yaml", bundle.YAML(made))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, f := range formats {
		var of [2][]byte
		for i, b := range []*manifest.Bundle{made, read} {
			bill, err := New(b, Options{Source: w})
			if err != nil {
				t.Fatal(err)
			}
			of[i] = written(t, f, bill)
		}
		if !bytes.Equal(of[0], of[1]) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.name, of[1], of[0])
		}
	}
}

func TestReleaseType(t *testing.T) {
	pre, err := version.SemVer.Parse("2.0.0-rc.1")
	if err != nil {
		t.Fatal(err)
	}
	before := []manifest.Reference{{Text: text("1.0.0")}}
	for _, tt := range []struct {
		name string
		b    manifest.Bundle
		want string
	}{
		{"first", manifest.Bundle{}, "major"},
		{"major", manifest.Bundle{Extends: before, Bump: manifest.Bump{Level: version.Major}}, "major"},
		{"minor", manifest.Bundle{Extends: before, Bump: manifest.Bump{Level: version.Minor}}, "minor"},
		{"patch", manifest.Bundle{Extends: before, Bump: manifest.Bump{Level: version.Patch}}, "patch"},
		{"build", manifest.Bundle{Extends: before, Bump: manifest.Bump{Level: version.Build}}, "patch"},
		{"anyver upheaval", manifest.Bundle{Extends: before, Bump: manifest.Bump{Kinds: []version.Kind{version.Kaikaku}}}, "major"},
		{"anyver functional", manifest.Bundle{Extends: before, Bump: manifest.Bump{Kinds: []version.Kind{version.Functional, version.Bugfix}}}, "minor"},
		{"anyver fixes", manifest.Bundle{Extends: before, Bump: manifest.Bump{Kinds: []version.Kind{version.Bugfix}}}, "patch"},
		{"pre-release", manifest.Bundle{Extends: before, Parsed: pre, Bump: manifest.Bump{Level: version.Major}}, "pre-release"},
	} {
		if got := releaseType(&tt.b); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
