package version

import (
	"strings"
	"testing"
)

func TestConstraintAdmits(t *testing.T) {
	for _, c := range []struct {
		scheme              Scheme
		text, admits, turns string // turns: turns away
	}{
		// exact
		{SemVer, "1.4.0", "1.4.0 1.4.0+linux", "1.4.1 1.4.0-rc.1"},
		{SemVer, "= 1.4.0", "1.4.0", "1.4.1 1.3.9"},
		{SemVer, "1.5.0-SNAPSHOT", "1.5.0-SNAPSHOT", "1.5.0 1.5.0-rc.1"},

		// the caret
		{SemVer, "^1.4", "1.4.0 1.99.0", "1.3.9 2.0.0 1.5.0-rc.1 2.0.0-rc.1 1.4.0-rc.1"},
		{SemVer, "^1", "1.0.0 1.99.0", "0.9.0 2.0.0"},
		{SemVer, "^0.3", "0.3.0 0.3.9", "0.4.0 0.2.9 1.0.0"},
		{SemVer, "^0.0.3", "0.0.3", "0.0.4 0.0.2 0.1.0"},
		{SemVer, "^0", "0.0.0 0.99.0", "1.0.0"},
		{SemVer, "^0.0", "0.0.0 0.0.9", "0.1.0"},
		{SemVer, "^0.0.0", "0.0.0", "0.0.1"},
		{SemVer, "^1.4.0-rc.1", "1.4.0-rc.1 1.4.0-rc.2 1.4.0 1.9.0", "1.4.0-alpha 1.4.1-rc.2 1.5.0-rc.1 2.0.0 2.0.0-rc.1"},

		// the pessimistic operator
		{SemVer, "~> 1.2", "1.2.0 1.9.9", "2.0.0 1.1.9"},
		{SemVer, "~> 1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2"},
		{SemVer, "~>0.2", "0.2.0 0.9.0", "1.0.0"},

		// comparisons, a short version filled up with zeros
		{SemVer, ">= 1.4", "1.4.0 9.0.0", "1.3.9 1.5.0-rc.1 1.4.0-rc.1"},
		{SemVer, "> 1.4", "1.4.1", "1.4.0"},
		{SemVer, "<= 1.4", "1.4.0 0.1.0", "1.4.1 1.4.0-rc.1"},
		{SemVer, "< 2.0.0", "1.9.9", "2.0.0 1.5.0-rc.1"},
		{SemVer, "!= 1.4", "1.4.1", "1.4.0"},

		// pre-releases
		{SemVer, ">= 1.2.0-beta.1", "1.2.0-beta.1 1.2.0-beta.2 1.2.0-rc 1.2.0 1.3.0", "1.2.0-alpha 1.3.0-rc.1 1.1.0"},
		{SemVer, ">= 1.0.0-alpha", "1.0.0-alpha.beta", "0.9.0-rc"},
		{SemVer, "< 1.2.0-rc.2", "1.2.0-rc.1 1.1.0", "1.2.0-rc.2 1.2.0 1.1.0-rc.1"},
		{SemVer, ">= 1.2.0-beta.1, < 2", "1.2.0 1.9.9", "1.2.0-beta.1 1.2.0-rc.1"},
		{SemVer, ">= 1.2.0-beta.1, < 1.2.0-rc.1", "1.2.0-beta.1 1.2.0-beta.9", "1.2.0-rc.1 1.2.0"},
		{SemVer, "!= 1.2.0", "1.2.1", "1.2.0 1.2.0-rc.1 1.3.0-rc.1"},
		{SemVer, "!= 1.2.0-rc.1", "1.2.0 1.2.1", "1.2.0-rc.1 1.2.0-rc.2"},
		{SemVer, "!= 1.2.0-rc.1, != 1.2.0-rc.2", "1.2.0", "1.2.0-rc.3"},
		{SemVer, ">= 1.2.0-rc.1, != 1.2.0-rc.2", "1.2.0-rc.1 1.2.0-rc.3 1.2.0", "1.2.0-rc.2"},

		// lists and alternatives: the comma binds tighter
		{SemVer, ">= 1.4, < 3, != 2.0.0", "1.4.0 2.0.1", "2.0.0 3.0.0"},
		{SemVer, "^1.4 || ^3", "1.4.0 3.1.0", "2.0.0 4.0.0"},
		{SemVer, ">=1,<2||>=3,<4", "1.5.0 3.5.0", "2.5.0 4.0.0"},
		{SemVer, "1.4.0 || 2.0.0-rc.1", "1.4.0 2.0.0-rc.1", "2.0.0 1.4.1"},
		{SemVer, "  ^ 1.4\t", "1.4.0", "2.0.0"},

		// the other schemes
		{FourPart, "1.5.10.0", "1.5.10.0", "1.5.10.1"},
		{FourPart, "= 1.5.10.0", "1.5.10.0", "1.5.10.1"},
		{calendar(t, DefaultPattern), "2024.05.1", "2024.05.1", "2024.05.2"},
		{AnyVer, "1.2025042.0", "1.2025042.0 1.2025042.00000", "1.2025042.1"},

		// loose: ranges of numbers, everything else exact
		{Loose, "2.7.18.Final", "2.7.18.Final", "2.7.18"},
		{Loose, "1.4", "1.4", "v1.4 1.4.0"},
		{Loose, "a,b", "a,b", "a"},
		{Loose, ">= 2.7, < 3", "2.7 v2.7 2.7.0 2.7.18.Final 2.9", "3 3.0 v3.0.0 2.6 2.8-rc1 bookworm-v2.8"},
		{Loose, "<= 1.4.0", "1.4 v1.4 1.3", "1.4.1 latest"},
		{Loose, "~> 1.2.3.4", "1.2.3.4 1.2.3.9", "1.2.4 1.2.3.3"},
		{Loose, "^1.2", "1.2 v1.9.3", "2.0 1.1"},
		{Loose, ">= 1.4.0-rc1", "1.4.0-rc2 1.4.0 1.4-rc2", "1.4.0-beta1 1.5.0-rc1"},
		{Loose, "bookworm-v1.0.0 || ^2", "bookworm-v1.0.0 2.1", "bookworm-v1.0.1"},
		{Loose, "= 1.0.Final", "1.0.Final", "1.0"},
	} {
		rule := constraint(t, c.scheme, c.text)
		for _, text := range strings.Fields(c.admits) {
			if !rule.Admits(parse(t, c.scheme, text)) {
				t.Errorf("%s %q turns away %s, want it admitted", c.scheme, c.text, text)
			}
		}
		for _, text := range strings.Fields(c.turns) {
			if rule.Admits(parse(t, c.scheme, text)) {
				t.Errorf("%s %q admits %s, want it turned away", c.scheme, c.text, text)
			}
		}
		if got := rule.String(); got != c.text {
			t.Errorf("%q prints as %q", c.text, got)
		}
		if rule.Admits(Version{}) {
			t.Errorf("%q admits no version", c.text)
		}
	}
	if constraint(t, SemVer, "^1").Admits(parse(t, Loose, "1.0.0")) || constraint(t, SemVer, "1.0.0").Admits(parse(t, Loose, "1.0.0")) {
		t.Error("a constraint admits a version of another scheme")
	}
}

