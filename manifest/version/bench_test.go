package version

import "testing"

func BenchmarkParseSemVer(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := SemVer.Parse("1.14.3-rc.1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseConstraintExact(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseConstraint(SemVer, "1.14.3"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseConstraintRange(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseConstraint(SemVer, ">= 1.4, < 3 || ^4.1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, pair := range []struct {
		scheme Scheme
		v, w   string
	}{
		{SemVer, "1.4.0", "1.4.1"},
		{SemVer, "1.4.0-rc.1", "1.4.0-rc.2"},
		{AnyVer, "1.2025042.0011", "1.2025042.00991"},
		{calendar(b, DefaultPattern), "2026.03.1", "2026.03.2"},
		{Loose, "2.7.18.Final", "2.7.18.RC1"},
	} {
		v, w := parse(b, pair.scheme, pair.v), parse(b, pair.scheme, pair.w)
		b.Run(pair.scheme.Name()+" "+pair.v, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v.Compare(w) == 0 {
					b.Fatal("equal")
				}
			}
		})
	}
}

func BenchmarkAdmits(b *testing.B) {
	for _, pair := range []struct {
		scheme        Scheme
		constraint, v string
	}{
		{SemVer, "1.14.3", "1.14.3"},
		{SemVer, ">= 1.4, < 3 || ^4.1", "4.2.0"},
		{SemVer, "^1.4.0-rc.1", "1.4.0-rc.2"},
		{Loose, ">= 2.7", "2.7.18.Final"},
	} {
		c, v := constraint(b, pair.scheme, pair.constraint), parse(b, pair.scheme, pair.v)
		b.Run(pair.scheme.Name()+" "+pair.constraint, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !c.Admits(v) {
					b.Fatal("not admitted")
				}
			}
		})
	}
}
