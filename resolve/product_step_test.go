package resolve_test

import (
	"fmt"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
)

// reverting is a component whose feature came in 1.1.0 and went in 1.2.0, on the one line, and a
// fix that both lines have.
const reverting = `
-- libs.joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: a
versions:
  - version: 1.0.0
  - {version: 1.0.1, extends: [1.0.0], changes: [{type: feature, summary: On the side., id: side}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: Comes., id: otter}, {type: performance, summary: Faster., id: hare}]}
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: breaking, summary: Goes., id: owl, reverts: otter}, {type: performance, summary: Slower., id: snail, reverts: hare}]}
  - {version: 1.3.0, extends: [1.2.0], changes: [{type: fix, summary: Comes again., id: bear, reverts: owl}, {type: note, summary: Look., id: note}]}
  - {version: 1.4.0, extends: [1.1.0, 1.0.1], changes: [{type: fix, summary: Both., id: both}, {type: feature, summary: On the side., id: side}]}
`

// TestProductStepFoldsReverts looks at what the changes of a component mean for its product in
// anyver: what came and went on the way is nothing.
func TestProductStepFoldsReverts(t *testing.T) {
	w, _ := inMemory(t, reverting+product("anyver", ""))
	for _, test := range []struct{ name, from, to, want string }{
		{"it comes", "1.0.0", "1.1.0", "[functional performance]"},
		{"it came and went", "1.0.0", "1.2.0", "[bugfix]"},
		{"it goes where it was", "1.1.0", "1.2.0", "[kaikaku performance]"},
		{"it comes back", "1.0.0", "1.3.0", "[functional]"},
		{"it is there on another line", "1.0.1", "1.4.0", "[functional performance bugfix]"},
	} {
		step := selection(w, "a "+test.to).Step(bundle(t, version.AnyVer, "0.2024031.0", "a "+test.from), nil)
		if got := fmt.Sprint(step.Kinds); got != test.want {
			t.Errorf("%s, %s to %s: got %s, want %s", test.name, test.from, test.to, got, test.want)
		}
	}
}

// TestProductStepFoldsItsOwnReverts does likewise for changes that name the product, which count in
// every scheme.
func TestProductStepFoldsItsOwnReverts(t *testing.T) {
	for scheme, at := range map[string]string{"semver": "4.2.1", "four-part": "4.2.1.0", "calver": "2026.11.0", "anyver": "0.2024031.0"} {
		w, _ := inMemory(t, libraries+product(scheme, ""))
		for _, test := range []struct {
			name    string
			told    string // what the bundle before has
			reverts map[string]string
			want    string
		}{
			{"nothing is reverted", "", nil, "major: bear minor, otter major, owl patch"},
			{"one that waits is", "", map[string]string{"owl": "otter"}, "minor: bear minor"},
			{"all that wait are", "", map[string]string{"owl": "otter", "otter": "bear"}, "minor: bear minor"},
			{"one that was released is", "seal", map[string]string{"owl": "seal"}, "major: bear minor, otter major, owl patch"},
			{"itself", "", map[string]string{"otter": "otter"}, "major: bear minor, otter major, owl patch"},
			{"in a circle", "", map[string]string{"otter": "bear", "bear": "otter"}, "patch: owl patch"},
		} {
			changes := pending("otter breaking", "bear feature", "owl fix")
			for _, c := range changes {
				c.Reverts = manifest.Text{Value: test.reverts[c.ID]}
			}
			before := bundle(t, w.Product("suite").Versioning.Scheme, at, "a 2.0.0")
			if test.told != "" {
				before.Changes = []manifest.Note{{ID: manifest.Text{Value: test.told}, Type: manifest.Text{Value: "feature"}}}
			}
			step := selection(w, "a 2.0.0").Step(before, changes)
			if got := step.Level.String() + ": " + causes(step.Causes); got != test.want {
				t.Errorf("%s, %s: got %s, want %s", scheme, test.name, got, test.want)
			}
		}
	}
}
