package bundle

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
	"joinery/manifest/version"
)

// TestMadeBy: the numbers say how far a step went, and the bump what asked for it.
func TestMadeBy(t *testing.T) {
	const no, build, patch, minor, major = version.None, version.Build, version.Patch, version.Minor, version.Major
	none, err := manifest.Load(t.Context(), fstest.MapFS{}, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scheme, version, extends string
		asked, raised            version.Level
		want                     string
	}{
		{"semver", "4.3.0", "4.2.1", minor, no, "minor as-asked"},
		{"semver", "5.0.0", "4.2.1", minor, major, "major more by hand"},
		{"semver", "5.0.0", "4.2.1", patch, minor, "major more"}, // more than anybody asked for
		{"semver", "2025.1.0", "2025.0.0", major, no, "minor less"},
		{"semver", "4.2.2", "4.2.1", no, patch, "patch more by hand"},
		{"semver", "4.2.2", "4.2.1", no, no, "patch more"},
		{"semver", "5.0.0-rc.1", "4.2.1", minor, major, "major more by hand"},
		{"semver", "5.0.0", "5.0.0-rc.1", patch, no, "patch as-asked"},
		{"semver", "4.4.0", "4.2.5 4.3.1", patch, no, "minor merged"},
		{"semver", "4.3.2", "4.2.5 4.3.1", minor, no, "patch merged"},
		{"semver", "1.0.0", "Ilford.SR12", minor, no, "minor other-scheme"},
		{"semver", "1.0.0", "", no, no, "none other-scheme, the first"},
		{"four-part", "1.2.3.5", "1.2.3.4", build, no, "build as-asked"},
		{"four-part", "1.2.4.0", "1.2.3.4", build, patch, "patch more by hand"},
		{"calver", "2026.11.0", "2026.10.0", minor, major, "major no-levels by hand"},
		{"loose", "Juno", "Ilford", patch, no, "patch no-levels"},
	} {
		doc := fmt.Sprintf("apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: %q\nversioning: {scheme: %s}\n", c.version, c.scheme)
		if c.scheme == "calver" {
			doc = strings.Replace(doc, "calver", "calver, pattern: YYYY.MM.MICRO", 1)
		}
		if c.extends != "" {
			doc += "extends: [" + strings.ReplaceAll(c.extends, " ", ", ") + "]\n"
		}
		b, problems := none.ParseBundle("b.yaml", []byte(doc+"components:\n  - {name: pay, version: 1.0.0}\n"))
		if b == nil {
			t.Fatal(problems)
		}
		b.Bump = manifest.Bump{Level: c.asked, RaisedBy: c.raised}
		made, follows := MadeBy(b)
		got := fmt.Sprintf("%s %s", made.Level, made.Verdict)
		if made.ByHand() {
			got += " by hand"
		}
		if !follows {
			got += ", the first"
		}
		if got != c.want {
			t.Errorf("%s %s from %q: got %q, want %q", c.scheme, c.version, c.extends, got, c.want)
		}
	}
}
