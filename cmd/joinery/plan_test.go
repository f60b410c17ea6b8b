package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/plan"
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

func movedPin(name, from, to string) resolve.MovedPin {
	return resolve.MovedPin{Requirement: resolve.Requirement{Dependency: &manifest.Dependency{Name: text(name), Want: text(from)}}, To: to}
}

// samplePlan has one of everything: a change, a cut, a dependency, a group, a word of a person,
// and a product beside one that cannot be composed.
func samplePlan(t *testing.T) *plan.Plan {
	otters := &manifest.Change{File: "changes/quiet-otters-dance.md", ID: "quiet-otters-dance", Summary: text("Split amounts | <b>exactly</b>, asked for by @sales in a sentence that takes more than one line to say.")}
	named := func(name string) *manifest.Component { return &manifest.Component{Name: text(name)} }
	entry := func(v string) *manifest.Entry { return &manifest.Entry{Version: text(v), Parsed: semver(t, v)} }
	return &plan.Plan{
		Components: []*plan.Component{
			{
				Component: named("admin-shop"), From: entry("2.1.0"), To: semver(t, "2.2.0"), Level: version.Minor,
				Because: []plan.Reason{{Group: "fixed", Members: []string{"admin-shop", "web-shop"}}},
			},
			{
				Component: named("card-ui"), Cut: entry("0.1.0-SNAPSHOT"), To: semver(t, "1.0.0"), Level: version.None,
				Because: []plan.Reason{{Asked: true}},
			},
			{
				Component: named("ledger-lib"), From: entry("2.1.0"), Cut: entry("2.1.1-SNAPSHOT"), To: semver(t, "2.2.0"), Level: version.Minor,
				Because: []plan.Reason{{Change: otters, Type: "fix", Level: version.Minor}},
			},
			{
				Component: named("web-shop"), From: entry("2.1.0"), To: semver(t, "2.2.0"), Level: version.Minor,
				Because: []plan.Reason{{Dependency: "payments-api", To: semver(t, "1.4.1"), Path: []string{"web-shop 2.2.0", "payments-api 1.4.1", "ledger-lib 2.2.0"}}},
				Pins:    []resolve.MovedPin{movedPin("payments-api", "~> 1.3.0", "~> 1.4.1")},
			},
		},
		Products: []*plan.Product{
			{
				Product: &manifest.Product{Name: text("acme-suite")}, From: &manifest.Bundle{Version: text("4.2.1")},
				Next: &resolve.Next{
					Version: semver(t, "4.3.0"), Changes: []manifest.Note{{ID: text("installer"), Summary: text("An installer.")}},
					Bump: manifest.Bump{Level: version.Minor, RaisedBy: version.Minor, Because: []manifest.Cause{
						{Component: "card-ui", To: "1.0.0", Level: version.Minor},
						{Component: "ledger-lib", From: "2.1.0", To: "2.2.0", Level: version.Minor},
						{Change: "installer", Level: version.Minor},
					}},
				},
				Pins: []resolve.MovedPin{movedPin("ledger-lib", "2.1.0", "2.2.0")},
			},
			{
				Product: &manifest.Product{Name: text("acme-trial")}, From: &manifest.Bundle{Version: text("1.0.0")},
				Problems: diag.List{{
					Rule: "usable-version", Severity: diag.Error, Message: "acme-trial needs date-lib 1.1.0-SNAPSHOT, a pre-release",
					At: diag.Place{File: "trial/joinery.yaml", Line: 5, Column: 3}, Product: "acme-trial", Component: "date-lib", Subject: "1.1.0-SNAPSHOT",
					Hints: []string{"joinery release --cut date-lib"},
				}},
			},
		},
		Along: []resolve.MovedPin{{
			Requirement: resolve.Requirement{
				Product:    &manifest.Product{Name: text("acme-lab")},
				Dependency: &manifest.Dependency{Name: text("card-ui"), Want: text("0.1.0-SNAPSHOT")},
			}, To: "1.0.0",
		}},
		Spent: []*manifest.Change{{File: "changes/tidy-foxes-nap.md"}},
	}
}

var sampleFiles = []manifest.File{{Path: "changes/quiet-otters-dance.md", Remove: true}, {Path: "joinery.yaml"}}

const sampleText = `admin-shop  2.1.0 → 2.2.0  minor
  group        fixed with web-shop
card-ui  1.0.0  first
  cuts         0.1.0-SNAPSHOT
  cut          named by --cut
ledger-lib  2.1.0 → 2.2.0  minor
  cuts         2.1.1-SNAPSHOT
  fix          Split amounts | <b>exactly</b>, asked for by @sales in a sentence
               that takes more than one line to say.
               changes/quiet-otters-dance.md
web-shop  2.1.0 → 2.2.0  minor
  follows      payments-api 1.4.1 → ledger-lib 2.2.0
  pin          payments-api ~> 1.3.0 → ~> 1.4.1

product acme-suite  4.2.1 → 4.3.0  minor
  minor        asked for by --level
  minor        card-ui 1.0.0 is new
  minor        ledger-lib 2.1.0 → 2.2.0
  minor        An installer.
               changes/installer.md
  pin          ledger-lib 2.1.0 → 2.2.0
product acme-trial  cannot be composed

elsewhere
  pin          acme-lab: card-ui 0.1.0-SNAPSHOT → 1.0.0

2 files would be written
  changes/quiet-otters-dance.md (removed)
  joinery.yaml

this stands in the way:

`

