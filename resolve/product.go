package resolve

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// NextOptions are what a person says about a product's next version.
type NextOptions struct {
	Changes      []*manifest.Change // those that wait for a release; the ones that name the product count
	Floor        version.Level      // at least this level, if anything happened
	Kakushin     bool               // anyver: the upheaval is over; other schemes pass over it
	Compatible   bool               // anyver: fully compatible with its Kn.Ku; likewise
	Date         time.Time          // calver, anyver: the day of the release, UTC
	FirstRelease time.Time          // anyver; zero: see [ProductFirstRelease]
}

// Next is a product's next version, and why.
type Next struct {
	Version version.Version
	Extends []*manifest.Bundle // ascending
	Bump    manifest.Bump      // empty for the first version
	Changes []manifest.Note    // the product's own

	// Unchanged is the extended bundle that says all this already; nil when Version is new.
	// Then Version and Bump are its own and Changes is empty.
	Unchanged *manifest.Bundle
}

// NoDateError says that a product's scheme writes the date and none is given.
type NoDateError struct {
	Product string
	Scheme  version.Scheme
}

// Error names the product and the scheme.
func (e *NoDateError) Error() string {
	return "found no date for the next version of " + e.Product + ", wanted one since " + e.Scheme.String() + " writes it"
}

// Hints returns the option that gives the date.
func (e *NoDateError) Hints() []string {
	return []string{"--date YYYY-MM-DD gives the day of the release"}
}

// BundleExistsError says that a product's computed version is the version of a bundle that is
// there already.
type BundleExistsError struct {
	Product string
	Version version.Version
	File    string
}

// Error names the product, the version and the bundle's file.
func (e *BundleExistsError) Error() string {
	return e.File + ": " + e.Product + " " + e.Version.String() + " is there already, wanted a version for another bundle"
}

// NextVersion computes the version of the bundle that a selection makes, following the extended
// bundles: none for the first one, else as [Predecessor] or a person chose.
//
// With none the version is the product's `initial`, else the scheme's first. With one it is the
// next one at the level of [Selection.Step], or at the floor if that is higher; in calver the
// next by date, in anyver the next by kinds. With several it is the [Merge] of their versions,
// raised further only if the level against any of them asks for more. Bundles in another scheme
// than the product has now are compared with, but their numbers do not count.
//
// The bump says the level that was computed, apart from the floor, which stands in it where it
// raised the level; and because of what: every step that asks for the level computed, in anyver
// for a kind. Nothing happened when the selection is that of every extended bundle; then no word
// of a person makes a version.
//
// The error is a *[NoDateError], a *[BundleExistsError] or a *[version.StepError].
func NextVersion(source Source, s *Selection, extended []*manifest.Bundle, o NextOptions) (*Next, error) {
	n := &Next{Extends: slices.Clone(extended)}
	slices.SortStableFunc(n.Extends, compareBundles)
	n.Extends = slices.CompactFunc(n.Extends, func(a, b *manifest.Bundle) bool { return compareBundles(a, b) == 0 })
	steps := make([]ProductStep, len(n.Extends))
	happened := len(steps) == 0
	for i, b := range n.Extends {
		steps[i] = s.Step(b, o.Changes)
		happened = happened || len(steps[i].Causes) > 0
	}
	if !happened {
		n.Unchanged = n.Extends[len(n.Extends)-1]
		n.Version, n.Bump = n.Unchanged.Parsed, n.Unchanged.Bump
		return n, nil
	}
	product := s.Product
	n.Changes = ownChanges(product.Name.Value, o.Changes, n.Extends)
	if o.FirstRelease.IsZero() {
		o.FirstRelease = ProductFirstRelease(source, product)
	}
	n.Bump = bumpOf(product.Versioning.Scheme, steps, o)
	var err error
	if n.Version, err = n.version(product, steps, o); err != nil {
		return nil, err
	}
	for _, ref := range source.Bundles(product.Name.Value) {
		if compare(ref.Version, n.Version) == 0 {
			return nil, &BundleExistsError{product.Name.Value, n.Version, ref.File}
		}
	}
	return n, nil
}

