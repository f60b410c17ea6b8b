package version

import (
	"fmt"
	"strings"
	"testing"
	"time"

	goversion "github.com/hashicorp/go-version"
	"golang.org/x/mod/semver"
	"pgregory.net/rapid"
)

// written holds for every scheme what its versions look like, with few different
// numbers so that equal ones turn up.
var written = []struct{ scheme, pattern, core string }{
	{"semver", "", `[0-2]\.[0-2]\.([0-2]|10)`},
	{"four-part", "", `[0-2]\.[0-2]\.[0-2]\.([0-2]|10)`},
	{"calver", "YYYY.0M.MICRO", `202[0-2]\.(01|12)\.([0-2]|10)`},
	{"calver", "YY.MINOR.MICRO", `2[0-2]\.[0-2]\.[0-2]`},
	{"anyver", "", `[0-2]\.20240[12](|0|1|10)\.[0-2][0-2]?`},
	{"anyver", "", `1\.202401\.[09][09][09][09](0|10)`},
	{"loose", "", `v?[0-2](\.[0-2])?([.-](rc|alpha|final|k)[0-2]?)?`},
	{"loose", "", `[!-~]{1,5}`},
}

// versions draws n versions of one scheme.
func versions(t *rapid.T, n int) (Scheme, []Version) {
	kind := rapid.SampledFrom(written).Draw(t, "kind")
	scheme, err := ByName(kind.scheme, kind.pattern)
	if err != nil {
		t.Fatal(err)
	}
	pattern := kind.core
	if kind.scheme != "loose" {
		pattern += `(-(a|b|1|10|-1)(\.(1|b))?)?(\+x)?`
	}
	list := make([]Version, n)
	for i := range list {
		text := rapid.StringMatching(pattern).Draw(t, "text")
		if list[i], err = scheme.Parse(text); err != nil {
			t.Fatalf("%s %q does not parse: %v", scheme, text, err)
		}
	}
	return scheme, list
}

func TestOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scheme, v := versions(t, 3)
		if got := orderProblem(v[0], v[1], v[2]); got != "" {
			t.Fatalf("%s: %s", scheme, got)
		}
	})
}

// orderProblem says what is wrong with the order of three versions, "" if nothing is.
func orderProblem(a, b, c Version) string {
	ab, bc, ac := a.Compare(b), b.Compare(c), a.Compare(c)
	switch {
	case a.Compare(a) != 0:
		return fmt.Sprintf("%s is not equal to itself", a)
	case ab != -b.Compare(a):
		return fmt.Sprintf("%s against %s is %d, and %d the other way round", a, b, ab, b.Compare(a))
	case ab <= 0 && bc <= 0 && ac > 0, ab >= 0 && bc >= 0 && ac < 0:
		return fmt.Sprintf("not transitive: %s %d %s %d %s, but %d", a, ab, b, bc, c, ac)
	case ab == 0 && bc != ac:
		return fmt.Sprintf("%s equals %s, but against %s one is %d and the other %d", a, b, c, ac, bc)
	}
	return ""
}

func TestPrintsAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scheme, list := versions(t, 1)
		v := list[0]
		if got := parse2(t, scheme, v.String()); got.Compare(v) != 0 {
			t.Fatalf("%s reads back as %s", v, got)
		}
		for _, form := range []string{v.Canonical(), Full(v)} {
			got := parse2(t, scheme, form)
			if got.Compare(v) != 0 || got.Prerelease() != v.Prerelease() || got.Build() != v.Build() || got.Canonical() != v.Canonical() {
				t.Fatalf("%s printed as %s is another version", v, form)
			}
		}
		core := v.Core()
		if again := parse2(t, scheme, core.String()); again.Compare(core) != 0 {
			t.Fatalf("core %s reads back as %s", core, again)
		}
		if v.IsPrerelease() && scheme != Loose && v.Compare(core) != -1 {
			t.Fatalf("%s is not below %s", v, core)
		}
		if Between(v, v) != None {
			t.Fatalf("%s is apart from itself", v)
		}
	})
}

func parse2(t *rapid.T, s Scheme, text string) Version {
	v, err := s.Parse(text)
	if err != nil {
		t.Fatalf("%s prints %q, which does not parse: %v", s, text, err)
	}
	return v
}

