package check

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"joinery/manifest/diag"
)

// two is a workspace in which the products acme-suite and acme-trial hold ledger-lib, and
// nobody holds web-shop. The settings of the two are added to their documents.
func two(suite, trial string) string {
	return `apiVersion: joinery/v1
kind: Component
name: ledger-lib
versions: [{version: 2.1.0}]
---
apiVersion: joinery/v1
kind: Component
name: web-shop
versions: [{version: 1.0.0}]
---
apiVersion: joinery/v1
kind: Product
name: acme-suite
components: {ledger-lib: 2.1.0}
` + suite + `
---
apiVersion: joinery/v1
kind: Product
name: acme-trial
components: {ledger-lib: 2.1.0}
` + trial + "\n"
}

func file(text string) fstest.MapFS {
	return fstest.MapFS{"joinery.yaml": {Data: []byte(text)}}
}

// excused is an exception from a rule about ledger-lib.
func excused(rule, versions, until string) string {
	return "exceptions: [{rule: " + rule + ", component: ledger-lib, versions: [" + versions + "], until: " + until + ", owner: me, reason: soon}]"
}

func TestJudge(t *testing.T) {
	rule := func(s Standard, severity diag.Severity) *Rule {
		return &Rule{ID: "lineage-patch", Standard: s, Severity: severity}
	}
	var (
		minimal     = rule(Minimal, diag.Error)
		recommended = rule(Recommended, diag.Warning)
		lightblue   = rule(Lightblue, diag.Error)
		sharper     = &Rule{ID: "lineage-patch", Standard: Recommended, Severity: diag.Warning, Strict: diag.Error}

		ledger = Finding{Diagnostic: diag.Diagnostic{Component: "ledger-lib", Versions: []string{"2.1.0"}}}
		shop   = Finding{Diagnostic: diag.Diagnostic{Component: "web-shop", Versions: []string{"1.0.0"}}}
		page   = Finding{Diagnostic: diag.Diagnostic{Document: "joinery.yaml"}}
		suites = Finding{Diagnostic: diag.Diagnostic{Component: "ledger-lib", Product: "acme-suite", Versions: []string{"2.1.0"}}}
		cores  = Finding{Diagnostic: diag.Diagnostic{Component: "ledger-lib", Product: "acme-core"}}
		strict = Finding{Diagnostic: ledger.Diagnostic, From: Lightblue}
		mild   = Finding{Diagnostic: diag.Diagnostic{Component: "ledger-lib", Severity: diag.Warning}}

		covered = excused("lineage-patch", "2.1.0, 2.2.0", "2026-11-21")
	)
	for _, test := range []struct {
		name         string
		suite, trial string // the settings of the two products
		rule         *Rule
		finding      Finding
		want         diag.Severity
	}{
		{"by default a product is recommended", "", "", recommended, ledger, diag.Warning},
		{"minimal keeps minimal rules", "standard: minimal", "standard: minimal", minimal, ledger, diag.Error},
		{"minimal leaves out recommended rules", "standard: minimal", "standard: minimal", recommended, ledger, diag.Off},
		{"recommended leaves out lightblue rules", "", "", lightblue, ledger, diag.Off},
		{"lightblue keeps all", "standard: lightblue", "", lightblue, ledger, diag.Error},
		{"lightblue may be stricter", "standard: lightblue", "", sharper, ledger, diag.Error},
		{"the strictest standard counts", "standard: minimal", "", recommended, ledger, diag.Warning},
		{"in no product: recommended", "standard: lightblue", "standard: minimal", sharper, shop, diag.Warning},
		{"in no product: no lightblue", "standard: lightblue", "", lightblue, shop, diag.Off},
		{"about a document: recommended", "standard: minimal", "standard: minimal", recommended, page, diag.Warning},

		{"a setting raises", "rules: {lineage-patch: error}", "", recommended, ledger, diag.Error},
		{"a setting lowers", "rules: {lineage-patch: warning}", "rules: {lineage-patch: warning}", minimal, ledger, diag.Warning},
		{"a setting switches off", "rules: {lineage-patch: off}", "rules: {lineage-patch: off}", minimal, ledger, diag.Off},
		{"a setting switches on", "standard: minimal\nrules: {lineage-patch: error}", "standard: minimal", recommended, ledger, diag.Error},
		{"one product does not speak for another", "rules: {lineage-patch: off}", "", recommended, ledger, diag.Warning},
		{"nor for what it does not hold", "rules: {lineage-patch: off}", "", recommended, shop, diag.Warning},

		{"a product's own finding is its own affair", "rules: {lineage-patch: off}", "rules: {lineage-patch: error}", recommended, suites, diag.Off},
		{"that of an undeclared product: recommended", "rules: {lineage-patch: off}", "", recommended, cores, diag.Warning},

		{"a finding of lightblue is none in recommended", "", "", minimal, strict, diag.Off},
		{"nor when the rule is set there", "rules: {lineage-patch: error}", "", minimal, strict, diag.Off},
		{"it is one in lightblue", "standard: lightblue", "", minimal, strict, diag.Error},
		{"and may be set there", "standard: lightblue\nrules: {lineage-patch: warning}", "", minimal, strict, diag.Warning},
		{"a finding may have a limit", "rules: {lineage-patch: error}", "", minimal, mild, diag.Warning},

		{"an exception makes a note", covered, covered, minimal, ledger, diag.Note},
		{"a warning too", covered, covered, recommended, ledger, diag.Note},
		{"it acts in its own product", covered, "", minimal, ledger, diag.Error},
		{"and on its product's own findings", covered, "", minimal, suites, diag.Note},
		{"not on what the product does not hold", covered, covered, minimal, shop, diag.Error},
		{"off stays off", covered + "\nrules: {lineage-patch: off}", "standard: minimal", recommended, ledger, diag.Off},
		{"the next day it is over", excused("lineage-patch", "2.1.0", "2026-11-20"), "", minimal, suites, diag.Error},
		{"another rule", excused("lineage-merge", "2.1.0", "2027-01-31"), "", minimal, suites, diag.Error},
		{"another version", excused("lineage-patch", "2.0.0", "2027-01-31"), "", minimal, suites, diag.Error},
		{"no version covers none", excused("lineage-patch", "", "2027-01-31"), "", minimal, suites, diag.Error},
	} {
		t.Run(test.name, func(t *testing.T) {
			facts := newFacts(t.Context(), loaded(t, file(two(test.suite, test.trial))), Options{Date: today})
			if err := facts.compose(); err != nil {
				t.Fatal(err)
			}
			list := newJudge(facts).weigh(nil, test.rule, test.finding)
			got := diag.Off
			if len(list) > 0 {
				got = list[0].Severity
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestNoDay looks whether exceptions never end for who does not say what day it is.
func TestNoDay(t *testing.T) {
	files := file(two(excused("lineage-patch", "2.1.0", "2020-01-01"), ""))
	for _, test := range []struct {
		day  time.Time
		want string
	}{
		{time.Time{}, "covers no finding"},
		{today, "ended on 2020-01-01"},
	} {
		for _, d := range inspect(t, files, Options{Date: test.day}).Findings {
			if d.Rule == "stale-exception" && !strings.Contains(d.Message, test.want) {
				t.Errorf("on %v got %q, want %q in it", test.day, d.Message, test.want)
			}
		}
	}
}

// TestNoSelection looks whether a product without a selection counts as holding what it can
// reach, through any version and through the bundles that it admits.
func TestNoSelection(t *testing.T) {
	const text = `apiVersion: joinery/v1
kind: Product
name: acme-suite
components: {payments-api: 1.4.0, acme-core: ^1}
---
apiVersion: joinery/v1
kind: Component
name: payments-api
versions:
  - version: 1.4.0
    dependencies: {ledger-lib: 9.9.9}
  - version: 1.3.0
    dependencies: {auth-sdk: 1.0.0}
---
{apiVersion: joinery/v1, kind: Component, name: ledger-lib}
---
{apiVersion: joinery/v1, kind: Component, name: auth-sdk}
---
{apiVersion: joinery/v1, kind: Component, name: web-shop}
---
apiVersion: joinery/v1
kind: Bundle
name: acme-core
version: 1.0.0
components: [{name: driver, version: 1.0.0}]
---
apiVersion: joinery/v1
kind: Bundle
name: acme-core
version: 2.0.0
components: [{name: kernel, version: 1.0.0}]
`
	all, err := compose(t.Context(), loaded(t, file(text)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Failure == nil {
		t.Fatal("got a selection, want none")
	}
	names := []string{"acme-suite", "payments-api", "acme-core", "ledger-lib", "auth-sdk", "driver", "kernel", "web-shop"}
	got := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !all[0].Holds(name) })
	if want := names[:6]; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestOrder looks whether the report is the same however often it is made, and sorted.
func TestOrder(t *testing.T) {
	files := file(two(excused("override", "2.1.0", "2026-01-01"), "rules: {unused-component: error}"))
	first := inspect(t, files, Options{Date: today}).Findings
	if len(first) != 2 {
		t.Fatalf("got %d findings, want 2", len(first))
	}
	for range 5 {
		next := inspect(t, files, Options{Date: today}).Findings
		if !slices.EqualFunc(first, next, func(a, b diag.Diagnostic) bool { return a.ID() == b.ID() && a.At == b.At }) {
			t.Fatalf("got %v, want %v", next, first)
		}
	}
	if !slices.IsSortedFunc(first, func(a, b diag.Diagnostic) int { return a.At.Compare(b.At) }) {
		t.Errorf("got %v, want them sorted", first)
	}
}

func TestCancelled(t *testing.T) {
	w := loaded(t, file(two("", "")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, w, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// TestAbout finds each rule by its id, and nothing else.
func TestAbout(t *testing.T) {
	for _, rule := range All {
		if got := About(rule.ID); got != rule {
			t.Errorf("About(%q): got %v, want the rule", rule.ID, got)
		}
	}
	if got := About("no-such-rule"); got != nil {
		t.Errorf("got %v, want nil", got)
	}
}
