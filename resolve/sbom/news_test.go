package sbom

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest/diag"
)

func TestNews(t *testing.T) {
	for _, tt := range []struct {
		name      string
		documents string
		bundles   []string
		want      string
	}{
		{
			name: "releases in between are no gap",
			documents: `
-- Component pay --
versions:
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: feature, summary: third}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: second, id: b, links: [CVE-2026-7, PAY-7]}, {type: fix, summary: "second,\n  too."}]}
  - {version: 1.0.0, changes: [{type: feature, summary: first}]}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.2.0!"},
			want: `
b fix: second (pay 1.1.0) CVE-2026-7
pay@1.1.0/2 fix: second, too (pay 1.1.0)
pay@1.2.0/1 feature: third (pay 1.2.0)`,
		},
		{
			name: "what is taken back is not told, what is taken back twice is",
			documents: `
-- Component pay --
versions:
  - {version: 1.3.0, extends: [1.2.0], changes: [{type: fix, summary: again, id: c, reverts: b}]}
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: fix, summary: off, id: b, reverts: a}, {type: fix, summary: gone, id: x}, {type: fix, summary: bye, reverts: x}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: "on", id: a}, {type: removal, summary: dropped, reverts: old}]}
  - {version: 1.0.0, changes: [{type: feature, summary: old, id: old}]}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.3.0!"},
			want: `
a feature: on (pay 1.1.0)
pay@1.1.0/2 removal: dropped (pay 1.1.0)`,
		},
		{
			name: "a change that reached several components is one",
			documents: `
-- Component pay --
versions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: both, id: a, links: [x]}]}, {version: 1.0.0}]
-- Component shop --
versions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: both, id: a, links: [x, y]}]}, {version: 1.0.0}]`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!, shop 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!, shop 1.1.0!"},
			want:    "a feature: both (pay 1.1.0, shop 1.1.0) x y",
		},
		{
			name: "what is for engineering alone is left out",
			documents: `
-- Component pay --
versions:
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: secret, internal: true}, {type: docs, summary: d}, {type: internal, summary: i}, {type: note, summary: "n"}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!"},
			want:    "pay@1.1.0/4 note: n (pay 1.1.0)",
		},
		{
			name: "what customers do not see brings nothing, also where it shares a change",
			documents: `
-- Component pay --
versions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: both, id: a}]}, {version: 1.0.0}]
-- Component ledger --
exposure: internal
formerly: [ledger-lib]
versions:
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: security, summary: both, id: a}, {type: security, summary: secret}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: ledger-lib 1.0.0, pay 1.0.0!", "suite 2.0.0 < 1.0.0: ledger 1.1.0, pay 1.1.0!"},
			want:    "a fix: both (pay 1.1.0)",
		},
		{
			name: "a linked ticket is nothing for customers, what is public is",
			documents: `
-- Component pay --
versions:
  - version: 1.1.0
    extends: [1.0.0]
    changes:
      - {type: fix, summary: "Round up (PAY-7)", links: ["https://tracker.example/PAY-7", "https://nvd.example/CVE-2026-1234"]}
      - {type: fix, summary: "#12", links: ["https://git.example/acme/pay/issues/12"]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!"},
			want:    "pay@1.1.0/1 fix: Round up (pay 1.1.0) https://nvd.example/CVE-2026-1234\npay@1.1.0/2 fix: fix (pay 1.1.0)",
		},
		{
			name: "lines brought together: new is what the highest of them had not",
			documents: `
-- Component pay --
versions:
  - {version: 2.0.0, extends: [1.1.0, 1.0.1], changes: [{type: fix, summary: joined}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: left}]}
  - {version: 1.0.1, extends: [1.0.0], changes: [{type: fix, summary: right}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.1: pay 1.0.1!", "suite 1.1.0: pay 1.1.0!", "suite 2.0.0 < 1.1.0 1.0.1: pay 2.0.0!"},
			want:    "pay@1.0.1/1 fix: right (pay 1.0.1)\npay@2.0.0/1 fix: joined (pay 2.0.0)",
		},
		{
			name: "a change that another line had already is not told again",
			documents: `
-- Component pay --
versions:
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: both lines, id: a}, {type: feature, summary: this line}]}
  - {version: 1.0.1, extends: [1.0.0], changes: [{type: fix, summary: both lines, id: a}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 1.0.1 < 1.0.0: pay 1.0.1!", "suite 2.0.0 < 1.0.1: pay 1.1.0!"},
			want:    "pay@1.1.0/2 feature: this line (pay 1.1.0)",
		},
		{
			name: "a new component, a lower one and a first bundle bring no past",
			documents: `
-- Component pay --
versions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: a}]}, {version: 1.0.0}]
-- Component shop --
versions: [{version: 1.0.0, changes: [{type: feature, summary: b}]}]`,
			bundles: []string{"suite 1.0.0: pay 1.1.0!", "suite 2.0.0 < 1.0.0: pay 1.0.0!, shop 1.0.0!"},
		},
		{
			name: "the version before is no longer written: new is what the version itself brought",
			documents: `
