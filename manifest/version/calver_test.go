package version

import (
	"strings"
	"testing"
)

func TestCalVerPatterns(t *testing.T) {
	for _, pattern := range []string{
		"YYYY.0M.MICRO", "YY.0M", "YY.MM.MICRO", "YYYY.MM.DD", "YYYY-0M-0D", "YYYY0M0D.MICRO", "YYYY0M0D_MICRO",
		"YY.MINOR.MICRO", "MAJOR.YYYY.0W", "0Y.0W.MICRO", "YYYY.WW", "YYYY", "MAJOR.MINOR.YYYY0M.MICRO",
	} {
		if _, err := CalVer(pattern); err != nil {
			t.Errorf("%s: %v", pattern, err)
		}
	}
	for _, c := range []struct{ pattern, message string }{
		{"", `"": found the end, wanted one of the tokens YYYY YY 0Y MM 0M WW 0W DD 0D MAJOR MINOR MICRO`},
		{"YYYY.", `"YYYY.": found the end at offset 5, wanted one of the tokens YYYY YY 0Y MM 0M WW 0W DD 0D MAJOR MINOR MICRO`},
		{"YYYY/MM", `"YYYY/MM": found "/" at offset 4, wanted ".", "-" or "_" behind YYYY`},
		{"YYYYMMDD", `"YYYYMMDD": found "D" at offset 6, wanted ".", "-" or "_" behind MM`},
		{"0Y0M", `"0Y0M": found "0" at offset 2, wanted ".", "-" or "_" behind 0Y`},
		{"MAJOR.MINOR.MICRO", `"MAJOR.MINOR.MICRO": found the end at offset 17, wanted a year, YYYY, YY or 0Y, somewhere in the pattern`},
		{"MM.YYYY", `"MM.YYYY": found "MM", wanted a year before it`},
		{"YYYY.DD", `"YYYY.DD": found "DD" at offset 5, wanted a month before it`},
		{"YYYY.WW.DD", `"YYYY.WW.DD": found "DD" at offset 8, wanted a month before it`},
		{"YYYY.MM.WW", `"YYYY.MM.WW": found "WW" at offset 8, wanted each part of the date once, in the order year, month or week, day`},
		{"YYYY.YY", `"YYYY.YY": found "YY" at offset 5, wanted each part of the date once, in the order year, month or week, day`},
		{"YYYY.MICRO.MM", `"YYYY.MICRO.MM": found "MM" at offset 11, wanted the end, since MICRO stands last`},
		{"YYYY.MINOR.MAJOR", `"YYYY.MINOR.MAJOR": found "MAJOR" at offset 11, wanted each number once, in the order MAJOR, MINOR, MICRO`},
	} {
		_, err := CalVer(c.pattern)
		wantParseError(t, err, c.message, "")
	}
}

func TestCalVerParse(t *testing.T) {
	for _, c := range []struct{ pattern, valid, invalid string }{
		{"YYYY.0M.MICRO", "2024.05.1 2024.12.0-rc.1+x", "2024.5.1 2024.13.1 2024.00.1 24.05.1 2024.05 2024.05.01 0999.05.1 2024.05.1-01 12024.05.1"},
		{"YY.MM.MICRO", "6.1.0 24.12.3 106.1.0", "06.1.0 24.01.0 24.0.0 1000.1.0"},
		{"0Y.0M", "06.01 24.12 106.01", "6.01 006.01 024.01 1000.01"},
		{"YYYY.WW", "2024.1 2024.53", "2024.0 2024.54"},
		{"YYYY0M0D.MICRO", "20240229.0", "20230229.0 2024229.0 20240431.1 202402290.0"},
		{"YYYY-0M-0D", "2024-02-29-rc.1 2024-12-31", "2024-02-30 2024.02.29"},
		{"0Y.0M.0D", "24.02.29", "23.02.29"},
	} {
		s := calendar(t, c.pattern)
		for _, text := range strings.Fields(c.valid) {
			if got := parse(t, s, text).String(); got != text {
				t.Errorf("%s: %q prints as %q", s, text, got)
			}
		}
		for _, text := range strings.Fields(c.invalid) {
			if v, err := s.Parse(text); err == nil {
				t.Errorf("%s: %q parses as %v, want an error", s, text, v)
			}
		}
	}
	_, err := calendar(t, DefaultPattern).Parse("2024.13.1")
	wantParseError(t, err, `"2024.13.1": found "13" at offset 5, wanted 0M from 1 to 12`, "")
}

