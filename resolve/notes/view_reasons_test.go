package notes

import (
	"strings"
	"testing"
)

// TestReasons: the table is not said again line by line.
func TestReasons(t *testing.T) {
	moved := func(names ...string) (all []Move) {
		for _, name := range names {
			all = append(all, Move{Named: Named{Name: name}, From: "1.0.0", To: "1.1.0", Direct: true})
		}
		return all
	}
	cause := func(release, level string, names ...string) (all []Cause) {
		for _, name := range names {
			all = append(all, Cause{Release: release, Component: name, From: "1.0.0", To: "1.1.0", Level: level})
		}
		return all
	}
	as := Made{Release: "2.0.0", Verdict: "as-asked"}
	for _, c := range []struct {
		name    string
		moved   []Move
		because []Cause
		want    string
		made    []Made
	}{
		{"one", moved("pay", "shop"), cause("2.0.0", "minor", "pay"), "2.0.0 is minor because of pay", []Made{as}},
		{"some", moved("pay", "shop", "api", "ui"), cause("2.0.0", "minor", "pay", "shop", "ui"), "2.0.0 is minor because of pay, shop and ui", []Made{as}},
		{"few are all", moved("pay", "shop"), cause("2.0.0", "patch", "pay", "shop"), "2.0.0 is patch because of pay and shop", []Made{as}},
		{"all", moved("pay", "shop", "api", "ui"), cause("2.0.0", "patch", "pay", "shop", "api", "ui"), "2.0.0 is patch because of all 4 components above", []Made{as}},
		{"all but one", moved("boot", "pay", "shop", "api", "ui"), cause("2.0.0", "major", "pay", "shop", "api", "ui"), "2.0.0 is major because of all components above but boot", []Made{as}},
		{"many others", moved("a", "b", "c", "d", "pay", "shop", "api", "ui"), cause("2.0.0", "minor", "pay", "shop", "api", "ui"), "2.0.0 is minor because of pay, shop, api and ui", []Made{as}},
		{"and a change", moved("pay"), append(cause("2.0.0", "minor", "pay"), Cause{Release: "2.0.0", Change: "quiet-otters", Level: "minor"}),
			"2.0.0 is minor because of pay and the change quiet-otters", []Made{as}},
		{"on the way, unlike the table", moved("pay"),
			[]Cause{{"1.1.0", "pay", "1.0.0", "1.0.1", "", "patch"}, {"1.1.0", "shop", "", "2.0.0", "", "patch"}, {"1.2.0", "pay", "1.0.1", "1.1.0", "", "minor"}},
			"1.1.0 is patch because of pay 1.0.0 → 1.0.1 and shop 2.0.0 (new); 1.2.0 is minor because of pay 1.0.1 → 1.1.0", []Made{{Release: "1.1.0"}, {Release: "1.2.0"}}},
		{"raised by hand", moved("pay", "shop"), cause("5.0.0", "minor", "pay", "shop"),
			"5.0.0 is major because --level asked for it; For 5.0.0 the policy asks for minor because of pay and shop",
			[]Made{{"5.0.0", "major", "minor", "major", "more", true}}},
		{"raised by hand where nothing asked", nil, nil, "5.0.0 is major because --level asked for it", []Made{{"5.0.0", "major", "", "major", "more", true}}},
		{"raised higher still", moved("pay"), cause("5.0.0", "patch", "pay"),
			"5.0.0 is major, more than the policy asks for; For 5.0.0 the policy asks for patch because of pay",
			[]Made{{"5.0.0", "major", "patch", "minor", "more", false}}},
		{"less", moved("pay"), cause("2025.1.0", "major", "pay"),
			"2025.1.0 is minor, less than the policy asks for; For 2025.1.0 the policy asks for major because of pay",
			[]Made{{"2025.1.0", "minor", "major", "", "less", false}}},
		{"lines brought together", moved("pay"), cause("4.4.0", "patch", "pay"),
			"4.4.0 is minor since it brings lines together; For 4.4.0 the policy asks for patch because of pay",
			[]Made{{"4.4.0", "minor", "patch", "", "merged", false}}},
		{"nothing is known of why", moved("pay"), nil, "", []Made{{"4.4.0", "minor", "", "", "more", false}}},
		{"nothing", nil, nil, "", nil},
	} {
		n := &Notes{Audience: Engineering, Words: english(), Moved: c.moved, Because: c.because, Made: c.made}
		if got := strings.Join(n.Reasons(), "; "); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if n.Audience = Support; n.Reasons() != nil {
			t.Errorf("%s: support is told %q, want nothing", c.name, n.Reasons())
		}
	}
}

// TestFollows tells what moved versions that have no change of their own, a line for each.
func TestFollows(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.0.0 needs ledger 2.0.0
		pay 1.0.0 needs auth 1.0.0
		pay 1.0.1 < 1.0.0
		pay 1.0.1 needs ledger 2.1.0
		pay 1.0.1 needs auth 1.1.0
		pay 1.0.2 < 1.0.1
		pay 1.0.2 needs ledger 2.1.0
		ledger 2.0.0
		ledger 2.1.0 < 2.0.0 : feature a
		auth 1.0.0
		auth 1.1.0 < 1.0.0
		suite 1 holds pay! 1.0.0, ledger 2.0.0, auth 1.0.0
		suite 2 < 1 holds pay! 1.0.2, ledger 2.1.0, auth 1.1.0`)
	got := strings.Join(made(t, w, 1, 2, Options{Audience: Engineering}).Reasons(), "; ")
	if want := "pay 1.0.1 follows auth 1.0.0 → 1.1.0 and ledger 2.0.0 → 2.1.0; pay 1.0.2 follows auth 1.1.0 (no longer)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestSupport: who is called finds the steps under a heading of their own, and by which versions
// the release is told from the one before.
func TestSupport(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : breaking a support
		shop 1.0.0
		gone 1.0.0
		suite 1 holds pay! 1.0.0, shop! 1.0.0, gone! 1.0.0
		suite 2 < 1 holds pay! 1.1.0, shop! 1.0.0`)
	n := made(t, w, 1, 2, Options{Audience: Support})
	if got, want := n.Sections[0].Title+": "+n.Sections[0].Items[1].Details, "Known upgrade steps: for support"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var marks []string
	for _, m := range n.Marks() {
		marks = append(marks, m.Name+": "+m.Value)
	}
	if got, want := strings.Join(marks, "; "), "Version: 2.0.0; Digest of the bundle: "+n.To.Digest+"; Versions that 1.0.0 did not have: pay 1.1.0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
