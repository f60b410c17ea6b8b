package bundle

import (
	"joinery/manifest"
	"joinery/manifest/version"
)

// Made is the step that a product's version makes from what it follows, and what asked for it.
// 5.0.0, which extends 4.2.1, whose changes ask for minor and which --level raised, makes a major
// step.
type Made struct {
	Level    version.Level  // by the numbers; where these tell no level, Asked or RaisedBy
	Kinds    []version.Kind // anyver, in place of a level
	Asked    version.Level  // what the policy asked for, as the bundle states it
	RaisedBy version.Level  // what a person asked for; None when nobody did

	// Verdict compares the step with what was asked for: AsAsked, More, Merged or Less; NoLevels
	// or OtherScheme where the numbers tell no level.
	Verdict Verdict
}

// MadeBy returns the step that a bundle makes, by what it states itself, and false for a first
// release, which follows nothing. Nothing else need be known.
func MadeBy(b *manifest.Bundle) (Made, bool) {
	var from []version.Version
	for _, text := range b.Extends {
		if scheme := b.Parsed.Scheme(); scheme != nil {
			if v, err := scheme.Parse(text.Value); err == nil {
				from = append(from, v)
			}
		}
	}
	return MadeTo(b.Parsed, from, b.Bump), len(b.Extends) > 0
}

// MadeTo returns the step to a version that extends others, given how it came about. It is
// measured from the highest of those in its own scheme.
func MadeTo(to version.Version, extends []version.Version, bump manifest.Bump) Made {
	m := Made{Level: max(bump.Level, bump.RaisedBy), Kinds: bump.Kinds, Asked: bump.Level, RaisedBy: bump.RaisedBy, Verdict: OtherScheme}
	if !hasLevels(to) {
		m.Verdict = NoLevels
		return m
	}
	var highest version.Version
	for _, v := range extends {
		if v.Scheme() == to.Scheme() && (highest.IsZero() || v.Compare(highest) > 0) {
			highest = v
		}
	}
	if highest.IsZero() {
		return m
	}
	m.Level = between(highest, to)
	m.Verdict = judged(m.Level, m.Asked, m.RaisedBy, len(extends) > 1)
	if m.Verdict == Less && len(extends) > 1 { // it was asked for against a lower one
		m.Verdict = Merged
	}
	return m
}

// ByHand reports whether it was a person who made the step higher than what the policy asked for.
func (m Made) ByHand() bool {
	return m.RaisedBy > m.Asked && m.RaisedBy >= m.Level
}

// hasLevels reports whether a version's numbers say how far it is from another one.
func hasLevels(v version.Version) bool {
	return v.Scheme() == version.SemVer || v.Scheme() == version.FourPart
}

// judged compares a step with what the policy asked for and what a person raised it to.
func judged(level, asked, raisedBy version.Level, merges bool) Verdict {
	switch {
	case level > asked && level > raisedBy && merges:
		return Merged
	case level > asked:
		return More
	case level < asked:
		return Less
	}
	return AsAsked
}
