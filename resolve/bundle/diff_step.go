package bundle

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Step is how a product went from one bundle to another, and whether its number says so.
type Step struct {
	Level   version.Level      // how far apart the two versions are; None when they are the same
	Back    bool               // the second version is the lower one
	Through []*manifest.Bundle // the releases that lie in between, by lineage, oldest first

	Asked    version.Level    // what the policy asks for at least, or asked for on the way; None: nothing happened
	Kinds    []version.Kind   // what the changes make of it in anyver
	Because  []manifest.Cause // what asks or asked for that level; in anyver all that happened
	RaisedBy version.Level    // the highest level that a person asked for, in the second bundle or on the way to it
	Verdict  Verdict

	asks map[string]version.Level // by component
}

// Verdict says whether a product's step is what its policy asks for, or why that cannot be said.
type Verdict string

// The verdicts.
const (
	AsAsked Verdict = "as-asked"
	More    Verdict = "more"   // as RaisedBy may tell
	Merged  Verdict = "merged" // more, since lines were brought together on the way
	Less    Verdict = "less"

	SameVersion  Verdict = "same-version"  // there is no step
	OtherProduct Verdict = "other-product" // a policy speaks of one product
	OtherScheme  Verdict = "other-scheme"  // the versions are written in two schemes
	NoLevels     Verdict = "no-levels"     // the scheme does not count by levels
	OtherLine    Verdict = "other-line"    // the second bundle is not known to follow the first
)

// step compares the product's two versions with what its policy asks for, given the components
// that moved.
func (k *knowledge) step(from, to *manifest.Bundle, moved []pair) Step {
	var s Step
	if from.Name.Value == to.Name.Value {
		if from.Version.Value != to.Version.Value && !from.Parsed.IsZero() && !to.Parsed.IsZero() {
			s.Level = between(from.Parsed, to.Parsed)
			s.Back = from.Parsed.Scheme() == to.Parsed.Scheme() && to.Parsed.Compare(from.Parsed) < 0
		}
		way := Way(k.source, from, to)
		for _, b := range way {
			s.RaisedBy = max(s.RaisedBy, b.Bump.RaisedBy)
		}
		if n := len(way); n > 0 {
			s.Through = way[:n-1] // the last is where it ends
		}
	}
	legible := slices.DeleteFunc(slices.Clone(moved), func(p pair) bool {
		return slices.ContainsFunc(p.to, func(h Held) bool { return h.Parsed.IsZero() }) // no version in any scheme
	})
	s.ask(k.selection(to, legible), carried(from, legible), changesOf(to, s.Through))
	s.askedBefore(k.source, from, to)
	s.Verdict = k.verdict(&s, from, to)
	return s
}

// ask finds what the policy asks for.
func (s *Step) ask(selection *resolve.Selection, from *manifest.Bundle, changes []*manifest.Change) {
	asked := selection.Step(from, changes)
	s.Asked, s.Kinds = asked.Level, asked.Kinds
	s.asks = map[string]version.Level{}
	for _, cause := range asked.Causes {
		if cause.Component != "" {
			s.asks[cause.Component] = max(s.asks[cause.Component], cause.Level)
		}
		if cause.Level == asked.Level || selection.Product.Versioning.Scheme == version.AnyVer {
			s.Because = append(s.Because, cause)
		}
	}
}

// askedBefore takes in what was asked for on a way over several releases, as their bundles say:
// what came with one and went with another moved the product's number, and the two ends do not
// show it. A level above that of the way itself, as one that a prerelease counts from further
// back, is none of this way's.
func (s *Step) askedBefore(source resolve.Source, from, to *manifest.Bundle) {
	if len(s.Through) == 0 {
		return
	}
	asked, because := s.Asked, []manifest.Cause(nil)
	for _, b := range append(slices.Clone(s.Through), to) {
		if !follows(source, b, from) {
			continue // a line that was brought in
		}
		for _, cause := range b.Bump.Because {
			switch {
			case cause.Level > s.Level:
			case cause.Level > asked:
				asked, because = cause.Level, []manifest.Cause{cause}
			case cause.Level == asked && len(because) > 0:
				because = append(because, cause)
			}
		}
	}
	if len(because) > 0 {
		s.Asked, s.Because = asked, because
	}
}

func (k *knowledge) verdict(s *Step, from, to *manifest.Bundle) Verdict {
	switch a, b := from.Parsed.Scheme(), to.Parsed.Scheme(); {
	case from.Name.Value != to.Name.Value:
		return OtherProduct
	case from.Version.Value == to.Version.Value:
		return SameVersion
	case a != b || a == nil:
		return OtherScheme
	case !hasLevels(to.Parsed):
		return NoLevels
	case s.Back || !follows(k.source, to, from):
		return OtherLine
	}
	return judged(s.Level, s.Asked, s.RaisedBy, slices.ContainsFunc(append(slices.Clone(s.Through), to), mergesLines))
}

func mergesLines(b *manifest.Bundle) bool { return len(b.Extends) > 1 }

// between is the level between two versions of a product. Where only a fourth number differs,
// that is what [version.Build] raises.
func between(from, to version.Version) version.Level {
	level := version.Between(from, to)
	a, b := from.Numbers(), to.Numbers()
	if from.Scheme() == version.FourPart && to.Scheme() == version.FourPart && slices.Equal(a[:3], b[:3]) && a[3] != b[3] {
		return version.Build
	}
	return level
}

// selection returns what a bundle lists as if it had been selected just now, so that the rule
// about a product's step is the one that made its version.
func (k *knowledge) selection(to *manifest.Bundle, pairs []pair) *resolve.Selection {
	s := &resolve.Selection{Product: k.source.Product(to.Name.Value)}
	if s.Product == nil {
		s.Product = &manifest.Product{Name: to.Name, Versioning: to.Versioning}
	}
	for _, p := range pairs { // by name
		for i := len(p.to) - 1; i >= 0; i-- {
			h := &p.to[i]
			s.Picks = append(s.Picks, &resolve.Pick{
				Name: p.name, Version: h.Parsed, Direct: h.Direct, Exception: h.Exception,
				Entry: h.Entry, Bundle: h.Nested, Bundled: &h.Bundled,
			})
		}
	}
	return s
}

// carried returns a bundle that lists every component by the name that it has in the other one.
func carried(from *manifest.Bundle, pairs []pair) *manifest.Bundle {
	b := *from
	b.Components = nil
	for _, p := range pairs {
		for _, h := range p.from {
			listed := h.Bundled
			listed.Name.Value = p.name
			b.Components = append(b.Components, listed)
		}
	}
	return &b
}

// changesOf returns the product's own changes in a bundle and those before it, each once, in the
// form in which they waited for the release. The level that a change asked for beyond its type is
// what the bundle's bump says of it.
func changesOf(to *manifest.Bundle, through []*manifest.Bundle) []*manifest.Change {
	var all []*manifest.Change
	for _, b := range append(slices.Clone(through), to) {
		for _, note := range b.Changes {
			level := manifest.TypeLevel(note.Type.Value)
			for _, cause := range b.Bump.Because {
				if cause.Change != "" && cause.Change == note.ID.Value {
					level = max(level, cause.Level)
				}
			}
			all = append(all, &manifest.Change{
				ID:         note.ID.Value,
				Reverts:    note.Reverts,
				Components: []manifest.ChangedComponent{{Name: to.Name, Type: note.Type, Level: level}},
			})
		}
	}
	slices.SortStableFunc(all, func(a, b *manifest.Change) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(all, func(a, b *manifest.Change) bool { return a.ID != "" && a.ID == b.ID })
}
