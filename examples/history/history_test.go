package history_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/examples/history"
)

// train is two lines of a small product: a part is added, one leaves, and once nothing moves.
const train = `{"product": "train", "about": "a toy", "source": "here", "releases": [
	{"version": "2025.0.0", "date": "2026-01-05", "components": {"bogie": "1.0.0", "(bell)": "v1"}},
	{"version": "2025.0.1", "date": "2026-03-02", "components": {"bogie": "1.0.1", "(bell)": "v1"}},
	{"version": "2026.0.0", "date": "2026-02-02", "components": {"bogie": "1.1.0", "axle": "1.0.0"}},
	{"version": "2026.1.0", "date": "2026-04-06", "components": {"bogie": "1.1.0", "axle": "1.0.0"}}]}`

var telling = &history.Telling{
	Title:   "Train",
	Comment: "A toy.",
	Names:   map[string]string{"(bell)": "bell"},
	Schemes: map[string]string{"bell": "loose"},
	Policy:  "{component-minor: minor}",
	Exceptions: []history.Exception{{
		Rule: "lineage-patch", Component: "bogie", Version: "1.0.1", Until: "2099-12-31", Owner: "yard", Reason: "it is a toy",
	}},
}

func TestManifests(t *testing.T) {
	story := tell(t, train, telling)
	for name, want := range map[string]string{
		"joinery.yaml": `# A toy.
apiVersion: joinery/v1
kind: Product
name: train
title: Train
versioning: {scheme: semver, initial: 2025.0.0}
components:
  axle: 1.0.0
  bogie: 1.1.0
policy: {component-minor: minor}
exceptions:
  - rule: lineage-patch
    component: bogie
    versions: [1.0.1]
    until: 2099-12-31
    owner: yard
    reason: it is a toy
`,
		"components/bogie.joinery.yaml": `apiVersion: joinery/v1
kind: Component
name: bogie
versions:
  - {version: 1.1.0, extends: [1.0.0], released: 2026-02-02}
  - {version: 1.0.1, extends: [1.0.0], released: 2026-03-02}
  - {version: 1.0.0, released: 2026-01-05}
`,
	} {
		if diff := cmp.Diff(want, string(story.Files[name])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	got := slices.Sorted(maps.Keys(story.Files))
	want := []string{
		"components/axle.joinery.yaml", "components/bogie.joinery.yaml", "joinery.yaml",
		"releases/train-2025.0.0.joinery.yaml", "releases/train-2025.0.1.joinery.yaml",
		"releases/train-2026.0.0.joinery.yaml", "releases/train-2026.1.0.joinery.yaml",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	dated := *telling
	dated.Pattern = "YYYY.MINOR.MICRO"
	want := `Of 3 steps, 2 have the number that joinery computes, 1 have another one.
By the calendar alone it would be 1.

| the project went up by | joinery computes | steps |
|---|---|---|
| patch | patch | 1 |
| minor | none | 1 |
| major | major | 1 |

| from | the project chose | on | joinery computes |  | level | because | by the calendar |
|---|---|---|---|---|---|---|---|
| 2025.0.0 | 2025.0.1 | 2026-03-02 | 2025.0.1 | same | patch | bogie 1.0.0 to 1.0.1 | 2026.0.0 |
| 2025.0.0 | 2026.0.0 | 2026-02-02 | 2026.0.0 | same | major | bell v1 is gone | 2026.0.0 |
| 2026.0.0 | 2026.1.0 | 2026-04-06 | nothing | different | none | no component moved | 2026.0.1 |
`
	if diff := cmp.Diff(want, string(tell(t, train, &dated).Table())); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// TestRaisedBy looks at the bundle of a release in which nothing moved: the project's word is in
// it, apart from what was computed.
func TestRaisedBy(t *testing.T) {
	text := string(tell(t, train, telling).Files["releases/train-2026.1.0.joinery.yaml"])
	head, _, _ := strings.Cut(text, "components:")
	want := `apiVersion: joinery/v1
kind: Bundle
name: train
version: 2026.1.0
versioning: {scheme: semver}
extends: [2026.0.0]
released: "2026-04-06"
bump:
  raisedBy: minor
`
	if diff := cmp.Diff(want, head); diff != "" {
		t.Errorf("bundle (-want +got):\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{`, "reading the history: unexpected EOF"},
		{`{"product": "train", "trains": []}`, `reading the history: json: unknown field "trains"`},
		{`{"product": "train", "releases": []}`, `reading the history of "train": found no release`},
	} {
		if _, err := history.Read([]byte(test.text)); err == nil || err.Error() != test.want {
			t.Errorf("Read(%s): got %v, want %s", test.text, err, test.want)
		}
	}
}

func TestTellRefuses(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"version", `"bogie": "1.0.1"`, `"bogie": "1.0"`, "bogie in release 2025.0.1: "},
		{"release", `"version": "2026.1.0"`, `"version": "2026.1"`, "release 2026.1: "},
		{"date", `"2026-04-06"`, `"April"`, "retelling train 2026.1.0: "},
		{"name", `"axle"`, `"Axle"`, "retelling train 2025.0.0: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			h, err := history.Read([]byte(strings.Replace(train, test.old, test.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := history.Tell(t.Context(), h, telling); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want an error that starts with %q", err, test.want)
			}
		})
	}
}

// TestWrite looks at what a second story leaves of the first one.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	readme := filepath.Join(dir, "README.md")
	place := "# train\n<!-- the table: begin -->\n<!-- the table: end -->\nbelow\n"
	for _, step := range []error{
		os.WriteFile(readme, []byte(place), 0o644),
		os.Mkdir(filepath.Join(dir, "releases"), 0o755),
		os.WriteFile(filepath.Join(dir, "releases", "train-0.9.0.joinery.yaml"), nil, 0o644),
		history.Generate(t.Context(), []byte(train), telling, dir),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	got, err := os.ReadFile(readme)
	if err != nil || !strings.HasPrefix(string(got), "# train\n<!-- the table: begin -->\nOf 3 steps") || !strings.HasSuffix(string(got), "<!-- the table: end -->\nbelow\n") {
		t.Errorf("README.md: got %s (%v), want the table between the lines", got, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "releases", "train-0.9.0.joinery.yaml")); !os.IsNotExist(err) {
		t.Errorf("the bundle of an earlier story: got %v, want it gone", err)
	}
	if err := os.WriteFile(readme, []byte("# train\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := history.Generate(t.Context(), []byte(train), telling, dir); err == nil {
		t.Error("a README without a place for the table: got no error, want one")
	}
}

func tell(t *testing.T, text string, telling *history.Telling) *history.Story {
	t.Helper()
	h, err := history.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	story, err := history.Tell(t.Context(), h, telling)
	if err != nil {
		t.Fatal(err)
	}
	return story
}
