package resolve

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestResolve(t *testing.T) {
	tests := []struct {
		name, world string
		options     Options
		want        string // the picks, or the rules of the failure's findings
	}{
		{name: "package doc", world: `
			suite         needs pay ^1.4, ledger ~> 2.1
			pay 1.4.0     needs ledger >= 2.1.2
			ledger 2.1.0
			ledger 2.1.3
			ledger 3.0.0`, want: "ledger 2.1.3, pay 1.4.0"},
		{name: "a lower version leaves a solution", world: `
			suite         needs pay ^1.0, shop ^1.0
			pay 1.1.0     needs ledger 2.0.0
			pay 1.0.0     needs ledger 1.0.0
			shop 1.0.0    needs ledger 1.0.0
			ledger 1.0.0
			ledger 2.0.0`, want: "ledger 1.0.0, pay 1.0.0, shop 1.0.0"},
		{name: "active before deprecated", world: `
			suite         needs pay ^1.0
			pay 1.1.0     deprecated
			pay 1.0.0`, want: "pay 1.0.0"},
		{name: "deprecated when nothing else", world: `
			suite         needs pay ^1.1
			pay 1.1.0     deprecated
			pay 1.0.0`, want: "pay 1.1.0"},
		{name: "disabled never", world: `
			suite         needs pay ^1.0
			pay 1.1.0     disabled
			pay 1.0.0`, want: "pay 1.0.0"},
		{name: "disabled by exact pin", world: `
			suite         needs pay 1.1.0
			pay 1.1.0     disabled
			pay 1.0.0`, want: "usable-version"},
		{name: "a pre-release only where a constraint admits it", world: `
			suite         needs pay ^1.0
			pay 1.1.0-rc.1
			pay 1.0.0`, want: "pay 1.0.0"},
		{name: "a pre-release in development", world: `
			suite         needs pay 1.1.0-rc.1
			pay 1.1.0-rc.1
			pay 1.0.0`, want: "pay 1.1.0-rc.1"},
		{name: "a pre-release elsewhere", options: Options{Environment: "production"}, world: `
			suite         needs pay 1.1.0-rc.1
			pay 1.1.0-rc.1
			pay 1.0.0`, want: "usable-version"},
		{name: "a constraint with a pre-release elsewhere takes the release", options: Options{Environment: "production"}, world: `
			suite         needs pay ^1.0.0-rc.1
			pay 1.0.0-rc.2
			pay 1.0.0`, want: "pay 1.0.0"},
		{name: "override", world: `
			suite         needs pay 1.0.0, shop 1.0.0
			suite         overrides ledger 2.1.3
			pay 1.0.0     needs ledger 2.1.0
			shop 1.0.0    needs ledger 2.2.0
			ledger 2.1.0
			ledger 2.1.3
			ledger 2.2.0`, want: "ledger 2.1.3, pay 1.0.0, shop 1.0.0"},
		{name: "with, direct", options: Options{With: []Pin{{"pay", "1.0.0"}}}, world: `
			suite         needs pay 1.1.0
			pay 1.1.0
			pay 1.0.0`, want: "pay 1.0.0"},
		{name: "with, below", options: Options{With: []Pin{{"ledger", "2.0.0"}}}, world: `
			suite         needs pay 1.1.0
			pay 1.1.0     needs ledger 1.0.0
			ledger 1.0.0
			ledger 2.0.0`, want: "ledger 2.0.0, pay 1.1.0"},
		{name: "exception", world: `
			suite         needs pay 1.0.0, shop 1.0.0
			suite         yaml exceptions: [{rule: one-version, component: sdk, versions: [3.2.0, 4.0.1], until: 2027-01-31, owner: team, reason: moves later}]
			pay 1.0.0     needs sdk ^3.0
			shop 1.0.0    needs sdk ^4.0
			sdk 3.2.0
			sdk 3.3.0
			sdk 4.0.1`, options: Options{Date: date("2027-01-31")}, want: "pay 1.0.0, sdk 3.2.0, sdk 4.0.1, shop 1.0.0"},
		{name: "exception that is over", world: `
			suite         needs pay 1.0.0, shop 1.0.0
			suite         yaml exceptions: [{rule: one-version, component: sdk, versions: [3.2.0, 4.0.1], until: 2027-01-31, owner: team, reason: moves later}]
			pay 1.0.0     needs sdk ^3.0
			shop 1.0.0    needs sdk ^4.0
			sdk 3.2.0
			sdk 4.0.1`, options: Options{Date: date("2027-02-01")}, want: "one-version"},
		{name: "selection first ignores exceptions", world: `
			suite         needs pay ^1.0, shop 1.0.0
			suite         yaml exceptions: [{rule: one-version, component: sdk, versions: [3.2.0, 4.0.1], until: 2027-01-31, owner: team, reason: moves later}]
			pay 1.1.0     needs sdk 3.2.0
			pay 1.0.0     needs sdk 4.0.1
			shop 1.0.0    needs sdk ^4.0
			sdk 3.2.0
			sdk 4.0.1`, options: Options{Date: date("2026-11-21")}, want: "pay 1.0.0, sdk 4.0.1, shop 1.0.0"},
		{name: "a circle of dependencies", world: `
			suite         needs a 1.0.0
			a 1.0.0       needs b 1.0.0
			b 1.0.0       needs a 1.0.0`, want: "a 1.0.0, b 1.0.0"},
		{name: "two versions", world: `
			suite         needs pay 1.0.0, ledger 2.2.0
			pay 1.0.0     needs ledger 2.1.0
			ledger 2.1.0
			ledger 2.2.0`, want: "one-version"},
		{name: "unknown component", world: `
			suite         needs pay 1.0.0
			pay 1.0.0     needs legder 2.1.0
			ledger 2.1.0`, want: "known-component"},
		{name: "unknown version", world: `
			suite         needs pay ^3.0
			pay 1.0.0`, want: "known-version"},
		{name: "no two clash alone", world: `
			suite         needs a 1.0.0, b 1.0.0
			a 1.0.0       needs x >= 3.0.0 || 1.0.0
			b 1.0.0       needs x <= 2.0.0
			x 1.0.0       needs y 9.0.0
			x 2.0.0
			x 3.0.0
			y 1.0.0`, want: "no-solution"},
		{name: "a product that contains itself", world: `
			suite         needs suite ^1.0, a 1.0.0
			a 1.0.0`, want: "acyclic"},
		{name: "nested product", world: `
			suite         needs core ~> 1.0.0; < 1.0.1, pay 1.0.0
			core          needs ledger 1.0.0
			pay 1.0.0     needs ledger ^1.0
			ledger 1.0.0
			ledger 1.1.0`, want: "core 1.0.0, ledger 1.0.0, pay 1.0.0"},
		{name: "a nested bundle is never solved again", world: `
			suite         needs core 1.0.1
			core          needs audit 1.0.0
			audit 1.0.0   needs ledger 1.1.0
			ledger 1.0.0
			ledger 1.1.0`, want: "audit 1.0.0, core 1.0.1, ledger 1.0.0"},
		{name: "a nested bundle is never overruled", world: `
			suite         needs core 1.0.0, pay 1.0.0
			suite         overrides ledger 1.1.0
			pay 1.0.0     needs ledger 1.0.0
			core          needs ledger 1.0.0
			ledger 1.0.0
			ledger 1.1.0`, want: "one-version"},
		{name: "a bundle knows what the workspace forgot", world: `
			suite         needs core 1.0.2
			core          needs gone 1.0.0`, want: "core 1.0.2, gone 7.0.0"},
	}
	bundles := []string{
		"releases/core-1.0.0.joinery.yaml", bundle("core", "1.0.0", "ledger 1.0.0"),
		"releases/core-1.0.1.joinery.yaml", bundle("core", "1.0.1", "audit 1.0.0", "ledger 1.0.0"),
		"releases/core-1.0.2.joinery.yaml", bundle("core", "1.0.2", "gone 7.0.0"),
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := bundles
			if !strings.Contains(test.world, "core") {
				files = nil
			}
			if got := resolved(t, test.world, test.options, files...); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// bundle writes a bundle that lists the components, each as "name version".
func bundle(name, version string, components ...string) string {
	var b strings.Builder
	b.WriteString("apiVersion: joinery/v1\nkind: Bundle\nname: " + name + "\nversion: " + version + "\nversioning: {scheme: semver}\ncomponents:\n")
	for _, c := range components {
		n, v, _ := strings.Cut(c, " ")
		b.WriteString("  - {name: " + n + ", version: " + v + ", direct: true}\n")
	}
	b.WriteString("digest: \"sha256:" + strings.Repeat("0", 64) + "\"\n")
	return b.String()
}

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

// resolved returns what Resolve says about the first product: its picks, or its failure's rules.
func resolved(t *testing.T, text string, options Options, files ...string) string {
	t.Helper()
	w := world(t, text, files...)
	s, err := Resolve(context.Background(), w, w.Product("suite"), options)
	if err == nil {
		return picked(s)
	}
	var f *Failure
	if !errors.As(err, &f) {
		t.Fatal(err)
	}
	var rules []string
	for _, d := range f.Findings {
		rules = append(rules, d.Rule)
	}
	return strings.Join(rules, ", ")
}
