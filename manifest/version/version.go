package version

import "slices"

// A Version is one version of one scheme, with the text that it was read from. It is
// immutable and small to copy. The zero Version is no version at all.
//
// Two Versions that were parsed apart are never equal with ==, not even from the same
// text: compare the texts for identity, and use [Version.Compare] for precedence.
type Version struct {
	text  string
	parts *parts
}

// parts is what a scheme read from a text. Nobody changes it once its Version is out.
type parts struct {
	scheme  Scheme
	numbers []uint64
	core    int // how many bytes of the text stand before the pre-release and the build
	pre     string
	build   string
}

// newParts returns empty parts with n numbers, in one allocation where n is small.
func newParts(s Scheme, n int) *parts {
	if n > 4 {
		return &parts{scheme: s, numbers: make([]uint64, n)}
	}
	near := &struct {
		parts
		room [4]uint64
	}{}
	near.scheme = s
	near.numbers = near.room[:n:n]
	return &near.parts
}

// IsZero reports whether v is no version.
func (v Version) IsZero() bool { return v.parts == nil }

// String returns the version as it was written, "" for the zero Version.
func (v Version) String() string { return v.text }

// Canonical returns the version as its scheme prints it: the short form in anyver, the
// text as written in every other scheme.
func (v Version) Canonical() string {
	if v.IsZero() || v.parts.scheme != AnyVer {
		return v.text
	}
	return anyverShort(v)
}

// Scheme returns the scheme that v was parsed with, nil for the zero Version.
func (v Version) Scheme() Scheme {
	if v.IsZero() {
		return nil
	}
	return v.parts.scheme
}

// Compare returns -1, 0 or +1 as v comes before w, has the same precedence, or comes
// after it. Build information does not count. The zero Version is below every other.
// Versions of two schemes have no order: Compare panics, since asking is a bug.
func (v Version) Compare(w Version) int {
	switch {
	case v.parts == w.parts:
		return 0
	case v.parts == nil:
		return -1
	case w.parts == nil:
		return +1
	case v.parts.scheme != w.parts.scheme:
		panic("internal error: " + v.parts.scheme.String() + " " + v.text + " compared with " + w.parts.scheme.String() + " " + w.text)
	}
	return v.parts.scheme.compare(v, w)
}

// Is reports whether a text names v: the text as written, or one of equal precedence in v's
// scheme, such as another spelling of an anyver version, or one without the build.
func (v Version) Is(text string) bool {
	if v.text == text || v.IsZero() {
		return v.text == text
	}
	named, err := v.parts.scheme.Parse(text)
	return err == nil && v.Compare(named) == 0
}

// IsPrerelease reports whether v is a pre-release.
func (v Version) IsPrerelease() bool { return v.Prerelease() != "" }

// Prerelease returns the pre-release part without its separator, "" for a production
// version. In the loose scheme it reaches from the first pre-release word to the end.
func (v Version) Prerelease() string {
	if v.IsZero() {
		return ""
	}
	return v.parts.pre
}

// Build returns the build information without the "+", "" if there is none.
func (v Version) Build() string {
	if v.IsZero() {
		return ""
	}
	return v.parts.build
}

// Numbers returns the numbers of v in a new slice: three in semver, four in four-part,
// one for each token of the pattern in calver. In anyver they are the eight fields A,
// YYYYMM, Kn, Ku, F, P, B, R; in loose the first row of numbers, at most four of them.
func (v Version) Numbers() []uint64 {
	if v.IsZero() {
		return nil
	}
	return slices.Clone(v.parts.numbers)
}

// Core returns v without pre-release and build, a production version. In the loose
// scheme it returns v itself.
func (v Version) Core() Version {
	if v.IsZero() || v.parts.scheme == Loose || v.parts.core == len(v.text) {
		return v
	}
	core := newParts(v.parts.scheme, len(v.parts.numbers))
	copy(core.numbers, v.parts.numbers)
	core.core = v.parts.core
	return Version{text: v.text[:v.parts.core], parts: core}
}

// WithPrerelease returns the core of v followed by "-" and pre. It returns a
// *[ParseError] if pre is no pre-release of the scheme.
func (v Version) WithPrerelease(pre string) (Version, error) {
	if v.IsZero() {
		return Version{}, &ParseError{Text: pre, Found: "no version", Wanted: "a version that the pre-release belongs to"}
	}
	core := v.Core().text
	made, err := v.parts.scheme.Parse(core + "-" + pre)
	if err != nil {
		return Version{}, err
	}
	if made.parts.build != "" {
		at := made.parts.core + 1 + len(made.parts.pre)
		return Version{}, &ParseError{Text: made.text, Offset: at, Found: found(made.text, at), Wanted: "the end"}
	}
	return made, nil
}

// Line returns the name of the line that v belongs to: MAJOR.MINOR in semver and
// four-part, everything before the last token in calver, A.YYYYMM in anyver, the first
// two numbers in loose (the text where there are not two).
func (v Version) Line() string {
	if v.IsZero() {
		return ""
	}
	return v.parts.scheme.line(v)
}

// production returns the version of these numbers, which the caller gives away, and of
// a text that is all core.
func production(s Scheme, numbers []uint64, text string) Version {
	return Version{text: text, parts: &parts{scheme: s, numbers: numbers, core: len(text)}}
}
