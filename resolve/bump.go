package resolve

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// snapshot is the pre-release that a new version is created with.
const snapshot = "SNAPSHOT"

// BumpOptions say what a component's next version grows out of, and when.
type BumpOptions struct {
	From         string         // the version to go on from; "": the component's highest
	NextFree     bool           // go on up from a number that is taken
	Kinds        []version.Kind // anyver, in the place of a level
	Date         time.Time      // calver, anyver: the day, UTC
	FirstRelease time.Time      // anyver; zero: see [FirstReleaseOf]
}

// Bump returns the version that comes after one of a component, raised by a level: extending
// 1.4.2, patch is 1.4.3, minor 1.5.0 and major 2.0.0. The numbers alone count, so after
// 1.5.0-SNAPSHOT patch is 1.5.1. A component without versions starts at 0.1.0, in the other
// schemes at the scheme's first version, whatever the level.
//
// The error is a *[CollisionError] if the component has a version of these numbers already, a
// *[UnknownVersionError] if it does not have the version to go on from, or what the scheme
// says: a *[version.StepError].
func Bump(c *manifest.Component, level version.Level, o BumpOptions) (*Successor, error) {
	from, err := bumpFrom(c, o.From)
	if err != nil {
		return nil, err
	}
	if from == nil {
		return firstOf(c, o.Date)
	}
	step := version.Step{Level: level, Kinds: o.Kinds, Date: o.Date, FirstRelease: o.FirstRelease}
	if step.FirstRelease.IsZero() {
		step.FirstRelease = FirstReleaseOf(c)
	}
	next, err := c.Versioning.Scheme.Next(from.Parsed, step)
	if err != nil {
		return nil, err
	}
	if next, err = free(c, next, step, o.NextFree); err != nil {
		return nil, err
	}
	return newSuccessor(c, next, from)
}

// bumpFrom returns the entry to go on from, nil when the component has no versions.
func bumpFrom(c *manifest.Component, from string) (*manifest.Entry, error) {
	if from == "" {
		return highest(c, func(*manifest.Entry) bool { return true }), nil
	}
	if e := Entry(c, from); e != nil && !e.Parsed.IsZero() {
		return e, nil
	}
	return nil, unknownVersion(c, from)
}

// firstOf returns the version that a component starts with.
func firstOf(c *manifest.Component, day time.Time) (*Successor, error) {
	if c.Versioning.Scheme == version.SemVer {
		first, err := version.SemVer.Parse("0.1.0")
		if err != nil {
			return nil, err
		}
		return newSuccessor(c, first)
	}
	first, err := c.Versioning.Scheme.First(day)
	if err != nil {
		return nil, err
	}
	return newSuccessor(c, first)
}

// free returns v if the component has no version of its numbers. Else it goes on up by the
// same step where that is wanted, and fails where not.
func free(c *manifest.Component, v version.Version, step version.Step, goOn bool) (version.Version, error) {
	for {
		taken := numbered(c, v)
		if taken == nil {
			return v, nil
		}
		if !goOn {
			return v, &CollisionError{Wanted: v, Taken: taken, CanGoOn: true}
		}
		next, err := v.Scheme().Next(v, step)
		if err != nil {
			return v, err
		}
		v = next
	}
}

// numbered returns the highest entry that has v's numbers, cut or uncut, nil when there is none.
func numbered(c *manifest.Component, v version.Version) *manifest.Entry {
	numbers := v.Numbers()
	return highest(c, func(e *manifest.Entry) bool { return slices.Equal(e.Parsed.Numbers(), numbers) })
}

// FirstReleaseOf returns the day from which a component's anyver versions count their age: what
// its versioning says, else what its lowest production version tells. It is zero in other
// schemes, and where there is no such version.
func FirstReleaseOf(c *manifest.Component) time.Time {
	if c.Versioning.Scheme != version.AnyVer {
		return time.Time{}
	}
	if day, err := version.ParseDate(c.Versioning.FirstRelease.Value); err == nil {
		return day
	}
	var oldest *manifest.Entry
	for _, e := range c.Versions {
		if !e.Parsed.IsZero() && !e.Parsed.IsPrerelease() && (oldest == nil || e.Parsed.Compare(oldest.Parsed) < 0) {
			oldest = e
		}
	}
	if oldest == nil {
		oldest = highest(c, func(*manifest.Entry) bool { return true })
	}
	if oldest == nil {
		return time.Time{}
	}
	return firstRelease(oldest.Parsed, oldest.Released.Value)
}

// firstRelease returns the first release's day, as the oldest anyver version that is known
// tells it: the version's own day, else the first of its month, as many years back as the
// version is old.
func firstRelease(oldest version.Version, released string) time.Time {
	fields := oldest.Numbers()
	age, month := int(min(fields[0], 9999)), int(fields[1])
	day, err := version.ParseDate(released)
	if err != nil {
		day = time.Date(month/100, time.Month(month%100), 1, 0, 0, 0, 0, time.UTC)
	}
	return day.AddDate(-age, 0, 0)
}
