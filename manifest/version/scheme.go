package version

import (
	"strconv"
	"strings"
	"time"
)

// A Scheme parses, prints and orders versions and computes what is next. It is one of
// the five of this package; no other package can add one. Schemes are comparable: the
// same scheme with the same pattern is the same value.
type Scheme interface {
	// Name returns the scheme's name, one of [Schemes].
	Name() string

	// String returns the scheme for people: "semver", "calver YY.MM.MICRO".
	String() string

	// Parse reads one version. The error is a *[ParseError].
	Parse(text string) (Version, error)

	// Next returns the next production version after the numbers of from, which may be
	// a pre-release: only its numbers count. The error is a *[StepError].
	Next(from Version, step Step) (Version, error)

	// First returns the version that a product starts with: 1.0.0, 1.0.0.0, in calver
	// the day's date parts and 0 for every other token, in anyver 0.YYYYMM.0. Semver
	// and four-part do not look at the day. The error is a *[StepError].
	First(day time.Time) (Version, error)

	// Levels returns the levels that Next takes, lowest first, nil if it takes none.
	Levels() []Level

	compare(v, w Version) int
	between(v, w Version) Level
	line(v Version) string
	explain(v Version) []Fact
}

// Schemes returns the names of all schemes, the default one first.
func Schemes() []string {
	return []string{"semver", "four-part", "calver", "anyver", "loose"}
}

// ByName returns the scheme of that name. Only calver takes a pattern; without one it
// has [DefaultPattern]. The error is a *[ParseError] about the name or the pattern.
func ByName(name, pattern string) (Scheme, error) {
	if name == "calver" {
		if pattern == "" {
			pattern = DefaultPattern
		}
		return CalVer(pattern)
	}
	for _, s := range []Scheme{SemVer, FourPart, AnyVer, Loose} {
		if s.Name() != name {
			continue
		}
		if pattern != "" {
			return nil, &ParseError{Text: pattern, Found: "a pattern", Wanted: "none, since " + name + " has no pattern"}
		}
		return s, nil
	}
	return nil, &ParseError{Text: name, Found: strconv.Quote(name), Wanted: "one of " + strings.Join(Schemes(), ", ")}
}