func TestCalVerOrder(t *testing.T) {
	ascending(t, calendar(t, DefaultPattern), []string{"2024.05.1", "2024.05.2-rc.1", "2024.05.2", "2024.05.10", "2024.12.0", "2025.01.0"})
	ascending(t, calendar(t, "0Y.0M"), []string{"06.12", "24.01", "99.12", "100.01"})
}

func TestCalVerNext(t *testing.T) {
	for _, c := range []struct {
		pattern, from string
		level         Level
		day, want     string
	}{
		{"YYYY.0M.MICRO", "2024.05.1", None, "2024-05-31", "2024.05.2"},
		{"YYYY.0M.MICRO", "2024.05.1", None, "2024-06-01", "2024.06.0"},
		{"YYYY.0M.MICRO", "2024.05.1-rc.1", None, "2024-05-31", "2024.05.2"},
		{"YYYY.0M.MICRO", "2024.05.1", None, "2025-01-01", "2025.01.0"},
		{"YYYY.0M.MICRO", "2024.05.1", None, "2024-04-30", ""},
		{"YYYY.0M.MICRO", "2024.05.1", None, "", ""},
		{"YYYY.0M.MICRO", "2024.05.1", Minor, "2024-06-01", ""},
		{"YYYY.0M.MICRO", "2024.05.1", Patch, "2024-06-01", ""},
		{"YYYY.0M", "2024.05", None, "2024-05-31", ""},
		{"YYYY.0M", "2024.05", None, "2024-06-01", "2024.06"},
		{"YYYY.0W", "2024.01", None, "2024-01-08", "2024.02"},
		{"YYYY.0W", "2024.01", None, "2024-12-31", "2024.53"},
		{"YYYY.0W", "2024.53", None, "2025-01-01", "2025.01"},
		{"YY.MINOR.MICRO", "24.3.1", None, "2024-08-01", "24.3.2"},
		{"YY.MINOR.MICRO", "24.3.1", Minor, "2024-08-01", "24.4.0"},
		{"YY.MINOR.MICRO", "24.3.1", Minor, "2025-08-01", "25.4.0"},
		{"YY.MINOR.MICRO", "24.3.1", None, "2025-08-01", "25.3.0"},
		{"YY.MINOR.MICRO", "24.3.1", Major, "2025-08-01", ""},
		{"MAJOR.MINOR.YYYY0M", "1.2.202405", Major, "2024-05-02", "2.0.202405"},
		{"MAJOR.MINOR.YYYY0M", "1.2.202405", None, "2024-05-02", ""},
		{"MAJOR.MINOR.YYYY0M", "1.2.202405", None, "2024-07-02", "1.2.202407"},
		{"YY.MM.MICRO", "24.1.0", None, "3024-07-02", ""},
		{"YYYY.0M.MICRO", "2024.05.9223372036854775807", None, "2024-05-31", ""},
	} {
		next(t, calendar(t, c.pattern), c.from, Step{Level: c.level, Date: date(t, c.day)}, c.want)
	}
	err := next(t, calendar(t, "YYYY.0M"), "2024.05", Step{Date: date(t, "2024-05-31")}, "")
	if got, want := err.Error(), "no next version after 2024.05 in calver YYYY.0M: its date parts are those of 2024-05-31 and the pattern has no MICRO"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCalVerFirstAndLine(t *testing.T) {
	for _, c := range []struct{ pattern, first, line string }{
		{"YYYY.0M.MICRO", "2026.03.0", "2026.03"},
		{"YY.MM.DD", "26.3.7", "26.3"},
		{"YYYY0M0D.MICRO", "20260307.0", "20260307"},
		{"YYYY0M0D", "20260307", "202603"},
		{"YYYY.WW.MICRO", "2026.10.0", "2026.10"},
		{"MAJOR.YYYY", "0.2026", "0"},
		{"YYYY", "2026", ""},
	} {
		s := calendar(t, c.pattern)
		v, err := s.First(date(t, "2026-03-07"))
		if err != nil || v.String() != c.first {
			t.Errorf("%s: got first %v, %v, want %s", s, v, err, c.first)
			continue
		}
		if got := parse(t, s, c.first).Line(); got != c.line {
			t.Errorf("%s: got line %q, want %q", s, got, c.line)
		}
	}
	if _, err := calendar(t, "YYYY").First(date(t, "")); err == nil {
		t.Error("first without a day: got no error")
	}
}
