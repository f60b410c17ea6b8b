package version_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest/version"
)

func TestDay(t *testing.T) {
	for _, test := range []struct{ scheme, pattern, version, want string }{
		{"calver", "YYYY.0M.MICRO", "2026.11.3", "2026-11-01"},
		{"calver", "YY.WW.MICRO", "26.47.0", "2026-11-19"},
		{"calver", "0Y.0M.0D", "26.02.28", "2026-02-28"},
		{"calver", "MAJOR.YYYY.MICRO", "4.2026.1", "2026-01-01"},
		{"anyver", "", "1.2025042.0011", "2025-04-01"},
		{"semver", "", "1.4.0", ""},
		{"loose", "", "2026.11", ""},
	} {
		s, err := version.ByName(test.scheme, test.pattern)
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Parse(test.version)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if day, ok := version.Day(v); ok {
			got = day.Format(time.DateOnly)
		}
		if got != test.want {
			t.Errorf("%s %s: got %q, want %q", s, v, got, test.want)
		}
	}
}

// A version's own day is never before the last release's.
func TestDayIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.SampledFrom([]string{"YYYY.0M.MICRO", "YY.WW.MICRO", "0Y.0M.0D.MICRO", "YYYY.MICRO", "YYYY.0W.MICRO"}).Draw(t, "pattern")
		s, err := version.CalVer(pattern)
		if err != nil {
			t.Fatal(err)
		}
		on := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 40_000).Draw(t, "day"))
		v, err := s.First(on)
		if err != nil {
			t.Skip(err)
		}
		day, ok := version.Day(v)
		if !ok || day.After(on) {
			t.Fatalf("Day(%s) is %s, want a day up to %s", v, day.Format(time.DateOnly), on.Format(time.DateOnly))
		}
		next, err := s.Next(v, version.Step{Date: day})
		if err != nil || next.Compare(v) <= 0 {
			t.Errorf("Next(%s) on %s is %q, %v; want one above", v, day.Format(time.DateOnly), next, err)
		}
	})
}
