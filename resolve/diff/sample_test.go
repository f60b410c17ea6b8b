package diff

import (
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

func text(t string) manifest.Text { return manifest.Text{Value: t} }

func semver(t *testing.T, v string) version.Version {
	t.Helper()
	parsed, err := version.SemVer.Parse(v)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// sample has one of everything: what was renamed and changed its place, a component at
// two versions, one that went back, and files.
func sample(t *testing.T) *bundle.Difference {
	held := func(direct bool, versions ...string) []bundle.Held {
		var all []bundle.Held
		for _, v := range versions {
			all = append(all, bundle.Held{Bundled: manifest.Bundled{Version: text(v), Direct: direct}})
		}
		return all
	}
	suite := func(v, day string) *manifest.Bundle {
		return &manifest.Bundle{
			Name: text("acme-suite"), Version: text(v), Parsed: semver(t, v), Versioning: manifest.Versioning{Scheme: version.SemVer}, Released: text(day),
			Digest: text("sha256:…"), File: "releases/acme-suite-" + v + ".joinery.yaml",
		}
	}
	from, between, to := suite("4.2.0", "2026-07-01"), suite("4.2.1", "2026-09-08"), suite("4.3.0", "2026-11-20")
	to.Changes = []manifest.Note{{Type: text("fix"), ID: text("installer"), Summary: text("The installer | <b>waits</b> for @ops, as long as it takes.")}}
	return &bundle.Difference{
		From: from, To: to,
		Step: bundle.Step{
			Verdict: bundle.More, Level: version.Minor, Asked: version.Patch, RaisedBy: version.Minor, Through: []*manifest.Bundle{between},
			Because: []manifest.Cause{
				{Component: "ledger-lib", From: "2.1.0", To: "2.1.3", Level: version.Patch}, {Component: "card-ui", To: "1.0.0", Level: version.Patch},
				{Component: "fax-ui", From: "1.2.0", Level: version.Patch}, {Change: "installer", Level: version.Patch},
			},
		},
		Components: []bundle.Moved{
			{Name: "auth-sdk", Movement: bundle.Changed, From: held(false, "4.0.1", "3.2.0"), To: held(false, "4.0.1", "3.3.0"), Level: version.Patch, Asks: version.Patch},
			{Name: "card-ui", Movement: bundle.Added, To: held(true, "1.0.0"), Asks: version.Patch},
			{Name: "fax-ui", Movement: bundle.Removed, From: held(false, "1.2.0"), Asks: version.Patch},
			{
				Name: "ledger-lib", Formerly: "ledger", Movement: bundle.Raised, From: held(true, "2.1.0"), To: held(false, "2.1.3"),
				Level: version.Patch, Asks: version.Patch, Through: []string{"2.1.1", "2.1.2"},
				Artifacts: []bundle.MovedArtifact{
					{URI: "dist/ledger-2.1.0.tgz", Movement: bundle.Removed, From: "sha256:…"},
					{URI: "dist/ledger-2.1.3.tgz", Movement: bundle.Added, To: "sha256:…"},
					{URI: "doc/ledger.pdf", Movement: bundle.Changed, From: "sha256:…", To: "sha256:…"},
				},
			},
			{
				Name: "tax-tables", Movement: bundle.Lowered, From: held(false, "1.2025042.0099"), To: held(false, "1.2025042.0011"),
				Level: version.Patch, Kinds: []version.Kind{version.Performance, version.Bugfix}, Asks: version.Patch, Lost: []string{"1.2025042.0099"},
			},
		},
		Same: 4,
	}
}
