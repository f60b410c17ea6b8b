package manifest

import (
	"strings"
	"testing"
)

// Every mapping has a sentence for each field, no field twice, and no more fields than a
// mapping may have.
func TestFields(t *testing.T) {
	var look func(s shape)
	look = func(s shape) {
		seen := map[string]bool{}
		for _, f := range s.fields {
			if seen[f.name] {
				t.Errorf("%s: %s stands twice", s.name, f.name)
			}
			seen[f.name] = true
			if !strings.HasSuffix(f.says, ".") {
				t.Errorf("%s: %s says %q, want a sentence", s.name, f.name, f.says)
			}
			for _, inner := range f.form.shapes() {
				look(inner)
			}
		}
		if len(s.fields) > 32 || !strings.HasSuffix(s.says, ".") {
			t.Errorf("%s: got %d fields and the sentence %q", s.name, len(s.fields), s.says)
		}
	}
	for _, k := range kindShapes {
		look(k.shape())
	}
}

func TestRuleIDs(t *testing.T) {
	seen := map[string]bool{}
	for _, id := range RuleIDs {
		if seen[id] || CheckName(id) != nil {
			t.Errorf("%q: got a doubled or odd id", id)
		}
		seen[id] = true
	}
	if len(RuleIDs) != 28 {
		t.Errorf("got %d ids, want 28", len(RuleIDs))
	}
}

// Subjects are paths with stable keys, never numbers where a name exists.
func TestSubjects(t *testing.T) {
	w := load(t, map[string]string{"joinery.yaml": part("a") + `versions:
  - version: 1.4.0
    dependencies: {ledger-lib: ~}
    artifacts: [{uri: x.tgz, digest: bad}]
    changes: [{type: fix, summary: Mended, nope: 1}]
  - status: gone
---
apiVersion: joinery/v1
kind: Product
name: p
exceptions: [{rule: one-version, component: a, until: soon, owner: x, reason: y}]
policy: {groups: {fixed: [[b, ~]]}}
`})
	var got []string
	for _, d := range w.Problems {
		got = append(got, d.Component+d.Product+" "+d.Subject)
	}
	same(t, "subjects", got, []string{
		"a versions.1.4.0.dependencies.ledger-lib",
		"a versions.1.4.0.artifacts.x.tgz.digest",
		"a versions.1.4.0.changes.Mended.nope",
		"a versions.2.version",
		"a versions.2.status",
		"p exceptions.one-version a.until",
		"p policy.groups.fixed.1.~",
	})
}
