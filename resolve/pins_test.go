package resolve_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/version"
	"joinery/resolve"
)

func TestMoved(t *testing.T) {
	for _, test := range []struct {
		scheme         version.Scheme
		want, to, text string
	}{
		{version.SemVer, "1.4.0", "2.0.3", "2.0.3"},
		{version.SemVer, "= 1.4.0", "2.0.3", "= 2.0.3"},
		{version.SemVer, "^1.4", "2.0.3", "^2.0"},
		{version.SemVer, "^1", "2.0.3", "^2"},
		{version.SemVer, "^1.4.0", "2.0.3", "^2.0.3"},
		{version.SemVer, "~> 3.2", "4.1.7", "~> 4.1"},
		{version.SemVer, "~> 3.2.1", "4.1.7", "~> 4.1.7"},
		{version.SemVer, "^1.4", "1.6.0", "^1.4"}, // admits it already
		{version.SemVer, "^1.4", "1.4.1-SNAPSHOT", "^1.4.1-SNAPSHOT"},
		{version.SemVer, "~> 3.2", "4.1.7-SNAPSHOT", "4.1.7-SNAPSHOT"},
		{version.SemVer, ">= 1.3, < 2", "2.0.3", "2.0.3"},
		{version.SemVer, "^1 || ^2", "3.0.0", "3.0.0"},
		{version.SemVer, "> 3", "2.0.0", "2.0.0"},
		{version.FourPart, "1.4.0.0", "2.0.3.0", "2.0.3.0"},
		{version.Loose, "v0.79.2", "v0.80", "v0.80"},
		{version.Loose, "~> 0.79", "1.80", "1.80"},
	} {
		c, err := version.ParseConstraint(test.scheme, test.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := resolve.Moved(c, parseAll(t, test.scheme, test.to)[0]); got != test.text {
			t.Errorf("Moved(%s, %s): got %s, want %s", test.want, test.to, got, test.text)
		}
	}
}

func TestMovedAdmits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 3)
		form := rapid.SampledFrom([]string{"%d.%d.%d", "= %d.%d.%d", "^%d.%d", "~> %d.%d", "^%d", ">= %d.%d", "^%d || ^%d", "!= %d.%d"}).Draw(t, "form")
		numbers := []any{n.Draw(t, "a"), n.Draw(t, "b"), n.Draw(t, "c")}
		text := fmt.Sprintf(form, numbers[:strings.Count(form, "%d")]...)
		c, err := version.ParseConstraint(version.SemVer, text)
		if err != nil {
			t.Skip(err)
		}
		pre := rapid.SampledFrom([]string{"", "-SNAPSHOT"}).Draw(t, "pre")
		to := parseAll(t, version.SemVer, fmt.Sprintf("%d.%d.%d%s", n.Draw(t, "d"), n.Draw(t, "e"), n.Draw(t, "f"), pre))[0]
		moved, err := version.ParseConstraint(version.SemVer, resolve.Moved(c, to))
		if err != nil || !moved.Admits(to) {
			t.Errorf("%s for %s: got %s, %v, want a constraint that admits it", text, to, moved, err)
		}
		if again := resolve.Moved(moved, to); again != moved.String() {
			t.Errorf("%s moved twice: got %s, want %s", text, again, moved)
		}
	})
}

// shop is a product above two released versions, one of which pins an old ledger-lib.
const shop = `
-- joinery.yaml --
apiVersion: joinery/v1
kind: Product
name: acme-suite
components:
  web-shop: 2.0.1
  ledger-lib: 2.2.0
-- ledger/joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: ledger-lib
versions: [{version: 2.2.0, extends: [2.1.0]}, {version: 2.1.0}]
-- shop/joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: web-shop
versions:
  - version: 2.0.1
    dependencies: {payments-api: ^1.4}
-- payments/joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: payments-api
versions:
  - version: 1.4.0
    dependencies:
      ledger-lib: 2.1.0
  - version: 1.3.0
    dependencies:
      ledger-lib: 2.1.0
`

