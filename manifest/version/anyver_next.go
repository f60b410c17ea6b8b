package version

import (
	"strconv"
	"time"
)

// Next computes the fields of the release that the step describes. It goes by kinds and
// dates alone and passes over the level.
func (a anyver) Next(from Version, step Step) (Version, error) {
	if from.Scheme() != AnyVer {
		return Version{}, foreign(a, from)
	}
	kinds, err := kindsOf(from, step.Kinds)
	if err != nil {
		return Version{}, err
	}
	old := from.parts.numbers
	next := from.Numbers()
	if next[fieldAge], next[fieldMonth], err = ageAndMonth(from, step); err != nil {
		return Version{}, err
	}

	aged := next[fieldAge] != old[fieldAge]
	redundant := false
	switch {
	case kinds[Kakushin]:
		if old[fieldKakushin] == maxNumber {
			return Version{}, atHighest(a, from, "Kn")
		}
		next[fieldKakushin]++
		next[fieldKaikaku] = 0
	case aged && (kinds[Kaikaku] || old[fieldKaikaku] > 0):
		next[fieldKaikaku] = 1
	case kinds[Kaikaku]:
		redundant = raiseDigit(next, fieldKaikaku)
	}

	for i := range fieldFunctional {
		if next[i] != old[i] {
			clear(next[fieldFunctional:])
			break
		}
	}
	if !kinds[Kakushin] && !kinds[Kaikaku] {
		redundant = kinds[Compatible]
		for _, counter := range [...]struct {
			kind  Kind
			field int
		}{{Functional, fieldFunctional}, {Performance, fieldPerformance}, {Bugfix, fieldBugfix}} {
			if kinds[counter.kind] && raiseDigit(next, counter.field) {
				redundant = true
			}
		}
	}
	if redundant {
		if next[fieldRedundant] == maxNumber {
			return Version{}, atHighest(a, from, "R")
		}
		next[fieldRedundant]++
	}
	return anyverVersion(next), nil
}

// raiseDigit raises a field of one digit and reports whether it was at 9 already, where
// it stays.
func raiseDigit(fields []uint64, i int) (stuck bool) {
	if fields[i] == 9 {
		return true
	}
	fields[i]++
	return false
}

// kindsOf returns the set of a step's kinds.
func kindsOf(from Version, list []Kind) (set [len(kindNames)]bool, err error) {
	for _, k := range list {
		if int(k) >= len(set) {
			return set, &StepError{Scheme: AnyVer.String(), From: from.String(), Reason: "there is no " + k.String()}
		}
		set[k] = true
	}
	switch {
	case len(list) == 0:
		return set, &StepError{
			Scheme: AnyVer.String(), From: from.String(), Reason: "no kind is given",
			Hint: "say what the release brings: bugfix, performance, functional, kaikaku or kakushin",
		}
	case set[Compatible] && !set[Functional] && !set[Performance] && !set[Bugfix]:
		return set, &StepError{
			Scheme: AnyVer.String(), From: from.String(), Reason: "compatible says nothing alone",
			Hint: "say what the release brings besides: bugfix, performance or functional",
		}
	}
	return set, nil
}

// ageAndMonth returns the age and the month of a release on the step's date.
func ageAndMonth(from Version, step Step) (age, month uint64, err error) {
	wrong := func(reason, hint string) (uint64, uint64, error) {
		return 0, 0, &StepError{Scheme: AnyVer.String(), From: from.String(), Reason: reason, Hint: hint}
	}
	if step.Date.IsZero() {
		return 0, 0, noDate(AnyVer, from)
	}
	if step.FirstRelease.IsZero() {
		return wrong("firstRelease, the date that the age counts from, is not known", "give firstRelease, the day of the first release")
	}
	day, first := step.Date.UTC(), step.FirstRelease.UTC()
	on, since := day.Format(time.DateOnly), "firstRelease "+first.Format(time.DateOnly)
	month, ok := monthOf(day)
	if !ok {
		return 0, 0, noYear(AnyVer, from, day)
	}
	if month < number(from, fieldMonth) {
		return wrong("the date "+on+" is before the last release's month", "")
	}
	years, ok := yearsBetween(first, day)
	if !ok {
		return wrong(since+" is after the date "+on, "correct firstRelease")
	}
	if years < number(from, fieldAge) {
		return wrong(since+" makes the age "+strconv.FormatUint(years, 10)+" on "+on+", below the written "+strconv.FormatUint(number(from, fieldAge), 10), "correct firstRelease")
	}
	return years, month, nil
}

// yearsBetween returns the whole years from first to day, false if day comes first.
// Someone born on 29 February grows a year older on 1 March.
func yearsBetween(first, day time.Time) (uint64, bool) {
	y, m, d := first.Date()
	y2, m2, d2 := day.Date()
	years := y2 - y
	if m2 < m || m2 == m && d2 < d {
		years--
	}
	return uint64(years), years >= 0
}

// monthOf returns a day's YYYYMM, false in a year that four digits cannot write.
func monthOf(day time.Time) (uint64, bool) {
	year, month, _ := day.UTC().Date()
	return uint64(year*100 + int(month)), 0 <= year && year <= 9999
}

func noYear(s Scheme, from Version, day time.Time) *StepError {
	return &StepError{Scheme: s.String(), From: from.String(), Reason: "YYYY cannot write the year " + strconv.Itoa(day.Year())}
}
