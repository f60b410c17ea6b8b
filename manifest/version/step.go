package version

import (
	"strings"
	"time"
)

// A Step is what a next version is asked for. A scheme looks at the fields that mean
// something to it and passes over the others.
type Step struct {
	Level        Level     // semver, four-part, calver; None in calver is the next by date
	Kinds        []Kind    // anyver
	Date         time.Time // calver, anyver: the release's day, UTC; zero if not given
	FirstRelease time.Time // anyver: the first release's day; zero if not known
}

// A StepError says why there is no next version, or no first one.
type StepError struct {
	Scheme string // for people, as Scheme.String prints it
	From   string // the version as written, "" when a first one was asked for
	Reason string
	Hint   string // what to do about it, "" if there is nothing to say
}

// Error returns the error in one line, without the hint.
func (e *StepError) Error() string {
	if e.From == "" {
		return "no first version in " + e.Scheme + ": " + e.Reason
	}
	return "no next version after " + e.From + " in " + e.Scheme + ": " + e.Reason
}

// notTaken is the error about a level that a scheme does not have.
func notTaken(s Scheme, from Version, l Level) *StepError {
	levels := s.Levels()
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = l.String()
	}
	wanted := "no level"
	if len(names) > 0 {
		wanted = "one of " + strings.Join(names, ", ")
	}
	return &StepError{Scheme: s.String(), From: from.String(), Reason: "found level " + l.String() + ", wanted " + wanted}
}

// foreign is the error about a version that another scheme parsed.
func foreign(s Scheme, from Version) *StepError {
	if from.IsZero() {
		return &StepError{Scheme: s.String(), From: "no version", Reason: "there is nothing to go on from"}
	}
	return &StepError{Scheme: s.String(), From: from.String(), Reason: "it is a version of " + from.Scheme().String()}
}

// atHighest is the error about a number that cannot be raised.
func atHighest(s Scheme, from Version, name string) *StepError {
	return &StepError{Scheme: s.String(), From: from.String(), Reason: name + " is at its highest already"}
}

// noDate is the error about a step whose scheme writes the date.
func noDate(s Scheme, from Version) *StepError {
	return &StepError{Scheme: s.String(), From: from.String(), Reason: "the release's date is not given", Hint: "give the day of the release"}
}
