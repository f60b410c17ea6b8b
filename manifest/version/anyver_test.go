package version

import (
	"strings"
	"testing"
)

func kinds(t testing.TB, names []string) []Kind {
	t.Helper()
	var list []Kind
	for _, name := range names {
		k, err := ParseKind(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, k)
	}
	return list
}

// testdata/anyver.json was worked out with the table in docs/concepts/anyver.md.
func TestAnyVerVectors(t *testing.T) {
	var vectors struct {
		Next []struct {
			From, Date, FirstRelease, Next, NextFull string
			Kinds                                    []string
		}
		Compare []struct{ A, B, Order string }
		Equal   [][2]string
		Invalid []string
	}
	readJSON(t, "testdata/anyver.json", &vectors)
	for _, c := range vectors.Next {
		step := Step{Kinds: kinds(t, c.Kinds), Date: date(t, c.Date), FirstRelease: date(t, c.FirstRelease)}
		next(t, AnyVer, c.From, step, c.Next)
		if got := Full(parse(t, AnyVer, c.Next)); got != c.NextFull {
			t.Errorf("full form of %s: got %s, want %s", c.Next, got, c.NextFull)
		}
		if got := parse(t, AnyVer, c.NextFull).Canonical(); got != c.Next {
			t.Errorf("short form of %s: got %s, want %s", c.NextFull, got, c.Next)
		}
	}
	for _, c := range vectors.Compare {
		got := string("<=>"[1+parse(t, AnyVer, c.A).Compare(parse(t, AnyVer, c.B))])
		if got != c.Order {
			t.Errorf("%s against %s: got %s, want %s", c.A, c.B, got, c.Order)
		}
	}
	for _, pair := range vectors.Equal {
		a, b := parse(t, AnyVer, pair[0]), parse(t, AnyVer, pair[1])
		if a.Compare(b) != 0 || a.Canonical() != b.Canonical() || Full(a) != Full(b) {
			t.Errorf("%s and %s are not the same", a, b)
		}
	}
	for _, text := range vectors.Invalid {
		if v, err := AnyVer.Parse(text); err == nil {
			t.Errorf("%q parses as %v, want an error", text, v)
		}
	}
}

func TestAnyVerOrder(t *testing.T) {
	ascending(t, AnyVer, []string{
		"0.2024031.1112-rc.1", "0.2024031.1112.rc.2", "0.2024031.1112", "1.2025042.0011", "1.2025042.00991", "1.2025042.1", "1.20250410.0",
	})
}

func TestAnyVerForms(t *testing.T) {
	for _, c := range []struct{ text, canonical, full string }{
		{"0.2024031.11120", "0.2024031.1112", "0.2024031.11120"},
		{"1.2025042.00000", "1.2025042.0", "1.2025042.00000"},
		{"1.20250410.0", "1.20250410.0", "1.20250410.00000"},
		{"1.2025040.0001", "1.202504.0001", "1.2025040.00010"},
		{"1.2025040.000010", "1.202504.000010", "1.2025040.000010"},
		{"1.2025042.00.rc.1+main-7", "1.2025042.0-rc.1+main-7", "1.2025042.00000-rc.1+main-7"},
		{"0.000101.0", "0.000101.0", "0.0001010.00000"},
	} {
		v := parse(t, AnyVer, c.text)
		if v.String() != c.text || v.Canonical() != c.canonical || Full(v) != c.full {
			t.Errorf("got %s, %s, %s, want %s, %s, %s", v, v.Canonical(), Full(v), c.text, c.canonical, c.full)
		}
	}
	v := parse(t, AnyVer, "1.20250411.099910")
	for i, want := range []uint64{1, 202504, 11, 0, 9, 9, 9, 10} {
		if got := v.Numbers()[i]; got != want {
			t.Errorf("field %d: got %d, want %d", i, got, want)
		}
	}
	if got, want := v.Line(), "1.202504"; got != want {
		t.Errorf("line: got %s, want %s", got, want)
	}
}

func TestAnyVerErrors(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{"1.20250.0", `"1.20250.0": found "." at offset 7, wanted YYYYMM, 6 digits`},
		{"1.2025132.0", `"1.2025132.0": found "13" at offset 6, wanted a month from 01 to 12`},
		{"1.20250401.0", `"1.20250401.0": found "01" at offset 8, wanted Kn without a leading zero`},
		{"1.2025042.", `"1.2025042.": found the end at offset 10, wanted Ku, 1 digit`},
		{"1.2025042.000001", `"1.2025042.000001": found "01" at offset 14, wanted R without a leading zero`},
		{"1.2025042.0.rc-1", `"1.2025042.0.rc-1": found "-" at offset 14, wanted no "-" in a pre-release behind "."`},
	} {
		_, err := AnyVer.Parse(c.text)
		wantParseError(t, err, c.message, "")
	}
}