func TestMovePins(t *testing.T) {
	nobody := func(resolve.Requirement) bool { return false }
	everybody := func(resolve.Requirement) bool { return true }
	for _, test := range []struct {
		name, more string
		options    resolve.PinOptions
		want       string
	}{
		{"in force, planned as if cut", "", resolve.PinOptions{Cut: true}, `
payments/joinery.yaml:7:7: payments-api 1.4.0 is released: joinery bump payments-api patch --from 1.4.0, then pin ledger-lib 2.2.0 in it, then joinery cut payments-api 1.4.1-SNAPSHOT`},
		{"in force, snapshots go upwards", "", resolve.PinOptions{}, `
payments/joinery.yaml:7:7: payments-api 1.4.0 is released: joinery bump payments-api patch --from 1.4.0, then pin ledger-lib 2.2.0 in it
shop/joinery.yaml:6:20: web-shop 2.0.1 is released: joinery bump web-shop patch --from 2.0.1, then require payments-api ^1.4.1-SNAPSHOT in it
joinery.yaml:5:3: web-shop 2.0.1 becomes 2.0.2-SNAPSHOT`},
		{"in place alone", "", resolve.PinOptions{InPlace: true}, ""},
		{"nobody", "", resolve.PinOptions{InForce: nobody}, ""},
		{"everybody, history too", "", resolve.PinOptions{InForce: everybody, Cut: true}, `
payments/joinery.yaml:10:7: payments-api 1.3.0 is released: joinery bump payments-api patch --from 1.3.0, then pin ledger-lib 2.2.0 in it, then joinery cut payments-api 1.3.1-SNAPSHOT
payments/joinery.yaml:7:7: payments-api 1.4.0 is released: joinery bump payments-api patch --from 1.4.0, then pin ledger-lib 2.2.0 in it, then joinery cut payments-api 1.4.1-SNAPSHOT`},
		{"the number is taken", "  - {version: 1.4.1}\n", resolve.PinOptions{InForce: everybody, Cut: true}, `
payments/joinery.yaml:10:7: payments-api 1.3.0 is released: joinery bump payments-api patch --from 1.3.0, then pin ledger-lib 2.2.0 in it, then joinery cut payments-api 1.3.1-SNAPSHOT
payments/joinery.yaml:7:7: payments-api 1.4.0 is released: joinery bump payments-api patch --from 1.4.0 --next-free, then pin ledger-lib 2.2.0 in it, then joinery cut payments-api 1.4.2-SNAPSHOT`},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _ := inMemory(t, shop+test.more)
			ledger := w.Component("ledger-lib")
			move := resolve.Move{Component: ledger, From: []version.Version{resolve.Entry(ledger, "2.1.0").Parsed}, To: resolve.Entry(ledger, "2.2.0").Parsed}
			steps, err := resolve.MovePins(w, resolve.RequirersOf(w), move, test.options)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, step := range steps {
				got += "\n" + step.String()
			}
			if got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestMovePinsInACircle(t *testing.T) {
	w, _ := inMemory(t, `
-- joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: a
versions: [{version: 1.0.0, dependencies: {b: 1.0.0, lib: 1.0.0}}]
---
apiVersion: joinery/v1
kind: Component
name: b
versions: [{version: 1.0.0, dependencies: {a: 1.0.0}}]
---
apiVersion: joinery/v1
kind: Component
name: lib
versions: [{version: 1.0.0}, {version: 2.0.0}]
`)
	lib := w.Component("lib")
	steps, err := resolve.MovePins(w, resolve.RequirersOf(w), resolve.Move{Component: lib, To: resolve.Entry(lib, "2.0.0").Parsed}, resolve.PinOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, step := range steps {
		for _, pin := range step.Pins {
			got = append(got, step.Next.Component.Name.Value+": "+pin.Name.Value+" "+pin.To)
		}
	}
	want := "b: a 1.0.1-SNAPSHOT; a: b 1.0.1-SNAPSHOT; a: lib 2.0.0"
	if strings.Join(got, "; ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "; "), want)
	}
}

func TestMovePinsOfOtherSchemes(t *testing.T) {
	for _, test := range []struct{ scheme, v, want string }{
		{"four-part", "1.0.0.0", "joinery bump user patch --from 1.0.0.0"},
		{"calver", "2026.11.0", "joinery bump user --from 2026.11.0"},
		{"anyver", "0.202611.0", "joinery bump user bugfix --from 0.202611.0"},
		{"loose", "v1", "no next version after v1 in loose: its versions follow no rule"},
	} {
		w, _ := inMemory(t, "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Component\nname: user\nversioning: "+test.scheme+
			"\nversions: [{version: "+test.v+", dependencies: {lib: 1.0.0}}]\n---\napiVersion: joinery/v1\nkind: Component\nname: lib\nversions: [{version: 1.0.0}, {version: 2.0.0}]\n")
		lib := w.Component("lib")
		move := resolve.Move{Component: lib, To: resolve.Entry(lib, "2.0.0").Parsed}
		steps, err := resolve.MovePins(w, resolve.RequirersOf(w), move, resolve.PinOptions{Date: day(2026, 11, 20)})
		got := ""
		if err != nil {
			got = err.Error()
			if impossible := new(version.StepError); !errors.As(err, &impossible) {
				t.Errorf("%s: got %T, want a *version.StepError", test.scheme, err)
			}
		} else {
			got = steps[0].Command()
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.scheme, got, test.want)
		}
	}
}

func TestReached(t *testing.T) {
	w, _ := inMemory(t, shop)
	reached := resolve.Reached(w)
	var got []string
	for _, r := range resolve.RequirersOf(w)["ledger-lib"] {
		who := "acme-suite"
		if r.Entry != nil {
			who = "payments-api " + r.Entry.Version.Value
		}
		got = append(got, fmt.Sprint(who, " ", reached(r)))
	}
	if got, want := strings.Join(got, ", "), "acme-suite true, payments-api 1.4.0 true, payments-api 1.3.0 false"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
