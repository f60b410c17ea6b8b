package version

import (
	"reflect"
	"strings"
	"testing"
)

func TestLooseOrder(t *testing.T) {
	ascending(t, Loose, []string{
		"bookworm-v1.0.0", "bookworm-v1.0.10", "bookworm-v2.0.0",
		"0.9", "v0.79.2", "v0.79.10",
		"1.0-alpha", "1.0-Beta2", "1.0-beta10", "1.0-CR1", "1.0-dev", "1.0-m1", "1.0-RC1", "1.0-SNAPSHOT",
		"1.0", "1.0.Final", "1.0k", "1.0.0", "1.0.1", "1.2.3.4", "1.10",
		"2.7.18.Final", "3.9", "3.9.1", "20240101123456789012", "20240101123456789013",
	})
}

func TestLooseTies(t *testing.T) {
	// Alike in every run: the texts decide, so that no two differ and compare as equal.
	ascending(t, Loose, []string{"1.0", "1.0-final", "1.00", "1_0", "v1.0"})
}

func TestLooseParts(t *testing.T) {
	for _, c := range []struct {
		text, pre, line string
		numbers         []uint64
	}{
		{"v0.79.2", "", "0.79", []uint64{0, 79, 2}},
		{"3", "", "3", []uint64{3}},
		{"2.7.18.Final", "", "2.7", []uint64{2, 7, 18}},
		{"2.7.18.CR3", "CR3", "2.7", []uint64{2, 7, 18}},
		{"1.2.3.4.5", "", "1.2", []uint64{1, 2, 3, 4}},
		{"bookworm-v1.0.0", "", "1.0", []uint64{1, 0, 0}},
		{"latest", "", "latest", []uint64{}},
		{"1.0.0-SNAPSHOT+x", "SNAPSHOT+x", "1.0", []uint64{1, 0, 0}},
		{"20240101123456789012.1", "", "9223372036854775807.1", []uint64{maxNumber, 1}},
	} {
		v := parse(t, Loose, c.text)
		if v.Prerelease() != c.pre || v.Line() != c.line || !reflect.DeepEqual(v.Numbers(), c.numbers) {
			t.Errorf("%s: got pre %q line %q numbers %v, want %q %q %v", v, v.Prerelease(), v.Line(), v.Numbers(), c.pre, c.line, c.numbers)
		}
		if got := v.Core().String(); got != c.text {
			t.Errorf("core: got %q, want %q", got, c.text)
		}
	}
	for _, text := range []string{"", "1 0", "1.0\n", "ü", strings.Repeat("1", 129)} {
		if v, err := Loose.Parse(text); err == nil {
			t.Errorf("%q parses as %v, want an error", text, v)
		}
	}
	next(t, Loose, "1.0", Step{Level: Minor}, "")
	if _, err := Loose.First(date(t, "2026-03-07")); err == nil {
		t.Error("first: got no error")
	}
}
