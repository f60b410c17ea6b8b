package version

import (
	"errors"
	"testing"
)

// every returns the schemes that are fuzzed.
func every(t testing.TB) []Scheme {
	return []Scheme{
		SemVer, FourPart, AnyVer, Loose,
		calendar(t, DefaultPattern), calendar(t, "YY.MM.DD"), calendar(t, "0Y-0W_MINOR"), calendar(t, "MAJOR.YYYY0M0D.MICRO"),
	}
}

// wellPlaced checks that an error is a ParseError that points into its text.
func wellPlaced(t *testing.T, err error, text string) {
	t.Helper()
	var problem *ParseError
	if !errors.As(err, &problem) {
		t.Fatalf("%q: got %T, want a ParseError", text, err)
	}
	if problem.Text != text || problem.Offset < 0 || problem.Offset > len(text) || problem.Found == "" || problem.Wanted == "" {
		t.Fatalf("%q: got %#v", text, problem)
	}
}

// Whatever parses prints the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1.4.0-rc.1+x", "1.5.10.0", "2024.05.1", "24.2.29", "24-01_3", "1.20240229.0", "1.20250410.009910-rc.1+main-1", "2.7.18.Final", "1.4"} {
		f.Add(seed)
	}
	schemes := every(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range schemes {
			v, err := s.Parse(text)
			if err != nil {
				wellPlaced(t, err, text)
				continue
			}
			if got := v.String(); got != text {
				t.Fatalf("%s: %q prints as %q", s, text, got)
			}
			for _, form := range []string{v.Canonical(), Full(v)} {
				again, err := s.Parse(form)
				if err != nil || again.Compare(v) != 0 || again.Canonical() != v.Canonical() {
					t.Fatalf("%s: %q as %q reads back as %v, %v", s, text, form, again, err)
				}
			}
			core, err := s.Parse(v.Core().String())
			if err != nil || core.Compare(v.Core()) != 0 || s != Loose && core.IsPrerelease() {
				t.Fatalf("%s: the core of %q is %v, %v", s, text, core, err)
			}
			v.Line()
			Explain(v)
		}
	})
}

// The order is total in every scheme.
func FuzzCompare(f *testing.F) {
	f.Add("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta")
	f.Add("1.5.10.0", "1.5.10.1", "1.5.9.2")
	f.Add("1.2025042.0011", "1.2025042.00991", "1.2025042.1")
	f.Add("1.0-rc1", "1.0", "1.0.Final")
	f.Add("2024.05.1", "2024.05.1-1", "2024.12.0")
	schemes := every(f)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, s := range schemes {
			x, err1 := s.Parse(a)
			y, err2 := s.Parse(b)
			z, err3 := s.Parse(c)
			if err1 != nil || err2 != nil || err3 != nil {
				continue
			}
			if got := orderProblem(x, y, z); got != "" {
				t.Fatalf("%s: %s", s, got)
			}
		}
	})
}

// A constraint prints as written, and a bare version admits itself.
func FuzzConstraint(f *testing.F) {
	for _, seed := range []string{"^1.4 || ~> 3.2", ">= 1.4, < 3, != 2.0.0", "^1.4.0-rc.1", "1.4", "=> 1", "a,b", ">= 2.7.18.Final", "= 1.2025042.0"} {
		f.Add(seed, "1.4.0")
	}
	schemes := every(f)
	f.Fuzz(func(t *testing.T, text, version string) {
		for _, s := range schemes {
			v, wrong := s.Parse(version)
			c, err := ParseConstraint(s, text)
			if err != nil {
				wellPlaced(t, err, text)
				continue
			}
			if got := c.String(); got != text || c.IsZero() {
				t.Fatalf("%s: %q prints as %q", s, text, got)
			}
			if exact, ok := c.Exact(); ok && !c.Admits(exact) {
				t.Fatalf("%s: %q turns %s away", s, text, exact)
			}
			if wrong != nil {
				continue
			}
			c.Admits(v)
			if moved, ok := c.Moved(v); ok {
				if again, err := ParseConstraint(s, moved); err != nil || !again.Admits(v) {
					t.Fatalf("%s: %q moved to %s is %q, which does not admit it (%v)", s, text, v, moved, err)
				}
			}
		}
	})
}
