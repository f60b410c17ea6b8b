package version

import (
	"strconv"
	"strings"
	"time"
)

// explain says what the number says, the fields in order and the state last.
func (anyver) explain(v Version) []Fact {
	fields := v.parts.numbers
	facts := []Fact{
		{"first release", firstReleaseOf(fields)},
		{"last release", time.Month(fields[fieldMonth]%100).String() + " " + strconv.FormatUint(fields[fieldMonth]/100, 10)},
		{"age", count(fields[fieldAge], "year")},
		{"kakushin", strconv.FormatUint(fields[fieldKakushin], 10) + ", so often rebuilt from the ground"},
		{"stability", stability(fields[fieldKaikaku])},
		{"this month", monthly(fields)},
		{"redundant", count(fields[fieldRedundant], "release") + " at a full counter or declared compatible"},
		{"state", release(v)},
	}
	if v.IsPrerelease() {
		facts = append(facts, Fact{"pre-release", v.Prerelease()})
	}
	if branch, rest, ok := strings.Cut(v.Build(), "-"); ok && branch != "" && !strings.Contains(rest, "-") {
		facts = append(facts, Fact{"branch", branch})
	}
	if v.Build() != "" {
		facts = append(facts, Fact{"build", v.Build()})
	}
	return facts
}

// firstReleaseOf counts back from the month's first and last day by the age: the
// earliest first release is a day short of one more year ago.
func firstReleaseOf(fields []uint64) string {
	year, month := int(fields[fieldMonth]/100), time.Month(fields[fieldMonth]%100)
	if fields[fieldAge]+1 >= uint64(year) {
		return "unknown, the age reaches back before all years"
	}
	age := int(fields[fieldAge])
	earliest := time.Date(year-age-1, month, 2, 0, 0, 0, 0, time.UTC)
	latest := time.Date(year-age, month+1, 0, 0, 0, 0, 0, time.UTC)
	// A first release on 29 February has no anniversary yet on a 28 February.
	if last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC); last.Day() < latest.Day() {
		latest = latest.AddDate(0, 0, -1)
	}
	return "between " + earliest.Format(time.DateOnly) + " and " + latest.Format(time.DateOnly)
}

func stability(kaikaku uint64) string {
	if kaikaku == 0 {
		return "stable"
	}
	least := ""
	if kaikaku == 9 {
		least = " or more"
	}
	return "in upheaval, kaikaku " + strconv.FormatUint(kaikaku, 10) + least
}

// monthly counts the month's releases; a counter at 9 may stand for more.
func monthly(fields []uint64) string {
	var said []string
	for i, what := range [...]string{"functional", "performance", "bug-fix"} {
		n := fields[fieldFunctional+i]
		least := ""
		if n == 9 {
			least = " or more"
		}
		said = append(said, strconv.FormatUint(n, 10)+least+" "+what)
	}
	return strings.Join(said, ", ")
}

// release says pre-release, release or post-release: a stable product that has had
// Kaizen releases since.
func release(v Version) string {
	fields := v.parts.numbers
	switch {
	case v.IsPrerelease():
		return "pre-release of " + v.Core().Canonical()
	case fields[fieldKaikaku] == 0 && (fields[fieldFunctional] > 0 || fields[fieldPerformance] > 0 || fields[fieldBugfix] > 0 || fields[fieldRedundant] > 0):
		return "post-release"
	}
	return "release"
}

func count(n uint64, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.FormatUint(n, 10) + " " + what
}