// compareBundles orders bundles by version; those whose version does not parse come first.
func compareBundles(a, b *manifest.Bundle) int {
	if a.Parsed.IsZero() || b.Parsed.IsZero() {
		return boolean(b.Parsed.IsZero()) - boolean(a.Parsed.IsZero())
	}
	return compare(a.Parsed, b.Parsed)
}

// bumpOf puts together what the steps from several bundles ask for.
func bumpOf(scheme version.Scheme, steps []ProductStep, o NextOptions) manifest.Bump {
	var bump manifest.Bump
	if len(steps) == 0 {
		return bump
	}
	for _, step := range steps {
		bump.Level = max(bump.Level, step.Level)
		bump.Kinds = append(bump.Kinds, step.Kinds...)
		bump.Because = append(bump.Because, step.Causes...)
	}
	if o.Floor > bump.Level {
		bump.RaisedBy = o.Floor
		bump.Kinds = append(bump.Kinds, kindOfLevel(o.Floor))
	}
	if o.Kakushin {
		bump.Kinds = append(bump.Kinds, version.Kakushin)
	}
	if o.Compatible {
		bump.Kinds = append(bump.Kinds, version.Compatible)
	}
	if scheme == version.AnyVer {
		bump.Level, bump.Kinds = version.None, distinctKinds(bump.Kinds)
	} else {
		bump.Kinds = nil
		bump.Because = slices.DeleteFunc(bump.Because, func(c manifest.Cause) bool { return c.Level != bump.Level })
	}
	bump.Because = distinctCauses(bump.Because)
	return bump
}

// distinctCauses returns the causes of several steps, each once: components by name, then
// changes by id.
func distinctCauses(causes []manifest.Cause) []manifest.Cause {
	slices.SortStableFunc(causes, func(a, b manifest.Cause) int {
		return cmp.Or(strings.Compare(a.Change, b.Change), strings.Compare(a.Component, b.Component), cmp.Compare(b.Level, a.Level))
	})
	var distinct []manifest.Cause
	for _, c := range causes {
		if !slices.Contains(distinct, c) {
			distinct = append(distinct, c)
		}
	}
	return distinct
}

// version computes the version from those of the extended bundles that are in the product's
// scheme, ascending.
func (n *Next) version(p *manifest.Product, steps []ProductStep, o NextOptions) (version.Version, error) {
	scheme := p.Versioning.Scheme
	var old []version.Version
	var levels []version.Level
	foreign := version.None
	for i, b := range n.Extends {
		if b.Parsed.Scheme() == scheme {
			old = append(old, b.Parsed)
			levels = append(levels, max(steps[i].Level, o.Floor))
		} else {
			foreign = max(foreign, steps[i].Level)
		}
	}
	if len(levels) > 0 { // what moved against another scheme's bundle moved against the highest one too
		levels[len(levels)-1] = max(levels[len(levels)-1], foreign)
	}
	dated := scheme == version.AnyVer || scheme.Name() == "calver"
	if dated && o.Date.IsZero() && (len(old) > 0 || p.Versioning.Initial.IsZero()) {
		return version.Version{}, &NoDateError{p.Name.Value, scheme}
	}
	switch {
	case len(old) == 0 && !p.Versioning.Initial.IsZero():
		return scheme.Parse(p.Versioning.Initial.Value)
	case len(old) == 0:
		return scheme.First(o.Date)
	case dated:
		step := version.Step{Kinds: n.Bump.Kinds, Date: o.Date, FirstRelease: o.FirstRelease}
		if slices.Contains(scheme.Levels(), o.Floor) {
			step.Level = o.Floor
		}
		return scheme.Next(old[len(old)-1], step)
	}
	return mergeAtLeast(old, levels)
}

// mergeAtLeast returns the MERGE of semver or four-part versions, or what a level asks for
// against its version where that is higher. A single version has no MERGE.
func mergeAtLeast(old []version.Version, levels []version.Level) (version.Version, error) {
	var best version.Version
	if len(old) > 1 {
		merged, err := Merge(old, time.Time{}, time.Time{})
		if err != nil {
			return best, err
		}
		best = merged
	}
	for i, from := range old {
		if levels[i] == version.None {
			continue
		}
		next, err := from.Scheme().Next(from, version.Step{Level: levels[i]})
		if err != nil {
			return best, err
		}
		if best.Compare(next) < 0 {
			best = next
		}
	}
	return best, nil
}