func TestSemVerOrderAgrees(t *testing.T) {
	text := rapid.StringMatching(`[0-2]\.[0-2]\.[0-2](-(a|b|1|10|-1|0a)(\.(1|b))?)?(\+x)?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		if got, want := parse2(t, SemVer, a).Compare(parse2(t, SemVer, b)), semver.Compare("v"+a, "v"+b); got != want {
			t.Fatalf("%s against %s: got %d, want %d", a, b, got, want)
		}
	})
}

func TestNextIsAbove(t *testing.T) {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		scheme, list := versions(t, 1)
		from := list[0]
		day := start.AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, "day"))
		step := Step{
			Level:        Level(rapid.IntRange(0, int(Major)).Draw(t, "level")),
			Date:         day,
			FirstRelease: start.AddDate(0, 0, -rapid.IntRange(0, 900).Draw(t, "first")),
		}
		for _, k := range rapid.SliceOfN(rapid.IntRange(0, int(Kakushin)), 1, 3).Draw(t, "kinds") {
			step.Kinds = append(step.Kinds, Kind(k))
		}
		to, err := scheme.Next(from, step)
		if err != nil {
			return
		}
		if to.Compare(from.Core()) <= 0 || to.IsPrerelease() || to.Build() != "" {
			t.Fatalf("%s: %s follows %s", scheme, to, from)
		}
		if got := parse2(t, scheme, to.String()); got.Compare(to) != 0 || to.Canonical() != to.String() {
			t.Fatalf("%s: next %s reads back as %s", scheme, to, got)
		}
	})
}

// meaning is one bound spelled out: the numbers as written, and what the operator says
// about them. It is slow and knows nothing of the real thing.
func meaning(op, at string, v string) bool {
	core, pre, _ := strings.Cut(at, "-")
	numbers := strings.Split(core, ".")
	low := core + strings.Repeat(".0", 3-len(numbers))
	vCore, vPre, _ := strings.Cut(v, "-")
	if vPre != "" && (pre == "" || vCore != low) && op != "" && op != "=" {
		return false
	}
	if pre != "" {
		low += "-" + pre
	}
	order := semver.Compare("v"+v, "v"+low)
	starts := func(n int) bool {
		return strings.HasPrefix(vCore+".", strings.Join(numbers[:n], ".")+".")
	}
	switch op {
	case "", "=":
		return order == 0
	case "!=":
		return order != 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case "~>":
		return order >= 0 && starts(len(numbers)-1)
	}
	first := 1
	for first < len(numbers) && numbers[first-1] == "0" {
		first++
	}
	return order >= 0 && starts(first)
}

func TestConstraintMeansWhatItSays(t *testing.T) {
	ops := rapid.SampledFrom([]string{"", "=", "!=", ">", ">=", "<", "<=", "~>", "^"})
	version := rapid.StringMatching(`[0-2]\.[0-2]\.[0-2](-[ab](\.1)?)?`)
	type term struct{ op, at string }
	rapid.Check(t, func(t *rapid.T) {
		var lists [][]term
		var text []string
		for range rapid.IntRange(1, 3).Draw(t, "lists") {
			var list []term
			var bounds []string
			for range rapid.IntRange(1, 3).Draw(t, "bounds") {
				b := term{ops.Draw(t, "op"), version.Draw(t, "at")}
				if b.op != "" && b.op != "=" && b.op != "~>" && rapid.Bool().Draw(t, "short") {
					b.at = b.at[:1+2*rapid.IntRange(0, 1).Draw(t, "dots")]
				}
				if b.op == "~>" {
					b.at = b.at[:3+2*rapid.IntRange(0, 1).Draw(t, "dots")]
				}
				list = append(list, b)
				bounds = append(bounds, b.op+" "+b.at)
			}
			lists = append(lists, list)
			text = append(text, strings.Join(bounds, ", "))
		}
		c, err := ParseConstraint(SemVer, strings.Join(text, " || "))
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			v := version.Draw(t, "v")
			want := false
			for _, list := range lists {
				all, onlyNot := true, true
				for _, b := range list {
					all = all && meaning(b.op, b.at, v)
					onlyNot = onlyNot && b.op == "!="
				}
				want = want || all && (!onlyNot || !strings.Contains(v, "-"))
			}
			if got := c.Admits(parse2(t, SemVer, v)); got != want {
				t.Fatalf("%q, %s: got %v, want %v", c, v, got, want)
			}
		}
	})
}

// Between releases our constraints are those of hashicorp/go-version.
func TestConstraintsAgreeWithGoVersion(t *testing.T) {
	text := rapid.StringMatching(`(!=|>|>=|<|<=) ?[0-2](\.[0-2](\.[0-2])?)?|~> ?[0-2]\.[0-2](\.[0-2])?|[0-2]\.[0-2]\.[0-2]`)
	rapid.Check(t, func(t *rapid.T) {
		list := strings.Join(rapid.SliceOfN(text, 1, 3).Draw(t, "bounds"), ", ")
		theirs, err := goversion.NewConstraint(list)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := ParseConstraint(SemVer, list)
		if err != nil {
			t.Fatal(err)
		}
		v := rapid.StringMatching(`[0-2]\.[0-2]\.[0-2]`).Draw(t, "v")
		if got, want := ours.Admits(parse2(t, SemVer, v)), theirs.Check(goversion.Must(goversion.NewVersion(v))); got != want {
			t.Fatalf("%q, %s: got %v, want %v", list, v, got, want)
		}
	})
}
