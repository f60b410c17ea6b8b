package resolve

import (
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// CollisionError says that a computed version is there already: two streams took the same
// number.
type CollisionError struct {
	Wanted  version.Version
	Taken   *manifest.Entry // the version that stands there
	CanGoOn bool            // a higher number could be taken instead
}

// Error names both versions and the place of the one that is there.
func (e *CollisionError) Error() string {
	return e.At().String() + ": " + e.Taken.Component.Name.Value + " " + e.Taken.Version.Value +
		" exists already, wanted the number " + e.Wanted.String() + " to be free"
}

// At returns where the version that is there is written.
func (e *CollisionError) At() diag.Place { return e.Taken.At() }

// Hints returns what to do about it.
func (e *CollisionError) Hints() []string {
	if e.CanGoOn {
		return []string{"--next-free goes on up to the next number that is free"}
	}
	return []string{"--as names another version"}
}

// UnknownVersionError says that a component does not have a version that somebody named.
type UnknownVersionError struct {
	Component *manifest.Component
	Version   string
	Near      string // the version that may have been meant, "" if none is near
}

// Error names the component and the version.
func (e *UnknownVersionError) Error() string {
	return e.Component.Name.Value + " has no version " + e.Version
}

// Hints returns the version that may have been meant.
func (e *UnknownVersionError) Hints() []string {
	if e.Near == "" {
		return nil
	}
	return []string{"did you mean " + e.Near + "?"}
}

func unknownVersion(c *manifest.Component, v string) *UnknownVersionError {
	known := make([]string, len(c.Versions))
	for i, e := range c.Versions {
		known[i] = e.Version.Value
	}
	return &UnknownVersionError{c, v, manifest.Nearest(v, known)}
}
