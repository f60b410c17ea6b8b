package notes

import (
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
)

// told writes problems as text, a line each.
func told(n *Notes) string {
	var lines []string
	for _, d := range n.Problems {
		line := d.Severity.String() + ": " + d.Message
		if d.At.File != "" {
			line = d.At.String() + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestProblems: what cannot be told is a warning, one for each component and cause.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, world, want string }{
		{"versions that they get", `
			pay 1.0.0
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0, pay! 1.2.0, ledger 2.0.0`,
			"warning: no manifest here knows ledger 2.0.0: what it brought is not told\n" +
				"warning: no manifest here knows pay 1.2.0 and 1.1.0: what they brought is not told"},
		{"a version that they have", `
			pay 1.1.0 : feature a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`,
			"warning: no manifest here knows pay 1.0.0, which they have: only what 1.1.0 brought itself is told"},
		{"one of the versions that they have", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a
			suite 1 holds pay! 0.9.0, pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`,
			"warning: no manifest here knows pay 0.9.0, which they have: what it brought may be told as new"},
		{"both ends", `
			pay 1.1.0 : feature a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 2.0.0`,
			"warning: no manifest here knows pay 2.0.0: what it brought is not told"},
		{"versions that others extend", `
			pay 1.0.0
			pay 1.2.0 < 1.1.0 : fix b
			pay 1.4.0 < 1.2.0, 1.3.0 : fix d
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.4.0`,
			"pay.joinery.yaml:6:32: warning: no manifest here knows pay 1.1.0 and 1.3.0, which other versions extend: what came with them and before is not told"},
		{"a bundle that is not here", `
			pay 1.0.0
			suite 1 holds pay! 1.0.0 : fix a
			suite 3 < 2 holds pay! 1.0.0 : fix c`,
			"releases/suite-3.0.0.joinery.yaml:6:11: warning: suite 2.0.0 is not here: of suite itself, what came with it and before is not told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := world(t, c.world)
			refs := w.Bundles("suite")
			from, _ := w.Bundle(refs[0])
			to, _ := w.Bundle(refs[1])
			if got := told(Make(w, from, to, Options{Audience: Engineering})); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestBroken: a lineage that names what is not there, and a bundle that cannot be read, are told;
// and what may lie behind them is not told to be gone.
func TestBroken(t *testing.T) {
	const suite = "apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversioning: {scheme: semver}\n"
	files := fstest.MapFS{
		"joinery.yaml": {Data: []byte("apiVersion: joinery/v1\nkind: Product\nname: suite\n")},
		"pay/joinery.yaml": {Data: []byte(`apiVersion: joinery/v1
kind: Component
name: pay
versions:
  - {version: 1.3.0, extends: [1.2.0], changes: [{type: fix, summary: c, id: c}]}
  - {version: 1.0.0, changes: [{type: fix, summary: a, id: a}]}
`)},
		"releases/suite-1.0.0.joinery.yaml": {Data: []byte(suite + "version: 1.0.0\nchanges: [{type: fix, summary: old, id: old}]\ncomponents: [{name: pay, version: 1.0.0, direct: true}]\n")},
		"releases/suite-2.0.0.joinery.yaml": {Data: []byte("kind: [\n")},
		"releases/suite-3.0.0.joinery.yaml": {Data: []byte(suite + "version: 3.0.0\nextends: [2.0.0]\nchanges: [{type: fix, summary: new, id: new}]\ncomponents: [{name: pay, version: 1.3.0, direct: true}]\n")},
	}
	w, err := manifest.Load(t.Context(), files, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	made := func(from, to string, a Audience) *Notes {
		return Make(w, bundled(t, w, "suite", from), bundled(t, w, "suite", to), Options{Audience: a})
	}
	const forward = "pay/joinery.yaml:5:32: warning: pay 1.3.0 extends 1.2.0, which no manifest here knows: what came with it and before is not told\n" +
		"releases/suite-2.0.0.joinery.yaml: warning: suite 2.0.0 cannot be read: of suite itself, what came with it and before is not told"
	for _, a := range []Audience{Sales, Support, Engineering} {
		n := made("1.0.0", "3.0.0", a)
		if got := told(n); got != forward {
			t.Errorf("%s: got  %s\nwant %s", a, got, forward)
		}
		if got := outline(n); strings.Contains(got, "gone") || !strings.Contains(got, "new") {
			t.Errorf("%s: got %s, want what is new and nothing gone", a, got)
		}
	}
	if got, want := told(made("3.0.0", "1.0.0", Support)), strings.ReplaceAll(forward, "what came with it and before is not told", "what they have from before may be told as new"); got != want {
		t.Errorf("back: got  %s\nwant %s", got, want)
	}
}

// TestUndeclared: of what no manifest declares customers are told only if the product names it
// itself; others are told in any case.
func TestUndeclared(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.1.0 < 1.0.0
		suite 1 holds pay! 1.0.0, direct! 1.0.0, below 1.0.0, same 1.0.0, left 1.0.0
		suite 2 < 1 holds pay! 1.1.0, direct! 1.1.0, below 1.1.0, same 1.0.0`)
	n := made(t, w, 1, 2, Options{})
	var moved []string
	for _, m := range append(n.Moved, n.Unchanged...) {
		moved = append(moved, m.Label())
	}
	if got, want := strings.Join(moved, " "), "Direct Pay"; got != want {
		t.Errorf("got the components %s, want %s", got, want)
	}
	for _, node := range n.Picture.Nodes() {
		if strings.Contains("Below Left Same", node.Name) {
			t.Errorf("the picture shows %s, which may be internal", node.Name)
		}
	}
	const want = "warning: no manifest here declares below: customers are not told of it, since it may be internal\n" +
		"warning: no manifest here declares left: customers are not told of it, since it may be internal"
	if got := told(n); !strings.Contains(got, want) || strings.Contains(got, "same") {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := made(t, w, 1, 2, Options{Audience: Support}); len(got.Moved) != 4 || len(got.Unchanged) != 1 {
		t.Errorf("support: got %d moved and %d unchanged, want 4 and 1", len(got.Moved), len(got.Unchanged))
	}
}
