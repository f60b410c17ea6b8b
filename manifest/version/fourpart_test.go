package version

import (
	"testing"
	"time"
)

func TestFourPart(t *testing.T) {
	ascending(t, FourPart, []string{"1.5.9.9", "1.5.10.0-alpha", "1.5.10.0-rc.1", "1.5.10.0", "1.5.10.1", "1.6.0.0"})
	for _, text := range []string{"1.5.10", "1.5.10.0.1", "1.5.10.00", "v1.5.10.0", "1.5.10.0-"} {
		if v, err := FourPart.Parse(text); err == nil {
			t.Errorf("%q parses as %v, want an error", text, v)
		}
	}
	_, err := FourPart.Parse("1.5.10")
	wantParseError(t, err, `"1.5.10": found the end at offset 6, wanted .BUILD`, "1.5.10.0")
	for _, c := range []struct {
		level Level
		want  string
	}{{Build, "1.5.10.4"}, {Patch, "1.5.11.0"}, {Minor, "1.6.0.0"}, {Major, "2.0.0.0"}, {None, ""}} {
		next(t, FourPart, "1.5.10.3-rc.1+x", Step{Level: c.level}, c.want)
	}
	if got, err := FourPart.First(time.Time{}); err != nil || got.String() != "1.0.0.0" {
		t.Errorf("first: got %v, %v", got, err)
	}
	if got, want := parse(t, FourPart, "1.5.10.0").Line(), "1.5"; got != want {
		t.Errorf("line: got %q, want %q", got, want)
	}
}
