package resolve

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// MergeOptions say when versions are merged, and what to do about a number that is taken.
type MergeOptions struct {
	NextFree     bool      // go on up from a number that is taken, by the level that the MERGE raised
	Date         time.Time // calver, anyver: the day, UTC
	FirstRelease time.Time // anyver; zero: see [FirstReleaseOf]
}

// MergeOf returns the version that brings some versions of a component together: their
// [Merge], which extends them all. It carries what they need and offer, the highest one's
// where they differ.
//
// The error is a *[UnknownVersionError], a *[MergeError], a *[CollisionError] or a
// *[version.StepError].
func MergeOf(c *manifest.Component, versions []string, o MergeOptions) (*Successor, error) {
	parents, err := entries(c, versions)
	if err != nil {
		return nil, err
	}
	if len(parents) < 2 {
		return nil, &MergeError{versions, "wanted two different versions or more", ""}
	}
	if o.FirstRelease.IsZero() {
		o.FirstRelease = FirstReleaseOf(c)
	}
	parsed := make([]version.Version, len(parents))
	for i, e := range parents {
		parsed[i] = e.Parsed
	}
	top, step, err := mergeStep(parsed, o.Date, o.FirstRelease)
	if err != nil {
		return nil, err
	}
	next, err := top.Scheme().Next(top, step)
	if err != nil {
		return nil, err
	}
	if next, err = free(c, next, step, o.NextFree); err != nil {
		return nil, err
	}
	return newSuccessor(c, next, parents...)
}

// entries returns the component's entries of the versions, ascending, each once.
func entries(c *manifest.Component, versions []string) ([]*manifest.Entry, error) {
	var list []*manifest.Entry
	for _, v := range versions {
		e := Entry(c, v)
		if e == nil || e.Parsed.IsZero() {
			return nil, unknownVersion(c, v)
		}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
	return list, nil
}
