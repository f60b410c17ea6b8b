package sbom

import "testing"

// TestNewsRenamed: a component that the bundle before lists by a former name is the same one.
func TestNewsRenamed(t *testing.T) {
	w := world(t, `
-- Component pay --
formerly: [pay-api]
title: Payments
versions:
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: feature, summary: a, id: a}]}
  - {version: 1.0.0}`, "suite 1.0.0: pay-api 1.0.0!", "suite 2.0.0 < 1.0.0: pay 1.1.0!")
	if got := bill(t, w, "suite", "2.0.0").news; len(got) != 1 {
		t.Errorf("got %v, want the change a of pay 1.1.0, as the release notes tell it", got)
	}
}
