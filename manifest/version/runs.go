package version

import (
	"cmp"
	"strings"
)

// runKind ranks what may stand at one place of two loose versions: a pre-release word is
// below nothing at all, nothing is below a word, and a word below a number, as in Maven
// and RPM.
type runKind uint8

const (
	runPrerelease runKind = iota
	runEnd
	runWord
	runNumber
)

// run is a stretch of digits or of letters.
type run struct {
	kind runKind
	text string
}

// A runs reads the runs of a loose version. Whatever is neither digit nor letter only
// parts them, and words that say "this is the release" are passed over.
type runs struct {
	scanner
}

// runsOf starts behind a "v" that stands before a digit.
func runsOf(text string) runs {
	r := runs{scanner{text: text}}
	if len(text) > 1 && text[0]|0x20 == 'v' && isDigit(text[1]) {
		r.at = 1
	}
	return r
}

// next returns the next run, again and again one of runEnd at the end.
func (r *runs) next() run {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case isDigit(c):
			return run{runNumber, r.run(isDigit)}
		case isLetter(c):
			word := r.run(isLetter)
			if isOneOf(word, releaseWords) {
				continue
			}
			if isOneOf(word, prereleaseWords) {
				return run{runPrerelease, word}
			}
			return run{runWord, word}
		}
		r.at++
	}
	return run{kind: runEnd}
}

// run reads bytes as long as they are of one class.
func (s *scanner) run(class func(byte) bool) string {
	start := s.at
	for s.at < len(s.text) && class(s.text[s.at]) {
		s.at++
	}
	return s.text[start:s.at]
}

var (
	prereleaseWords = []string{"alpha", "beta", "m", "rc", "cr", "snapshot", "dev"}
	releaseWords    = []string{"final", "ga", "release"}
)

// isOneOf reports whether a word is in a list, in capitals or not.
func isOneOf(word string, list []string) bool {
	for _, known := range list {
		if len(word) == len(known) && strings.EqualFold(word, known) {
			return true
		}
	}
	return false
}

// compareRuns orders two versions run by run, from x and y on, which a and b returned.
func compareRuns(x, y run, a, b *runs) int {
	for {
		if c := cmp.Compare(x.kind, y.kind); c != 0 {
			return c
		}
		if x.kind == runEnd {
			return 0
		}
		if c := compareRun(x, y); c != 0 {
			return c
		}
		x, y = a.next(), b.next()
	}
}

// compareRun orders two runs of one kind.
func compareRun(a, b run) int {
	if a.kind == runNumber {
		return compareDigits(a.text, b.text)
	}
	return compareWords(a.text, b.text)
}

// compareDigits orders numbers of any length by their value.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// compareWords orders words without regard to capitals.
func compareWords(a, b string) int {
	for i := range min(len(a), len(b)) {
		if c := cmp.Compare(a[i]|0x20, b[i]|0x20); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// compareReleases orders two loose versions for a bound: as a constraint means it, 1.4
// and 1.4.0 are the same, and v1.4 too. Each begins with a row of numbers; what follows
// it is compared as in any loose version.
func compareReleases(v, w string) int {
	a, b := runsOf(v), runsOf(w)
	x, y := a.next(), b.next()
	for x.kind == runNumber || y.kind == runNumber {
		m, n := "0", "0"
		if x.kind == runNumber {
			m, x = x.text, a.next()
		}
		if y.kind == runNumber {
			n, y = y.text, b.next()
		}
		if c := compareDigits(m, n); c != 0 {
			return c
		}
	}
	return compareRuns(x, y, &a, &b)
}
