package version

import (
	"strconv"
	"strings"
)

// prerelease reads identifiers joined by dots. One of digits alone has no leading zero
// and no upper bound.
func (s *scanner) prerelease() (string, error) {
	start := s.at
	for {
		at := s.at
		ident := s.identifier()
		switch {
		case ident == "":
			return "", s.fail("a pre-release identifier")
		case len(ident) > 1 && ident[0] == '0' && isNumeric(ident):
			return "", &ParseError{Text: s.text, Offset: at, Found: strconv.Quote(ident), Wanted: "a number without a leading zero"}
		}
		if s.peek() != '.' {
			return s.text[start:s.at], nil
		}
		s.at++
	}
}

// comparePrerelease orders pre-releases by rule 11 of Semantic Versioning 2.0.0. None at
// all is above every pre-release.
func comparePrerelease(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return +1
	case b == "":
		return -1
	}
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		if c := compareIdentifier(x, y); c != 0 {
			return c
		}
		switch {
		case !moreA && !moreB:
			return 0
		case !moreA:
			return -1
		case !moreB:
			return +1
		}
		a, b = restA, restB
	}
}

// compareIdentifier orders numbers by value, text by bytes, numbers before text.
func compareIdentifier(a, b string) int {
	aNumeric, bNumeric := isNumeric(a), isNumeric(b)
	switch {
	case aNumeric && bNumeric && len(a) < len(b):
		return -1
	case aNumeric && bNumeric && len(a) > len(b):
		return +1
	case aNumeric && !bNumeric:
		return -1
	case !aNumeric && bNumeric:
		return +1
	}
	return strings.Compare(a, b)
}

func isNumeric(ident string) bool {
	for i := range len(ident) {
		if !isDigit(ident[i]) {
			return false
		}
	}
	return true
}

// compareNumbers orders versions of one scheme by their numbers, then by pre-release.
func compareNumbers(v, w Version) int {
	theirs := w.parts.numbers
	for i, n := range v.parts.numbers {
		if n != theirs[i] {
			if n < theirs[i] {
				return -1
			}
			return +1
		}
	}
	return comparePrerelease(v.parts.pre, w.parts.pre)
}
