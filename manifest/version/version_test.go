package version

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"
)

func parse(t testing.TB, s Scheme, text string) Version {
	t.Helper()
	v, err := s.Parse(text)
	if err != nil {
		t.Fatalf("%s %q does not parse: %v", s, text, err)
	}
	return v
}

func constraint(t testing.TB, s Scheme, text string) Constraint {
	t.Helper()
	c, err := ParseConstraint(s, text)
	if err != nil {
		t.Fatalf("constraint %q on %s does not parse: %v", text, s, err)
	}
	return c
}

func calendar(t testing.TB, pattern string) Scheme {
	t.Helper()
	s, err := CalVer(pattern)
	if err != nil {
		t.Fatalf("pattern %q does not parse: %v", pattern, err)
	}
	return s
}

// date reads a day, the zero time from "".
func date(t testing.TB, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	day, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func readJSON(t testing.TB, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// next checks a step; want is "" where a StepError is due, which next returns.
func next(t testing.TB, s Scheme, from string, step Step, want string) *StepError {
	t.Helper()
	got, err := s.Next(parse(t, s, from), step)
	var problem *StepError
	switch {
	case want == "" && !errors.As(err, &problem):
		t.Errorf("next after %s: got %q and error %v, want a StepError", from, got, err)
	case want != "" && err != nil:
		t.Errorf("next after %s: got error %v, want %s", from, err, want)
	case got.String() != want:
		t.Errorf("next after %s: got %s, want %s", from, got, want)
	}
	return problem
}

// ascending checks that every version is below all that follow it.
func ascending(t testing.TB, s Scheme, texts []string) {
	t.Helper()
	for i, a := range texts {
		for j, b := range texts {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = +1
			}
			if got := parse(t, s, a).Compare(parse(t, s, b)); got != want {
				t.Errorf("%s: %s against %s: got %d, want %d", s, a, b, got, want)
			}
		}
	}
}

func wantParseError(t testing.TB, err error, message, hint string) {
	t.Helper()
	var problem *ParseError
	if !errors.As(err, &problem) {
		t.Errorf("got error %v, want %s", err, message)
		return
	}
	if got := problem.Error(); got != message {
		t.Errorf("message\n got %s\nwant %s", got, message)
	}
	if got := problem.Hint; got != hint {
		t.Errorf("%s: got hint %q, want %q", message, got, hint)
	}
}

func TestByName(t *testing.T) {
	for _, name := range Schemes() {
		s, err := ByName(name, "")
		if err != nil || s.Name() != name {
			t.Errorf("%s: got %v, %v", name, s, err)
		}
	}
	a, b := calendar(t, "YY.MM.MICRO"), calendar(t, "YY."+string([]byte("MM.MICRO")))
	if a != b {
		t.Error("two schemes of one pattern differ")
	}
	if a == calendar(t, DefaultPattern) {
		t.Error("two patterns are one scheme")
	}
	if s, _ := ByName("calver", ""); s != calendar(t, DefaultPattern) {
		t.Errorf("calver without a pattern: got %v", s)
	}
	if got, want := a.String(), "calver YY.MM.MICRO"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err := ByName("semvr", "")
	wantParseError(t, err, `"semvr": found "semvr", wanted one of semver, four-part, calver, anyver, loose`, "")
	_, err = ByName("semver", "YY.MM")
	wantParseError(t, err, `"YY.MM": found a pattern, wanted none, since semver has no pattern`, "")
}

func TestNames(t *testing.T) {
	for l := None; l <= Major; l++ {
		if got, err := ParseLevel(l.String()); err != nil || got != l {
			t.Errorf("%v: got %v, %v", l, got, err)
		}
	}
	for k := Bugfix; k <= Kakushin; k++ {
		if got, err := ParseKind(k.String()); err != nil || got != k {
			t.Errorf("%v: got %v, %v", k, got, err)
		}
	}
	_, err := ParseLevel("huge")
	wantParseError(t, err, `"huge": found "huge", wanted one of none, build, patch, minor, major`, "")
	_, err = ParseKind("fix")
	wantParseError(t, err, `"fix": found "fix", wanted one of bugfix, performance, functional, compatible, kaikaku, kakushin`, "")
	if got := Level(9).String() + ", " + Kind(9).String(); got != "level 9, kind 9" {
		t.Errorf("got %q", got)
	}
}

func TestParseDate(t *testing.T) {
	if got, want := date(t, "2024-02-29"), time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, c := range []struct{ text, message string }{
		{"", `"": found the end, wanted a date as YYYY-MM-DD`},
		{"2024-2-29", `"2024-2-29": found "-" at offset 6, wanted a date as YYYY-MM-DD`},
		{"2024-02-29T10:00", `"2024-02-29T10:00": found "T" at offset 10, wanted the end of the date`},
		{"2023-02-29", `"2023-02-29": found a day that does not exist, wanted a real day as YYYY-MM-DD`},
		{"2024-13-01", `"2024-13-01": found a day that does not exist, wanted a real day as YYYY-MM-DD`},
	} {
		_, err := ParseDate(c.text)
		wantParseError(t, err, c.message, "")
	}
}
