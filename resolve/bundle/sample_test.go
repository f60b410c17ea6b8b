package bundle

import (
	"strings"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Pieces of text that some reader might take for something else.
var pieces = []string{
	"a", "Z", " ", "  ", "0", "1.10", "1.4.0", "1e3", "0x1F", "1_0", "yes", "no", "true", "null", "~", ".inf", ".NaN", "<<", "=", "2026-11-20",
	"\"", "'", "\\", "#", " #", ":", ": ", "- ", "-", "? ", ",", "[", "]", "{", "}", "&a", "*a", "!b", "|", ">", "%", "@", "`", "---", "...",
	"\n", "\n\n", "\t", "\r", "\x01", "\x7f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\uffff", "é", "\ufb33", "😀",
}

func anyBundle(t *rapid.T) *manifest.Bundle {
	odd := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 5), func(p []string) string { return strings.Join(p, "") })
	seen := odd.Filter(func(text string) bool { return strings.TrimSpace(text) != "" })
	some := func(label string) manifest.Text { return word(seen.Draw(t, label)) }
	maybe := func(label string) manifest.Text { return word(rapid.OneOf(rapid.Just(""), odd).Draw(t, label)) }
	name := rapid.SampledFrom([]string{"acme-suite", "a/b.c", "yes", "null", "1.10", "7zip", "0x1f", "1e3", "n"})
	pin := rapid.SampledFrom([]string{"1.4.0", "1.10", "v0.79.2", "2026.11", "0x1F", "1_0", "1:20", "true", "2026-11-20"})
	flag := rapid.Bool()
	digest := rapid.Map(rapid.StringN(0, 3, -1), func(s string) string { return sum([]byte(s)) })

	b := &manifest.Bundle{Name: word(name.Draw(t, "name")), Version: word("4.3.0"), Versioning: manifest.Versioning{Scheme: version.SemVer}}
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		b.Changes = append(b.Changes, manifest.Note{
			Type: word("fix"), Summary: some("summary"), Details: maybe("details"), Internal: flag.Draw(t, "internal"),
			Texts: []manifest.Label{{Key: word("sales"), Value: some("sales")}}, ID: some("id"), Links: []manifest.Text{some("link")},
		})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "causes") {
		b.Bump.Because = append(b.Bump.Because, manifest.Cause{Component: name.Draw(t, "component"), From: pin.Draw(t, "from"), Level: version.Level(i)})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "components") {
		b.Components = append(b.Components, manifest.Bundled{
			Name: word(name.Draw(t, "component")), Version: word(pin.Draw(t, "version") + "." + string(rune('a'+i))),
			Direct: flag.Draw(t, "direct"), RequiredBy: []string{name.Draw(t, "by")}, Digest: digest.Draw(t, "digest"),
			Artifacts: []manifest.Artifact{{URI: some("uri"), Digest: word(digest.Draw(t, "file")), MediaType: some("type")}},
		})
	}
	b.Labels = []manifest.Label{{Key: some("key"), Value: maybe("value")}}
	Seal(b)
	return b
}

// suite is a sealed bundle with something in every field.
func suite() *manifest.Bundle {
	b := &manifest.Bundle{
		Name:       word("acme-suite"),
		Version:    word("4.3.0"),
		Versioning: manifest.Versioning{Scheme: version.SemVer},
		Extends:    []manifest.Reference{{Text: word("4.2.1")}, {Text: word("4.1.7")}},
		Released:   word("2026-11-20"),
		Bump: manifest.Bump{Level: version.Minor, RaisedBy: version.Minor, Because: []manifest.Cause{
			{Component: "payments-api", From: "1.3.2", To: "1.4.0", Level: version.Minor},
			{Change: "quiet-otters-dance", Level: version.Patch},
		}},
		Overrides: []manifest.Dependency{{Name: word("python"), Want: word("3.10")}, {Name: word("ledger-lib"), Want: word("2.1.3")}},
		Changes: []manifest.Note{{
			Type: word("fix"), Summary: word("Installer: finds its disk"), Details: word("It looked at the first one.\n\n- now at all\n"),
			Texts: []manifest.Label{{Key: word("support"), Value: word("No more calls, we hope")}}, ID: word("quiet-otters-dance"),
			Links: []manifest.Text{word("https://tracker.example/PAY-7")}, Reverts: word("loud-otters-rest"), Internal: true,
		}},
		Components: []manifest.Bundled{
			{Name: word("ledger-lib"), Version: word("2.1.3"), Exception: true, RequiredBy: []string{"payments-api"}, Digest: sum([]byte("ledger-lib"))},
			{
				Name: word("payments-api"), Version: word("1.4.0"), Direct: true, RequiredBy: []string{"web-shop"}, Digest: sum([]byte("payments-api")),
				Artifacts: []manifest.Artifact{{URI: word("dist/payments-1.4.0.tgz"), Digest: word(sum([]byte("file"))), MediaType: word("application/gzip")}},
			},
			{Name: word("python"), Version: word("3.10"), Digest: sum([]byte("python"))},
		},
	}
	Seal(b)
	return b
}
