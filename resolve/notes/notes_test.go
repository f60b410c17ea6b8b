package notes

import (
	"strings"
	"testing"
)

// TestMake draws small lineages and says what somebody is told who goes from one bundle of
// suite to another.
func TestMake(t *testing.T) {
	const line = `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : feature a
		pay 1.2.0 < 1.1.0 : fix b
		pay 1.3.0 < 1.2.0 : performance c
		suite 1 holds pay! 1.0.0
		suite 2 < 1 holds pay! 1.1.0 : fix own
		suite 3 < 2 holds pay! 1.3.0 : note word
		suite 4 < 3 holds pay! 1.2.0`
	for _, c := range []struct {
		name, world string
		from, to    int
		want        string
	}{
		{"one step", line, 1, 2, "new: a (pay 1.1.0); fixed: own"},
		{"skipped versions", line, 2, 3, "better: c (pay 1.3.0); fixed: b (pay 1.2.0); note: word"},
		{"skipped bundles", line, 1, 3, "new: a (pay 1.1.0); better: c (pay 1.3.0); fixed: own, b (pay 1.2.0); note: word"},
		{"lowered", line, 3, 4, "upgrade: pay goes back from 1.3.0 to 1.2.0; gone: c (pay 1.3.0)"},
		{"nothing", line, 3, 3, ""},
		{"first", line, 0, 1, "new: pay"},
		{"first with a past", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature shown engineering, feature silent, fix old
			suite 1 holds pay! 1.1.0`, 0, 1, "new: pay, silent (pay 1.1.0), shown (pay 1.1.0); fixed: old (pay 1.1.0)"},
		{"added and removed", `
			pay 1.0.0
			shop 2.0.0
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds shop! 2.0.0`, 1, 2, "new: shop; upgrade: pay is no longer included"},
		{"renamed", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : fix a
			pay yaml formerly: [pay-api]
			suite 1 holds pay-api! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "fixed: a (pay 1.1.0); note: pay was called pay-api"},
		{"reverted on the way", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a, fix b
			pay 1.2.0 < 1.1.0 : fix r reverts a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.2.0`, 1, 2, "fixed: b (pay 1.1.0)"},
		{"revert of a revert", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a
			pay 1.2.0 < 1.1.0 : fix r reverts a
			pay 1.3.0 < 1.2.0 : fix s reverts r
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.3.0`, 1, 2, "new: a (pay 1.1.0)"},
		{"revert of what was released", `
			pay 1.0.0 : feature a
			pay 1.1.0 < 1.0.0 : fix r reverts a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "fixed: r (pay 1.1.0)"},
		{"revert of what nobody knows", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : fix r reverts gone-long-ago
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "fixed: r (pay 1.1.0)"},
		{"taken back and brought again", `
			pay 1.0.0 : feature a
			pay 1.1.0 < 1.0.0 : fix r reverts a
			pay 1.2.0 < 1.1.0 : feature a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.2.0`, 1, 2, ""},
		{"a revert of itself", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : fix a reverts a
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "fixed: a (pay 1.1.0)"},
		{"the product's and a component's", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a
			shop 1.0.0
			shop 1.1.0 < 1.0.0 : feature a
			suite 1 holds pay! 1.0.0, shop! 1.0.0
			suite 2 < 1 holds pay! 1.1.0, shop! 1.1.0 : feature a, fix own`, 1, 2, "new: a (suite 2.0.0, pay 1.1.0, shop 1.1.0); fixed: own"},
		{"merge", `
			pay 1.0.0
			pay 1.0.1 < 1.0.0 : fix a
			pay 1.1.0 < 1.0.0 : feature b, fix a
			pay 1.2.0 < 1.0.1, 1.1.0 : fix c
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.2.0`, 1, 2, "new: b (pay 1.1.0); fixed: c (pay 1.2.0), a (pay 1.0.1)"},
		{"brought to the old line too", `
			pay 1.0.0
			pay 1.0.1 < 1.0.0 : fix a, fix only-here
			pay 1.1.0 < 1.0.0 : fix a, feature b
			suite 1 holds pay! 1.0.1
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "new: b (pay 1.1.0); gone: only-here (pay 1.0.1)"},
		{"one change of two components", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a
			shop 1.0.0
			shop 1.0.1 < 1.0.0 : fix a
			suite 1 holds pay! 1.0.0, shop! 1.0.0
			suite 2 < 1 holds pay! 1.1.0, shop! 1.0.1`, 1, 2, "new: a (pay 1.1.0, shop 1.0.1)"},
		{"changes without an id", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : fix -, fix -
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.1.0`, 1, 2, "fixed: nameless (pay 1.1.0), nameless (pay 1.1.0)"},
		{"what they have is unknown", `
			pay 1.1.0 : feature a
			pay 1.2.0 < 1.1.0 : fix b
			suite 1 holds pay! 1.0.0
			suite 2 < 1 holds pay! 1.2.0`, 1, 2, "fixed: b (pay 1.2.0)"},
		{"what they get is unknown", `
			pay 1.1.0 : feature a
			suite 1 holds pay! 1.1.0
			suite 2 < 1 holds pay! 1.2.0`, 1, 2, ""},
		{"nested product", `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a
			core 1 holds pay! 1.0.0
			core 2 < 1 holds pay! 1.1.0 : fix b
			suite 1 holds core! 1.0.0, pay 1.0.0
			suite 2 < 1 holds core! 2.0.0, pay 1.1.0`, 1, 2, "new: a (pay 1.1.0); fixed: b (core 2.0.0)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(made(t, world(t, c.world), c.from, c.to, Options{Audience: Engineering})); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestAddedForAudiences: of a component's past engineering hears all, support what is not internal,
// sales what has a text for them; that it is new comes first.
func TestAddedForAudiences(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		shop 1.0.0 : feature a
		shop 1.1.0 < 1.0.0 : feature b sales, fix c, docs d, fix e internal
		suite 1 holds pay! 1.0.0
		suite 2 < 1 holds pay! 1.0.0, shop! 1.1.0`)
	for audience, want := range map[Audience]string{
		Sales:       "new: Shop, b (Shop)",
		Support:     "new: shop, b (shop 1.1.0), a (shop 1.0.0); fixed: c (shop 1.1.0)",
		Engineering: "new: shop, b (shop 1.1.0), a (shop 1.0.0); fixed: e (shop 1.1.0), c (shop 1.1.0); internal: d (shop 1.1.0)",
	} {
		if got := outline(made(t, w, 1, 2, Options{Audience: audience})); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", audience, got, want)
		}
	}
}

// TestAudience tells one release to everybody.
func TestAudience(t *testing.T) {
	const suite = `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : feature a sales, docs b, fix c internal, breaking d support
		ledger 1.0.0
		ledger 1.1.0 < 1.0.0 : fix e
		ledger yaml exposure: internal
		suite 1 holds pay! 1.0.0, ledger 1.0.0
		suite 2 < 1 holds pay! 1.1.0, ledger 1.1.0`
	w := world(t, suite)
	for audience, want := range map[Audience]string{
		Sales:       "new: a (Pay); upgrade: d (Pay)",
		Support:     "new: a (pay 1.1.0); fixed: e (ledger 1.1.0); upgrade: d (pay 1.1.0)",
		Engineering: "new: a (pay 1.1.0); fixed: c (pay 1.1.0), e (ledger 1.1.0); upgrade: d (pay 1.1.0); internal: b (pay 1.1.0)",
	} {
		n := made(t, w, 1, 2, Options{Audience: audience})
		if got := outline(n); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", audience, got, want)
		}
		missing := ""
		for _, d := range n.Missing {
			missing += d.At.String() + ": " + d.Message + "\n"
		}
		if audience == Sales {
			if want := "pay.joinery.yaml:6:"; !strings.HasPrefix(missing, want) || !strings.Contains(missing, `the breaking change "d" has no text for sales`) || strings.Count(missing, "\n") != 1 {
				t.Errorf("got the missing texts %q, want one, at %s", missing, want)
			}
		} else if missing != "" {
			t.Errorf("%s: got the missing texts %q, want none", audience, missing)
		}
	}
}

// TestSharedText: a change of two components has its text for sales, whichever of them has it.
func TestSharedText(t *testing.T) {
	for _, texts := range [][2]string{{"", " sales"}, {" sales", ""}} {
		n := made(t, world(t, `
			pay 1.0.0
			pay 1.1.0 < 1.0.0 : feature a`+texts[0]+`
			shop 1.0.0
			shop 1.1.0 < 1.0.0 : feature a`+texts[1]+`
			suite 1 holds pay! 1.0.0, shop! 1.0.0
			suite 2 < 1 holds pay! 1.1.0, shop! 1.1.0`), 1, 2, Options{})
		if got, want := n.Sections[0].Items[0].Details, "for sales"; got != want {
			t.Errorf("%q: got the text %q, want %q", texts, got, want)
		}
		if len(n.Missing) > 0 {
			t.Errorf("%q: got %v, want nothing missing: the item that is told has a text", texts, n.Missing)
		}
	}
}

// TestHighlights are the first five changes with a text for customers, in notes that are long.
func TestHighlights(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : feature a sales, feature b sales, fix c sales, fix d, performance e sales, security f sales, note g sales
		pay 1.2.0 < 1.1.0 : feature h sales
		suite 1 holds pay! 1.0.0
		suite 2 < 1 holds pay! 1.1.0
		suite 3 < 2 holds pay! 1.2.0`)
	if got, want := outline(made(t, w, 1, 2, Options{Audience: Sales})), "highlights: b (Pay), a (Pay), e (Pay), c (Pay), f (Pay); new: "; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s…", got, want)
	}
	if got, want := outline(made(t, w, 2, 3, Options{Audience: Sales})), "new: h (Pay)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTitleOf(t *testing.T) {
	for name, want := range map[string]string{"payments-api": "Payments API", "web/shop": "Web Shop", "a": "A", "élan.ui": "Élan UI", "": ""} {
		if got := titleOf(name); got != want {
			t.Errorf("titleOf(%q): got %q, want %q", name, got, want)
		}
	}
}
