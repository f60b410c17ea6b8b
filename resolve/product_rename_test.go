package resolve_test

import (
	"testing"

	"joinery/manifest/version"
)

const renamed = `
-- libs.joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: payments
formerly: [pay, paying]
versions: [{version: 2.0.0}, {version: 1.4.1}, {version: 1.4.0}]
---
apiVersion: joinery/v1
kind: Component
name: pay-api
formerly: [gone]
versions: [{version: 1.0.0}]
---
apiVersion: joinery/v1
kind: Component
name: gone
versions: [{version: 1.0.0}]
`

// TestProductStepRenamed compares a component that has another name now with its former self.
func TestProductStepRenamed(t *testing.T) {
	w, _ := inMemory(t, renamed+product("semver", ""))
	for _, test := range []struct{ name, old, now, want string }{
		{"of the same version", "pay 1.4.0", "payments 1.4.0", ""},
		{"by an older name", "paying 1.4.0", "payments 1.4.0", ""},
		{"patched", "pay 1.4.0", "payments 1.4.1", "payments 1.4.0 1.4.1 patch"},
		{"up in major", "pay 1.4.0", "payments 2.0.0", "payments 1.4.0 2.0.0 major"},
		{"below the direct ones", "(pay 1.4.0)", "(payments 2.0.0)", "payments 1.4.0 2.0.0 patch"},
		{"not direct any more", "pay 1.4.0", "(payments 1.4.0)", "payments 1.4.0 1.4.0 major"},
		{"both names were there", "pay 1.4.0, payments 1.4.0", "payments 1.4.0", "pay 1.4.0 - major"},
		{"the former name is another's now", "gone 1.0.0", "gone 1.0.0, pay-api 1.0.0", "pay-api - 1.0.0 minor"},
		{"nothing of any name", "", "payments 1.4.0", "payments - 1.4.0 minor"},
	} {
		t.Run(test.name, func(t *testing.T) {
			step := selection(w, test.now).Step(bundle(t, version.SemVer, "1.0.0", test.old), nil)
			if got := causes(step.Causes); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
