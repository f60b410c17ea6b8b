package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// sampleDifference has one of everything: what was renamed and changed its place, a component at
// two versions, one that went back, and files.
func sampleDifference(t *testing.T) *bundle.Difference {
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

const sampleDiffText = `acme-suite  4.2.0 → 4.3.0  minor
  policy       asks for patch; --level raised it to minor
  patch        ledger-lib 2.1.0 → 2.1.3
  patch        card-ui 1.0.0 is new
  patch        fax-ui 1.2.0 is gone
  patch        The installer | <b>waits</b> for @ops, as long as it takes.
  in between   4.2.1
  released     2026-07-01 → 2026-11-20

         component   from            to              level          through
changed  auth-sdk    4.0.1, 3.2.0    4.0.1, 3.3.0    patch
added    card-ui                     1.0.0
removed  fax-ui      1.2.0
raised   ledger-lib  2.1.0           2.1.3           patch          2.1.1, 2.1.2
          was ledger; named by the product no more
          - dist/ledger-2.1.0.tgz
          + dist/ledger-2.1.3.tgz
          ~ doc/ledger.pdf
lowered  tax-tables  1.2025042.0099  1.2025042.0011  performance,
                                                     bugfix
          without 1.2025042.0099

1 added, 1 removed, 1 raised, 1 lowered, 1 changed; 4 as before
`

const sampleDiffMarkdown = `<!-- joinery diff -->
### acme-suite 4.2.0 → 4.3.0 (minor)

The policy asks for patch; --level raised it to minor.

- patch: ledger-lib 2.1.0 → 2.1.3
- patch: card-ui 1.0.0 is new
- patch: fax-ui 1.2.0 is gone
- patch: The installer \| &lt;b&gt;waits&lt;/b&gt; for @&#8203;ops, as long as it takes.

In between: 4.2.1.

| | component | from | to | level | through | |
|---|---|---|---|---|---|---|
| changed | auth-sdk | 4.0.1, 3.2.0 | 4.0.1, 3.3.0 | patch |  |  |
| added | card-ui |  | 1.0.0 |  |  |  |
| removed | fax-ui | 1.2.0 |  |  |  |  |
| raised | ledger-lib | 2.1.0 | 2.1.3 | patch | 2.1.1, 2.1.2 | was ledger; named by the product no more |
| lowered | tax-tables | 1.2025042.0099 | 1.2025042.0011 | performance, bugfix |  | without 1.2025042.0099 |

1 added, 1 removed, 1 raised, 1 lowered, 1 changed; 4 as before.

<details><summary>3 artifacts of ledger-lib</summary>

- removed: dist/ledger-2.1.0.tgz
- added: dist/ledger-2.1.3.tgz
- changed: doc/ledger.pdf

</details>
`

func TestDiffText(t *testing.T) {
	var got bytes.Buffer
	if err := diffText(&got, sampleDifference(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleDiffText, got.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestDiffMarkdown(t *testing.T) {
	var got bytes.Buffer
	if err := diffMarkdown(&got, sampleDifference(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleDiffMarkdown, got.String()); diff != "" {
		t.Errorf("markdown (-want +got):\n%s", diff)
	}
	large := sampleDifference(t)
	for range 10 {
		large.Components = append(large.Components, large.Components...)
	}
	got.Reset()
	if err := diffMarkdown(&got, large); err != nil {
		t.Fatal(err)
	}
	if got.Len() > 65536 {
		t.Errorf("got %d bytes for %d components, want at most 65536", got.Len(), len(large.Components))
	}
}

// TestDiffPolicy looks at what every verdict says.
func TestDiffPolicy(t *testing.T) {
	for _, test := range []struct {
		verdict bundle.Verdict
		change  func(*bundle.Difference)
		want    string
	}{
		{bundle.AsAsked, nil, "asks for patch, and that it is"},
		{bundle.More, func(d *bundle.Difference) { d.Step.RaisedBy = version.None }, "asks for patch only: minor is more"},
		{bundle.More, func(d *bundle.Difference) { d.Step.RaisedBy, d.Step.Asked = version.None, version.None }, "asks for no release: minor is more"},
		{bundle.More, func(d *bundle.Difference) { d.Step.Asked = version.None }, "asks for no release; --level raised it to minor"},
		{bundle.Merged, nil, "asks for patch; bringing lines together made it minor"},
		{bundle.Less, func(d *bundle.Difference) { d.Step.Asked = version.Major }, "asks for major at least: minor is less"},
		{bundle.SameVersion, nil, "asks for patch, and the version is the same"},
		{bundle.SameVersion, func(d *bundle.Difference) { d.Components = nil }, ""},
		{bundle.OtherProduct, nil, "speaks of one product, and these are two"},
		{bundle.OtherScheme, nil, "compares no versions of two schemes"},
		{bundle.NoLevels, nil, "does not count: semver knows no levels"},
		{bundle.OtherLine, nil, "does not count: 4.3.0 is not known to follow 4.2.0"},
		{bundle.OtherLine, func(d *bundle.Difference) { d.Step.Back = true }, "looks ahead only, and 4.3.0 is the lower one"},
	} {
		d := sampleDifference(t)
		d.Step.Verdict = test.verdict
		if test.change != nil {
			test.change(d)
		}
		if got := diffPolicy(d); got != test.want {
			t.Errorf("%s: got %q, want %q", test.verdict, got, test.want)
		}
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct {
		name  string
		width int
		rows  [][]string
		want  string
	}{
		{"fits", 80, [][]string{{"a", "bb"}, {"ccc", ""}}, "a    bb\nccc\n"},
		{"two columns a character", 80, [][]string{{"支付", "x"}, {"abc", "y"}}, "支付  x\nabc   y\n"},
		{"the widest gives way", 20, [][]string{{"payments-api-of-acme", "1.4.0"}}, "payments-api-  1.4.0\nof-acme\n"},
		{"no separator", 18, [][]string{{"abcdefghijklmnopq", "12"}}, "abcdefghijklmn  12\nopq\n"},
	} {
		var got strings.Builder
		for _, lines := range table(test.rows, test.width) {
			got.WriteString(strings.Join(lines, "\n") + "\n")
		}
		if got.String() != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got.String(), test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z0-9./, 支-]{0,60}`)
		row := func() []string { return []string{word.Draw(t, "cell"), word.Draw(t, "cell"), word.Draw(t, "cell")} }
		rows := [][]string{row(), row()}
		var all strings.Builder
		for _, lines := range table(rows, 40) {
			for _, line := range lines {
				if textColumns(line) > 40 {
					t.Fatalf("got a line of %d columns, want at most 40: %q", textColumns(line), line)
				}
				all.WriteString(line)
			}
		}
		letters := func(text string) int { return len(strings.ReplaceAll(text, " ", "")) }
		if got, want := letters(all.String()), letters(strings.Join(rows[0], "")+strings.Join(rows[1], "")); got != want {
			t.Fatalf("got %d bytes without blanks, want all %d", got, want)
		}
	})
}

// TestDiffExamples compares what is printed about the examples with files that a person can open.
func TestDiffExamples(t *testing.T) {
	for _, test := range []struct{ file, example, command string }{
		{"acme-suite-4.2.0-4.2.1.txt", "acme-suite", "diff 4.2.0 4.2.1"},
		{"acme-suite-4.2.0-4.2.1.md", "acme-suite", "diff 4.2.0 4.2.1 --format md"},
		{"acme-suite-4.2.0-4.2.1.json", "acme-suite", "diff 4.2.0 4.2.1 --format json"},
		{"acme-suite-releases.txt", "acme-suite", "releases"},
		{"spring-cloud-2025.1.0-2025.1.1.txt", "spring-cloud", "diff 2025.1.0 2025.1.1"},
		{"spring-cloud-2025.1.1-2025.1.2.txt", "spring-cloud", "diff 2025.1.1 2025.1.2"},
		{"spring-cloud-2025.1.0-2025.1.2.txt", "spring-cloud", "diff 2025.1.0 2025.1.2"},
		{"spring-cloud-2025.1.0-2025.1.2.md", "spring-cloud", "diff 2025.1.0 2025.1.2 --format md"},
		{"spring-cloud-2024.0.2-2025.1.2.txt", "spring-cloud", "diff 2024.0.2 2025.1.2"},
		{"spring-cloud-releases.txt", "spring-cloud", "releases"},
		{"kube-prometheus-stack-releases.md", "kube-prometheus-stack", "releases --format md"},
	} {
		t.Run(test.file, func(t *testing.T) {
			var got, told bytes.Buffer
			p := &program{stdout: &got, stderr: &told, getenv: func(string) string { return "" }, now: now}
			args := append([]string{"joinery", "-C", "../../examples/" + test.example}, strings.Fields(test.command)...)
			if status := p.run(args); status != exitFine || told.Len() > 0 {
				t.Fatalf("got exit status %d and %q, want %d and no word", status, told.String(), exitFine)
			}
			page(t, "testdata/diff/"+test.file, got.Bytes())
		})
	}
}

const (
	diffPage     = "../../docs/reference/diff-json.md"
	releasesPage = "../../docs/reference/releases-json.md"
)

// TestDiffJSON compares the examples on the reference pages with what is printed.
func TestDiffJSON(t *testing.T) {
	var got bytes.Buffer
	if err := diffJSON(&got, sampleDifference(t)); err != nil {
		t.Fatal(err)
	}
	exampleOn(t, diffPage, got.String())
	d := sampleDifference(t)
	release := listedRelease{d.To, news{changes: map[string]int{"fix": 1}, moved: d.Components[1:3], known: true}}
	release.Extends = []manifest.Reference{{Text: text("4.2.1")}}
	release.Bump = manifest.Bump{Level: version.Minor, RaisedBy: version.Minor, Because: d.Step.Because[1:]}
	got.Reset()
	if err := releasesJSON(&got, "acme-suite", []listedRelease{release}); err != nil {
		t.Fatal(err)
	}
	exampleOn(t, releasesPage, got.String())
}

// exampleOn compares the first json block of a page; -update writes it.
func exampleOn(t *testing.T, file, printed string) {
	t.Helper()
	read, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(read), "```json\n")
	_, after, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatalf("got no json block in %s, want one", file)
	}
	page(t, file, []byte(before+"```json\n"+printed+"```\n"+after))
}

// TestDiffJSONFields looks that the reference pages explain every field.
func TestDiffJSONFields(t *testing.T) {
	for _, test := range []struct {
		file, heading string
		form          any
	}{
		{diffPage, "## The difference", diffReport{}},
		{diffPage, "## A bundle", diffBundle{}},
		{diffPage, "## The product's step", diffStep{}},
		{diffPage, "### What asked for it", diffCause{}},
		{diffPage, "## A component", diffComponent{}},
		{diffPage, "### A file", diffArtifact{}},
		{releasesPage, "## The list", releasesReport{}},
		{releasesPage, "## A release", releaseReport{}},
	} {
		read, err := os.ReadFile(test.file)
		if err != nil {
			t.Fatal(err)
		}
		_, section, found := strings.Cut(string(read), test.heading+"\n")
		if !found {
			t.Errorf("got no section %q, want one", test.heading)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		section, _, _ = strings.Cut(section, "\n### ")
		var want, got []string
		for field := range reflect.TypeOf(test.form).Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			want = append(want, name)
		}
		for line := range strings.Lines(section) {
			if cell, ok := strings.CutPrefix(line, "| `"); ok {
				name, _, _ := strings.Cut(cell, "`")
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: fields (-want +got):\n%s", test.heading, diff)
		}
	}
}
