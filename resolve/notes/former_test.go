package notes

import (
	"bytes"
	"strings"
	"testing"
)

// TestInternalUnderFormerName: a component is internal under every name that a bundle lists it by.
func TestInternalUnderFormerName(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		vault 1.0.0
		vault yaml exposure: internal
		vault yaml formerly: [secret-vault]
		suite 1 holds pay! 1.0.0, secret-vault 1.0.0
		suite 2 < 1 holds pay! 1.0.0
		suite 3 < 2 holds pay! 1.0.0, vault 1.0.0
		suite 4 < 3 holds pay! 1.0.0, secret-vault 1.0.0`)
	for _, c := range []struct{ from, to int }{{1, 2}, {2, 4}, {4, 2}, {3, 4}, {4, 1}, {0, 1}} {
		var b bytes.Buffer
		if err := made(t, w, c.from, c.to, Options{}).HTML(&b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(b.String()), "vault") {
			t.Errorf("%d to %d: sales are told of an internal component:\n%s", c.from, c.to, b.String())
		}
	}
}

// TestTitles: what has a title is called by it, under whatever name, component or product.
func TestTitles(t *testing.T) {
	for _, c := range []struct{ name, world, want string }{
		{"a former name", `
			pay 1.0.0
			shop 1.0.0
			pay yaml title: Payments Hub
			pay yaml formerly: [pay-api]
			suite 1 holds pay-api! 1.0.0, shop! 1.0.0
			suite 2 < 1 holds shop! 1.0.0`, "upgrade: Payments Hub is no longer included"},
		{"a nested product", `
			pay 1.0.0
			core yaml title: Acme Platform
			core 1 holds pay! 1.0.0
			core 2 < 1 holds pay! 1.0.0 : fix b
			suite 1 holds core! 1.0.0, pay 1.0.0
			suite 2 < 1 holds core! 2.0.0, pay 1.0.0`, "fixed: b (Acme Platform)"},
		{"no title", `
			pay-api 1.0.0
			suite 1 holds pay-api! 1.0.0`, "new: Pay API"},
	} {
		from, to := 1, 2
		if c.name == "no title" {
			from, to = 0, 1
		}
		if got := outline(made(t, world(t, c.world), from, to, Options{})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