func TestConstraintErrors(t *testing.T) {
	for _, c := range []struct {
		scheme              Scheme
		text, message, hint string
	}{
		{SemVer, "", `"": found the end, wanted a version`, ""},
		{SemVer, "1.4", `"1.4": found the end at offset 3, wanted .PATCH`, "^1.4 or 1.4.0"},
		{SemVer, "= 1", `"= 1": found the end at offset 3, wanted .MINOR`, "^1 or 1.0.0"},
		{SemVer, ">= 1.2, 1.4", `">= 1.2, 1.4": found the end at offset 11, wanted .PATCH`, "^1.4 or 1.4.0"},
		{SemVer, "v1.4.0", `"v1.4.0": found "v", wanted MAJOR, a whole number`, "1.4.0"},
		{SemVer, "~> 1", `"~> 1": found "~>" with one number, which bounds nothing, wanted two numbers or more behind "~>"`, "^1"},
		{SemVer, "~> 1.2.0-rc.1", `"~> 1.2.0-rc.1": found "~>" with a pre-release, wanted a production version behind "~>"`, "^1.2.0-rc.1"},
		{SemVer, "^1.4-rc.1", `"^1.4-rc.1": found "-" at offset 4, wanted .PATCH`, ""},
		{SemVer, "^1.4,", `"^1.4,": found the end at offset 5, wanted a version`, ""},
		{SemVer, "^1.4 |", `"^1.4 |": found "|" at offset 5, wanted ",", "||" or the end`, ""},
		{SemVer, "^1.4 || ", `"^1.4 || ": found the end at offset 8, wanted a version`, ""},
		{SemVer, "|| ^1.4", `"|| ^1.4": found "|", wanted a version`, ""},
		{SemVer, ">= 1.2 < 2", `">= 1.2 < 2": found "<" at offset 7, wanted ",", "||" or the end`, ">= 1.2, < 2"},
		{SemVer, "==1.4.0", `"==1.4.0": found "=" at offset 1, wanted MAJOR, a whole number`, "= 1.4.0"},
		{SemVer, "=> 1.4", `"=> 1.4": found ">" at offset 1, wanted MAJOR, a whole number`, ">= 1.4"},
		{SemVer, "~1.4", `"~1.4": found "~", wanted MAJOR, a whole number`, "~> 1.4"},
		{SemVer, "1.x", `"1.x": found "x" at offset 2, wanted MINOR, a whole number`, ""},
		{SemVer, "*", `"*": found "*", wanted MAJOR, a whole number`, ""},
		{SemVer, ">= 01", `">= 01": found "01" at offset 3, wanted MAJOR without a leading zero`, ""},
		{FourPart, ">= 1.5.10.0", `">= 1.5.10.0": found ">", wanted an exact version, since four-part takes no ranges`, ""},
		{FourPart, "1.5.10.0 || 1.5.11.0", `"1.5.10.0 || 1.5.11.0": found more than one version, wanted one exact version, since four-part takes no ranges`, ""},
		{FourPart, "1.5.10", `"1.5.10": found the end at offset 6, wanted .BUILD`, "1.5.10.0"},
		{AnyVer, "^1.2025042.0", `"^1.2025042.0": found "^", wanted an exact version, since anyver takes no ranges`, ""},
		{Loose, ">= bookworm", `">= bookworm": found "b" at offset 3, wanted a version of numbers behind an operator`, ""},
		{Loose, "~1.4", `"~1.4": found "~", wanted a version`, "~> 1.4"},
		{Loose, "=>1.4", `"=>1.4": found ">" at offset 1, wanted a version`, ">= 1.4"},
		{Loose, "~> 1", `"~> 1": found "~>" with one number, which bounds nothing, wanted two numbers or more behind "~>"`, "^1"},
		{Loose, "^1.2.3.4.5", `"^1.2.3.4.5": found "1" at offset 1, wanted at most four numbers behind "^" and "~>"`, ""},
		{Loose, "a b", `"a b": found "b" at offset 2, wanted ",", "||" or the end`, ""},
	} {
		_, err := ParseConstraint(c.scheme, c.text)
		wantParseError(t, err, c.message, c.hint)
		for _, hint := range strings.Split(c.hint, " or ") {
			if hint == "" {
				continue
			}
			if _, err := ParseConstraint(c.scheme, hint); err != nil {
				t.Errorf("%q: its hint %q does not parse: %v", c.text, hint, err)
			}
		}
	}
	if _, err := ParseConstraint(SemVer, strings.Repeat("1.0.0 || ", 200)+"1.0.0"); err == nil {
		t.Error("a constraint of 1805 bytes: got no error")
	}
}

