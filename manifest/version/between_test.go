package version

import "testing"

func TestBetween(t *testing.T) {
	monthly, numbered := calendar(t, DefaultPattern), calendar(t, "YY.MINOR.MICRO")
	for _, c := range []struct {
		scheme   Scheme
		from, to string
		want     Level
	}{
		{SemVer, "1.3.2", "1.3.2", None},
		{SemVer, "1.3.2+a", "1.3.2+b", Patch},
		{SemVer, "1.3.2", "2.3.2", Major},
		{SemVer, "1.3.2", "1.4.0", Minor},
		{SemVer, "1.3.2", "1.3.9", Patch},
		{SemVer, "1.4.0-rc.1", "1.4.0", Patch},
		{FourPart, "1.3.2.0", "1.3.2.1", Patch},
		{FourPart, "1.3.2.0", "1.4.2.0", Minor},
		{monthly, "2024.05.1", "2024.05.2", Patch},
		{monthly, "2024.05.1", "2024.06.0", Minor},
		{monthly, "2024.05.1", "2025.05.1", Minor},
		{numbered, "24.1.0", "24.2.0", Minor},
		{numbered, "24.1.0-rc.1", "24.1.0", Patch},
		{AnyVer, "1.2025041.1111", "1.2025042.0", Major},
		{AnyVer, "1.2025042.0", "1.2025042.1", Major},
		{AnyVer, "1.2025042.0", "1.2025042.01", Minor},
		{AnyVer, "1.2025042.0", "1.2025042.0011", Patch},
		{AnyVer, "1.2025042.0", "1.2025042.00", None},
		{Loose, "3.9", "3.9.1", Patch},
		{Loose, "3.9", "v3.10", Minor},
		{Loose, "bookworm-v1.0.0", "bookworm-v2.0.0", Major},
		{Loose, "1.2.3.4", "1.2.3.5", Patch},
	} {
		a, b := parse(t, c.scheme, c.from), parse(t, c.scheme, c.to)
		if got, back := Between(a, b), Between(b, a); got != c.want || back != c.want {
			t.Errorf("%s %s to %s: got %v and %v back, want %v", c.scheme, a, b, got, back, c.want)
		}
	}
	if got := Between(parse(t, SemVer, "1.0.0"), parse(t, Loose, "1.0.0")); got != Minor {
		t.Errorf("two schemes: got %v, want minor", got)
	}
	if got := Between(Version{}, Version{}); got != None {
		t.Errorf("no versions: got %v, want none", got)
	}
}