func TestAnyVerNext(t *testing.T) {
	for _, c := range []struct{ from, kinds, day, first, want string }{
		// Ku at 9: it stays and R grows; a new month sets F, P, B and R back first.
		{"1.2025042.90123", "kaikaku", "2025-04-30", "2024-01-15", "1.2025042.90124"},
		{"1.2025042.90123", "kaikaku", "2025-05-01", "2024-01-15", "1.2025052.90001"},
		{"1.2025042.90123", "kaikaku", "2026-04-01", "2024-01-15", "2.2026042.1"},
		{"1.2025042.30123", "bugfix", "2026-04-01", "2024-01-15", "2.2026042.1001"},
		{"1.2025042.30123", "kakushin kaikaku bugfix", "2026-04-01", "2024-01-15", "2.2026043.0"},
		{"1.2025042.0-rc.1", "bugfix bugfix", "2025-04-30", "2024-01-15", "1.2025042.0001"},
		{"1.2025042.0999", "functional performance bugfix compatible", "2025-04-30", "2024-01-15", "1.2025042.09991"},
		// A first release on 29 February.
		{"0.202002.0", "bugfix", "2021-02-28", "2020-02-29", "0.202102.0001"},
		{"0.202002.0", "bugfix", "2021-03-01", "2020-02-29", "1.202103.0001"},
		{"1.2025042.0", "", "2025-04-30", "2024-01-15", ""},
		{"1.2025042.0", "compatible", "2025-04-30", "2024-01-15", ""},
		{"1.2025042.0", "compatible kaikaku", "2025-04-30", "2024-01-15", ""},
		{"1.2025042.0", "bugfix", "", "2024-01-15", ""},
		{"1.2025042.0", "bugfix", "2025-03-31", "2024-01-15", ""},
		{"1.2025042.00019223372036854775807", "bugfix compatible", "2025-04-30", "2024-01-15", ""},
		{"1.2025049223372036854775807.0", "kakushin", "2025-04-30", "2024-01-15", ""},
	} {
		next(t, AnyVer, c.from, Step{Kinds: kinds(t, strings.Fields(c.kinds)), Date: date(t, c.day), FirstRelease: date(t, c.first)}, c.want)
	}
	for _, c := range []struct{ first, message string }{
		{"", "no next version after 1.2025042.0 in anyver: firstRelease, the date that the age counts from, is not known"},
		{"2024-06-01", "no next version after 1.2025042.0 in anyver: firstRelease 2024-06-01 makes the age 0 on 2025-04-30, below the written 1"},
		{"2025-06-01", "no next version after 1.2025042.0 in anyver: firstRelease 2025-06-01 is after the date 2025-04-30"},
	} {
		step := Step{Kinds: []Kind{Bugfix}, Date: date(t, "2025-04-30"), FirstRelease: date(t, c.first)}
		if err := next(t, AnyVer, "1.2025042.0", step, ""); err != nil && err.Error() != c.message {
			t.Errorf("got  %s\nwant %s", err, c.message)
		}
	}
	if err := next(t, AnyVer, "1.2025042.0", Step{Kinds: []Kind{9}}, ""); err == nil {
		t.Error("kind 9: got no error")
	}
}

func TestAnyVerFirst(t *testing.T) {
	if got, err := AnyVer.First(date(t, "2026-03-07")); err != nil || got.String() != "0.202603.0" {
		t.Errorf("got %v, %v, want 0.202603.0", got, err)
	}
}

func TestAnyVerExplain(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1.2025042.00991", `first release: between 2023-04-02 and 2024-04-30
last release: April 2025
age: 1 year
kakushin: 2, so often rebuilt from the ground
stability: stable
this month: 0 functional, 9 or more performance, 9 or more bug-fix
redundant: 1 release at a full counter or declared compatible
state: post-release`},
		{"0.202402.1-rc.1+main-7f3", `first release: between 2023-02-02 and 2024-02-29
last release: February 2024
age: 0 years
kakushin: 0, so often rebuilt from the ground
stability: in upheaval, kaikaku 1
this month: 0 functional, 0 performance, 0 bug-fix
redundant: 0 releases at a full counter or declared compatible
state: pre-release of 0.202402.1
pre-release: rc.1
branch: main
build: main-7f3`},
	} {
		if got := facts(Explain(parse(t, AnyVer, c.text))); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	// A 29 February has no anniversary on 28 February 2025.
	if got, want := Explain(parse(t, AnyVer, "1.202502.0"))[0].Text, "between 2023-02-02 and 2024-02-28"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	Explain(parse(t, AnyVer, "9223372036854775807.000001.0"))
}

func facts(list []Fact) string {
	var lines []string
	for _, f := range list {
		lines = append(lines, f.Label+": "+f.Text)
	}
	return strings.Join(lines, "\n")
}
