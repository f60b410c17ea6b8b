package version

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/semver"
)

func TestSemVerOfficialStrings(t *testing.T) {
	var official struct{ Valid, Invalid []string }
	readJSON(t, "testdata/semver.json", &official)
	for _, text := range official.Valid {
		v, err := SemVer.Parse(text)
		if strings.HasPrefix(text, "99999999999999999999999.") {
			if err == nil || !strings.Contains(err.Error(), "beyond 63 bits") {
				t.Errorf("%q: got error %v, want one about 63 bits", text, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q does not parse: %v", text, err)
			continue
		}
		if got := v.String(); got != text {
			t.Errorf("%q prints as %q", text, got)
		}
		if got, want := v.Prerelease(), strings.TrimPrefix(semver.Prerelease("v"+text), "-"); got != want {
			t.Errorf("%q: got pre-release %q, want %q", text, got, want)
		}
		if got, want := v.Build(), strings.TrimPrefix(semver.Build("v"+text), "+"); got != want {
			t.Errorf("%q: got build %q, want %q", text, got, want)
		}
	}
	for _, text := range append(official.Invalid, "", "v1.2.3", "1.2.3-", "1.2.3+", " 1.2.3", "1.2.3 ", "1.2.3-ä", "1.0.0x", "1.2.3\x00") {
		if v, err := SemVer.Parse(text); err == nil {
			t.Errorf("%q parses as %v, want an error", text, v)
		}
	}
}

// Rule 11 with its own example, and what other libraries get wrong.
func TestSemVerOrder(t *testing.T) {
	ascending(t, SemVer, []string{
		"0.9.9",
		"1.0.0--1", // text, not a number
		"1.0.0-alpha.beta",
		"1.0.0-alpha.beta.1",
		"1.0.0-beta",
		"1.0.0-beta.2",
		"1.0.0-beta.11",
		"1.0.0-rc.1",
		"1.0.0",
		"1.0.1",
		"1.2.0",
		"1.10.0",
		"2.0.0",
	})
	ascending(t, SemVer, []string{
		"1.0.0-1",
		"1.0.0-99999999999999999999",
		"1.0.0-100000000000000000000",
		"1.0.0--1",
		"1.0.0-alpha",
		"1.0.0-alpha.1",
		"1.0.0-alpha.beta",
	})
	a, b := parse(t, SemVer, "1.0.0+a"), parse(t, SemVer, "1.0.0+b")
	if got := a.Compare(b); got != 0 {
		t.Errorf("builds: got %d, want 0", got)
	}
}

func TestSemVerErrors(t *testing.T) {
	for _, c := range []struct{ text, message, hint string }{
		{"1.4", `"1.4": found the end at offset 3, wanted .PATCH`, "1.4.0"},
		{"v1.4.0", `"v1.4.0": found "v", wanted MAJOR, a whole number`, "1.4.0"},
		{"1.04.0", `"1.04.0": found "04" at offset 2, wanted MINOR without a leading zero`, ""},
		{"1.4.x", `"1.4.x": found "x" at offset 4, wanted PATCH, a whole number`, ""},
		{"1.4.0.1", `"1.4.0.1": found "." at offset 5, wanted the end, -PRERELEASE or +BUILD`, ""},
		{"1.4.0-rc..1", `"1.4.0-rc..1": found "." at offset 9, wanted a pre-release identifier`, ""},
		{"1.4.0-rc.01", `"1.4.0-rc.01": found "01" at offset 9, wanted a number without a leading zero`, ""},
		{"1.4.0-rc_1", `"1.4.0-rc_1": found "_" at offset 8, wanted the end or +BUILD`, ""},
		{"1.4.0+a+b", `"1.4.0+a+b": found "+" at offset 7, wanted the end`, ""},
		{"1.é.0", `"1.é.0": found "é" at offset 2, wanted MINOR, a whole number`, ""},
		{"9223372036854775808.0.0", `"9223372036854775808.0.0": found a number beyond 63 bits, wanted MAJOR of at most 9223372036854775807`, ""},
	} {
		_, err := SemVer.Parse(c.text)
		wantParseError(t, err, c.message, c.hint)
	}
	_, err := SemVer.Parse("1.0.0-" + strings.Repeat("a", 300))
	if err == nil || !strings.Contains(err.Error(), "306 bytes at offset 256, wanted at most 256") {
		t.Errorf("long text: got %v", err)
	}
}

func TestSemVerNext(t *testing.T) {
	for _, c := range []struct {
		from  string
		level Level
		want  string
	}{
		{"1.4.2", Patch, "1.4.3"},
		{"1.4.2", Minor, "1.5.0"},
		{"1.4.2", Major, "2.0.0"},
		{"1.5.0-SNAPSHOT", Patch, "1.5.1"},
		{"0.3.9+linux", Major, "1.0.0"},
		{"1.4.2", Build, ""},
		{"1.4.2", None, ""},
		{"1.4.9223372036854775807", Patch, ""},
		{"1.4.9223372036854775807", Minor, "1.5.0"},
	} {
		next(t, SemVer, c.from, Step{Level: c.level}, c.want)
	}
}

func TestSemVerParts(t *testing.T) {
	v := parse(t, SemVer, "1.5.0-rc.1+linux")
	if got := v.Core(); got.String() != "1.5.0" || got.IsPrerelease() || got.Build() != "" {
		t.Errorf("core: got %q", got)
	}
	if got, err := v.WithPrerelease("SNAPSHOT"); err != nil || got.String() != "1.5.0-SNAPSHOT" {
		t.Errorf("WithPrerelease: got %q, %v", got, err)
	}
	for _, pre := range []string{"", "rc+1", "01", "a b", "+b"} {
		if got, err := v.WithPrerelease(pre); err == nil {
			t.Errorf("WithPrerelease(%q): got %q, want an error", pre, got)
		}
	}
	if got, want := v.Line(), "1.5"; got != want {
		t.Errorf("line: got %q, want %q", got, want)
	}
	numbers := v.Numbers()
	numbers[0] = 7
	if got := v.Numbers()[0]; got != 1 {
		t.Errorf("numbers are shared: got %d, want 1", got)
	}
}

func TestZeroVersion(t *testing.T) {
	var zero Version
	v := parse(t, SemVer, "0.0.0-0")
	if zero.Compare(v) != -1 || v.Compare(zero) != +1 || zero.Compare(zero) != 0 {
		t.Error("the zero version is not below all")
	}
	if zero.String()+zero.Canonical()+zero.Prerelease()+zero.Build()+zero.Line()+Full(zero) != "" || zero.Numbers() != nil || zero.Scheme() != nil || !zero.Core().IsZero() || Explain(zero) != nil {
		t.Error("the zero version says something")
	}
	var stepError *StepError
	if _, err := SemVer.Next(zero, Step{Level: Minor}); !errors.As(err, &stepError) {
		t.Errorf("next: got %v, want a StepError", err)
	}
	if _, err := zero.WithPrerelease("rc"); err == nil {
		t.Error("WithPrerelease: got no error")
	}
}

func TestCompareAcrossSchemesPanics(t *testing.T) {
	defer func() {
		if got, ok := recover().(string); !ok || !strings.HasPrefix(got, "internal error: ") {
			t.Errorf("got %v, want an internal error", got)
		}
	}()
	parse(t, SemVer, "1.0.0").Compare(parse(t, Loose, "1.0.0"))
}