func TestConstraintExact(t *testing.T) {
	for _, c := range []struct {
		scheme     Scheme
		text, want string
	}{
		{SemVer, "1.4.0", "1.4.0"},
		{SemVer, " = 1.4.0-rc.1 ", "1.4.0-rc.1"},
		{SemVer, "^1.4.0", ""},
		{SemVer, "1.4.0 || 1.5.0", ""},
		{SemVer, "1.4.0, 1.4.0", ""},
		{AnyVer, "= 1.2025042.0", "1.2025042.0"},
		{Loose, "bookworm-v1.0.0", "bookworm-v1.0.0"},
		{Loose, "1.0+x,y", "1.0+x,y"},
	} {
		v, ok := constraint(t, c.scheme, c.text).Exact()
		if got := v.String(); got != c.want || ok != (c.want != "") {
			t.Errorf("%q: got %q and %v, want %q", c.text, got, ok, c.want)
		}
	}
	var zero Constraint
	if _, ok := zero.Exact(); ok || !zero.IsZero() || zero.String() != "" || zero.Admits(parse(t, SemVer, "1.0.0")) {
		t.Error("the zero constraint says something")
	}
}

func TestConstraintMoved(t *testing.T) {
	for _, c := range []struct{ text, to, want string }{
		{"1.4.0", "2.1.3", "2.1.3"},
		{"= 1.4.0", "2.1.3", "= 2.1.3"},
		{"^1.4", "2.1.3", "^2.1"},
		{"^ 1", "2.1.3", "^ 2"},
		{"^1.4.0-rc.1", "2.1.3", "^2.1.3"},
		{"^0.3", "1.0.0+x", "^1.0"},
		{"~> 1.2", "2.1.3", "~> 2.1"},
		{"~> 1.2.3", "2.1.3", "~> 2.1.3"},
		{"^1.2", "2.1.3-rc.1", "^2.1.3-rc.1"},
		{"~> 1.2", "2.1.3-rc.1", ""},
		{"~> 1.2.3", "1.2.4-SNAPSHOT", ""},
		{">= 1.4", "0.9.0", ""},
		{"^1.4, != 1.5.0", "2.0.0", ""},
		{"^1.4 || ^2", "3.0.0", ""},
	} {
		to := parse(t, SemVer, c.to)
		got, ok := constraint(t, SemVer, c.text).Moved(to)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q to %s: got %q and %v, want %q", c.text, to, got, ok, c.want)
		}
		if ok && !constraint(t, SemVer, got).Admits(to) {
			t.Errorf("%q does not admit %s", got, to)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	v, w := parse(t, SemVer, "1.4.0-rc.1"), parse(t, SemVer, "1.4.0-rc.2")
	a, b := parse(t, Loose, "2.7.18.Final"), parse(t, Loose, "2.7.18.RC1")
	c, d := constraint(t, SemVer, ">= 1.4.0-rc.1, < 1.4.0-rc.9 || ^3"), constraint(t, Loose, ">= 2.7")
	got := testing.AllocsPerRun(100, func() {
		v.Compare(w)
		a.Compare(b)
		c.Admits(v)
		d.Admits(a)
	})
	if got != 0 {
		t.Errorf("got %v allocations, want none", got)
	}
	if got := testing.AllocsPerRun(100, func() { _, _ = SemVer.Parse("1.4.0-rc.1") }); got > 2 {
		t.Errorf("parse: got %v allocations, want 2 at most", got)
	}
}