const sampleMarkdown = "<!-- joinery plan -->\n" + `### Release plan: 4 components, 2 products

| component | from | to | level | because |
|---|---|---|---|---|
| admin-shop | 2.1.0 | **2.2.0** | minor | group: fixed with web-shop |
| card-ui |  | **1.0.0** | first | cut: named by --cut |
| ledger-lib | 2.1.0 | **2.2.0** | minor | fix: Split amounts \| &lt;b&gt;exactly&lt;/b&gt;, asked for by @&#8203;sales in a sentence that takes more than one line to say. |
| web-shop | 2.1.0 | **2.2.0** | minor | follows: payments-api 1.4.1 → ledger-lib 2.2.0 |

| product | from | to | level | because |
|---|---|---|---|---|
| acme-suite | 4.2.1 | **4.3.0** | minor | minor: asked for by --level (and 3 more) |
| acme-trial | 1.0.0 |  |  | cannot be composed |

**This stands in the way:**

- trial/joinery.yaml:5:3: acme-trial needs date-lib 1.1.0-SNAPSHOT, a pre-release
  hint: joinery release --cut date-lib

<details><summary>admin-shop 2.2.0</summary>

- group: fixed with web-shop

</details>

<details><summary>card-ui 1.0.0</summary>

- cut: named by --cut

</details>

<details><summary>ledger-lib 2.2.0</summary>

- fix: Split amounts \| &lt;b&gt;exactly&lt;/b&gt;, asked for by @&#8203;sales in a sentence that takes more than one line to say. (changes/quiet-otters-dance.md)

</details>

<details><summary>web-shop 2.2.0</summary>

- follows: payments-api 1.4.1 → ledger-lib 2.2.0
- pin of payments-api: \~&gt; 1.3.0 → \~&gt; 1.4.1

</details>

<details><summary>acme-suite 4.3.0</summary>

- minor: asked for by --level
- minor: card-ui 1.0.0 is new
- minor: ledger-lib 2.1.0 → 2.2.0
- minor: An installer. (changes/installer.md)
- pin of ledger-lib: 2.1.0 → 2.2.0

</details>

Pins that move elsewhere:

- acme-lab: card-ui: 0.1.0-SNAPSHOT → 1.0.0

2 files would be written.
`

func TestPlanFormats(t *testing.T) {
	for _, test := range []struct {
		name, want string
		print      func(writer, *plan.Plan, []manifest.File) error
		made       *plan.Plan
		files      []manifest.File
	}{
		{"text", sampleText, planText, samplePlan(t), sampleFiles},
		{"md", sampleMarkdown, planMarkdown, samplePlan(t), sampleFiles},
		{"text of nothing", "", planText, &plan.Plan{}, nil},
		{"md of nothing", "<!-- joinery plan -->\n### Nothing to release\n", planMarkdown, &plan.Plan{}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got bytes.Buffer
			if err := test.print(&got, test.made, test.files); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPlanMarkdownFits prints a plan that is far too large for a comment.
func TestPlanMarkdownFits(t *testing.T) {
	large := &plan.Plan{}
	for range 1000 {
		large.Components = append(large.Components, samplePlan(t).Components...)
	}
	var got bytes.Buffer
	if err := planMarkdown(&got, large, nil); err != nil {
		t.Fatal(err)
	}
	if got.Len() > 65536 {
		t.Errorf("got %d bytes, want no more than 65536", got.Len())
	}
	for _, want := range []string{"4000 components", "| and 3900 more |", "more: `joinery plan` shows them"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("got no %q in it, want it", want)
		}
	}
}

const planPage = "../../docs/reference/plan-json.md"

// TestPlanJSON compares the example on the reference page with what is printed.
func TestPlanJSON(t *testing.T) {
	var got bytes.Buffer
	if err := planJSON(&got, samplePlan(t)); err != nil {
		t.Fatal(err)
	}
	read, err := os.ReadFile(planPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(read), "```json\n")
	_, after, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatalf("got no json block in %s, want one", planPage)
	}
	page(t, planPage, []byte(before+"```json\n"+got.String()+"```\n"+after))

	got.Reset()
	if err := planJSON(&got, &plan.Plan{}); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"version\": 1,\n  \"components\": [],\n  \"products\": []\n}\n"; got.String() != want {
		t.Errorf("got %s, want %s", got.String(), want)
	}
}

// TestPlanJSONFields looks that the reference page explains every field.
func TestPlanJSONFields(t *testing.T) {
	read, err := os.ReadFile(planPage)
	if err != nil {
		t.Fatal(err)
	}
	for heading, form := range map[string]any{
		"## The plan": planReport{}, "## A component": plannedComponent{}, "### Why it moves": plannedReason{},
		"## A moved pin": plannedPin{}, "### A pin elsewhere": plannedAlong{}, "## A product": plannedProduct{}, "### What moved it": plannedCause{},
	} {
		_, section, found := strings.Cut(string(read), heading+"\n")
		if !found {
			t.Errorf("got no section %q, want one", heading)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		section, _, _ = strings.Cut(section, "\n### ")
		var want, got []string
		for field := range reflect.TypeOf(form).Fields() {
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
				want = append(want, name)
			}
		}
		for line := range strings.Lines(section) {
			if cell, ok := strings.CutPrefix(line, "| `"); ok {
				name, _, _ := strings.Cut(cell, "`")
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: fields (-want +got):\n%s", heading, diff)
		}
	}
}