-- Component pay --
versions: [{version: 1.1.0, extends: [1.0.1], changes: [{type: fix, summary: a}]}, {version: 1.0.1, changes: [{type: fix, summary: b}]}]`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!"},
			want:    "pay@1.1.0/1 fix: a (pay 1.1.0)",
		},
		{
			name: "what the old line had too is taken back on the new one",
			documents: `
-- Component pay --
versions:
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: fix, summary: off, id: r, reverts: a}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: "on", id: a}]}
  - {version: 1.0.1, extends: [1.0.0], changes: [{type: feature, summary: "on", id: a}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: pay 1.0.1!", "suite 2.0.0 < 1.0.0: pay 1.2.0!"},
			want:    "r fix: off (pay 1.2.0)",
		},
		{
			name: "a product among the components brings what its own bundles on the way tell",
			documents: `
-- Product core --
-- Component pay --
versions: [{version: 1.0.0}]`,
			bundles: []string{
				"core 1.0.0: pay 1.0.0!", "core 1.1.0 < 1.0.0: pay 1.0.0! tells a", "core 1.2.0 < 1.1.0: pay 1.0.0! tells b",
				"suite 1.0.0: core 1.0.0!, pay 1.0.0", "suite 2.0.0 < 1.0.0: core 1.2.0!, pay 1.0.0",
			},
			want: "a fix: a (core 1.1.0)\nb fix: b (core 1.2.0)",
		},
		{
			name: "a change that names itself takes nothing back",
			documents: `
-- Component pay --
versions:
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: a, id: a, reverts: a}]}
  - {version: 1.0.0}`,
			bundles: []string{"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!"},
			want:    "a fix: a (pay 1.1.0)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world(t, tt.documents, tt.bundles...)
			var lines []string
			for _, n := range bill(t, w, "suite", "2.0.0").news {
				line := fmt.Sprintf("%s %s: %s (%s) %s", n.id, n.kind, n.summary, strings.Join(n.in, ", "), strings.Join(n.links, " "))
				lines = append(lines, strings.TrimSpace(line))
			}
			if diff := cmp.Diff(strings.TrimSpace(tt.want), strings.Join(lines, "\n")); diff != "" {
				t.Errorf("got other news (-want +got):\n%s", diff)
			}
			if first := bill(t, w, "suite", w.Bundles("suite")[0].Version.String()); len(first.news) > 0 {
				t.Errorf("first bundle: got the news %v, want none", first.news)
			}
		})
	}
}

// TestNewsOfAlteredBundle: a bundle that is not what its digest says brings nothing, and is told.
func TestNewsOfAlteredBundle(t *testing.T) {
	const head = "apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversioning: {scheme: semver}\n"
	w := world(t, `
-- Component pay --
versions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: a}]}, {version: 1.0.0}]`,
		"suite 1.0.0: pay 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!")
	last := shelved(t, w, "suite", "2.0.0")
	altered := load(t, fstest.MapFS{
		"joinery.yaml":                      {Data: []byte(manifests("\n-- Product suite --\n-- Component pay --\nversions: [{version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: a}]}, {version: 1.0.0}]\n"))},
		"releases/suite-1.0.0.joinery.yaml": {Data: []byte(head + "version: 1.0.0\ncomponents: [{name: pay, version: 1.0.0, direct: true}]\ndigest: \"sha256:" + strings.Repeat("0", 64) + "\"\n")},
	})
	b, err := New(last, Options{Source: altered})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.news) > 0 {
		t.Errorf("got the news %v, want none", b.news)
	}
	got := b.Problems()
	if len(got) != 1 || got[0].Severity != diag.Warning || got[0].At.File != "releases/suite-1.0.0.joinery.yaml" {
		t.Errorf("got the problems %v, want a warning that names the file", got)
	}
	if sound := bill(t, w, "suite", "2.0.0"); len(sound.news) != 1 || len(sound.Problems()) > 0 {
		t.Errorf("as released: got %v and %v, want one change and no problem", sound.news, sound.Problems())
	}
}
