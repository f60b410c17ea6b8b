package resolve

import (
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
)

func TestDraft(t *testing.T) {
	w := world(t, `
suite        needs  pay 1.1.0-SNAPSHOT
pay 1.1.1-SNAPSHOT  extends 1.1.0-SNAPSHOT
pay 1.1.0-SNAPSHOT  extends 1.0.0 needs ledger ^1.0
pay 1.0.0
ledger 1.0.0
`)
	d := NewDraft(w)
	pay := w.Component("pay")
	cutting, err := Cut(pay, CutOptions{Version: "1.1.0-SNAPSHOT"})
	if err != nil {
		t.Fatal(err)
	}
	pin := Requirement{Product: w.Product("suite"), Dependency: &w.Product("suite").Components[0]}.MovedTo(cutting.To)
	if !d.Move(pin) || d.Move(pin) {
		t.Error("a requirement moves once, for then it says something else")
	}
	d.Cut(cutting).Revision.Value = "9f2c1ab"
	if err := d.Add("ledger", manifest.NewEntry{Version: "1.0.1", Extends: []string{"1.0.0"}, Dependencies: []manifest.Pin{{Name: "pay", Want: "1.1.0"}}}); err != nil {
		t.Error(err)
	}
	if err := d.Add("ledger", manifest.NewEntry{Version: "one"}); err == nil {
		t.Error("got an entry of the version one")
	}
	for _, v := range []string{"1.10.0", "1.9.0"} {
		b := &manifest.Bundle{Name: manifest.Text{Value: "suite"}, Version: manifest.Text{Value: v}}
		b.Parsed, _ = version.SemVer.Parse(v)
		d.Shelve(b)
	}
	var bundles []string
	for _, ref := range d.Bundles("suite") {
		b, _ := d.Bundle(ref)
		bundles = append(bundles, b.Version.Value+" in "+b.File)
	}
	for _, test := range []struct{ what, got, want string }{
		{"product", d.Product("suite").Components[0].Want.Value, "1.1.0"},
		{"cut", pairs(d.Component("pay")), "1.1.1-SNAPSHOT extends 1.1.0; 1.1.0 extends 1.0.0; 1.0.0 extends "},
		{"added", pairs(d.Component("ledger")), "1.0.0 extends ; 1.0.1 extends 1.0.0"},
		{"under it", pairs(pay), "1.1.1-SNAPSHOT extends 1.1.0-SNAPSHOT; 1.1.0-SNAPSHOT extends 1.0.0; 1.0.0 extends "},
		{"product under it", w.Product("suite").Components[0].Want.Value, "1.1.0-SNAPSHOT"},
		{"bundles", strings.Join(bundles, "; "), "1.9.0 in releases/suite-1.9.0.joinery.yaml; 1.10.0 in releases/suite-1.10.0.joinery.yaml"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.what, test.got, test.want)
		}
	}
	if need := Entry(d.Component("ledger"), "1.0.1").Dependencies[0]; !need.Constraint.Admits(cutting.To) {
		t.Errorf("got %s of pay, want it to admit %s", need.Want, cutting.To)
	}
}

// pairs writes a component's entries, each with what it extends.
func pairs(c *manifest.Component) string {
	var all []string
	for _, e := range c.Versions {
		var extends []string
		for _, r := range e.Extends {
			extends = append(extends, r.Value)
		}
		all = append(all, e.Version.Value+" extends "+strings.Join(extends, " "))
	}
	return strings.Join(all, "; ")
}
