package version

import (
	"strconv"
	"strings"
	"time"
)

// DefaultPattern is the calver pattern where none is given.
const DefaultPattern = "YYYY.0M.MICRO"

// part is what a token of a pattern counts.
type part uint8

const (
	partYear part = iota
	partMonth
	partWeek
	partDay
	partMajor
	partMinor
	partMicro
)

// isDate reports whether the calendar sets this part.
func (p part) isDate() bool { return p <= partDay }

// token is one of calver.org's tokens.
type token struct {
	text  string
	part  part
	width int // digits, filled up with zeros; 0 for as many as it takes
}

// tokens holds all tokens; where one begins another the longer one comes first.
var tokens = [...]token{
	{"YYYY", partYear, 4},
	{"YY", partYear, 0},
	{"0Y", partYear, 2},
	{"MM", partMonth, 0},
	{"0M", partMonth, 2},
	{"WW", partWeek, 0},
	{"0W", partWeek, 2},
	{"DD", partDay, 0},
	{"0D", partDay, 2},
	{"MAJOR", partMajor, 0},
	{"MINOR", partMinor, 0},
	{"MICRO", partMicro, 0},
}

// slot is a token in a pattern: its place in tokens and the separator before it, 0 if
// there is none.
type slot struct {
	token uint8
	sep   byte
}

// get returns the token that the slot holds.
func (s slot) get() token { return tokens[s.token] }

// maxSlots is how many tokens fit into a pattern: year, month, day, three numbers.
const maxSlots = 6

// CalVer returns the calendar scheme with this pattern of calver.org's tokens, such as
// [DefaultPattern]. The pattern has a year and at most one token for each part, dates in
// the order year, month or week, day (a day needs a month), numbers in the order MAJOR,
// MINOR, MICRO, and MICRO last: anything else would let versions run backwards. The
// error is a *[ParseError] about the pattern.
func CalVer(pattern string) (Scheme, error) {
	c := calver{pattern: pattern}
	s := scanner{text: pattern}
	hasYear, hasMonth := false, false
	date, count := -1, -1 // the highest part so far, of the date and of the numbers
	for s.at < len(pattern) || c.size == 0 {
		var next slot
		if c.size > 0 {
			sep, err := s.patternSeparator(c.slots[c.size-1].get())
			if err != nil {
				return nil, err
			}
			next.sep = sep
		}
		start := s.at
		i := tokenAt(pattern[start:])
		if i < 0 {
			return nil, s.fail("one of the tokens " + tokenNames())
		}
		tok := tokens[i]
		next.token = uint8(i)
		wrong := func(wanted string) error {
			return &ParseError{Text: pattern, Offset: start, Found: strconv.Quote(tok.text), Wanted: wanted}
		}
		switch rank := int(tok.part); {
		case count == int(partMicro):
			return nil, wrong("the end, since MICRO stands last")
		case !tok.part.isDate() && rank <= count:
			return nil, wrong("each number once, in the order MAJOR, MINOR, MICRO")
		case !tok.part.isDate():
			count = rank
		case rank <= date, tok.part == partWeek && hasMonth:
			return nil, wrong("each part of the date once, in the order year, month or week, day")
		case tok.part != partYear && !hasYear:
			return nil, wrong("a year before it")
		case tok.part == partDay && !hasMonth:
			return nil, wrong("a month before it")
		default:
			date = rank
			hasYear = true
			hasMonth = hasMonth || tok.part == partMonth
		}
		s.at += len(tok.text)
		c.slots[c.size] = next
		c.size++
	}
	if !hasYear {
		return nil, s.fail("a year, YYYY, YY or 0Y, somewhere in the pattern")
	}
	return c, nil
}

// patternSeparator reads the separator behind a token. There may be none behind a token
// whose width is fixed.
func (s *scanner) patternSeparator(before token) (byte, error) {
	switch c := s.peek(); {
	case c == '.' || c == '-' || c == '_':
		s.at++
		return c, nil
	case before.text != "0Y" && before.width > 0 && tokenAt(s.text[s.at:]) >= 0:
		return 0, nil
	}
	return 0, s.fail(`".", "-" or "_" behind ` + before.text)
}

// tokenAt returns the place in tokens of the one that text begins with, else -1.
func tokenAt(text string) int {
	for i, t := range tokens {
		if strings.HasPrefix(text, t.text) {
			return i
		}
	}
	return -1
}

func tokenNames() string {
	names := make([]string, len(tokens))
	for i, t := range tokens {
		names[i] = t.text
	}
	return strings.Join(names, " ")
}

// value returns what a token of the date says on a day. It is false in a year that the
// token cannot write.
func (t token) value(day time.Time) (uint64, bool) {
	year, month, dayOfMonth := day.Date()
	switch t.part {
	case partYear:
		if t.width == 4 {
			return uint64(year), 1000 <= year && year <= 9999
		}
		return uint64(year - 2000), 2000 <= year && year <= 2999
	case partMonth:
		return uint64(month), true
	case partWeek:
		return uint64((day.YearDay()-1)/7 + 1), true
	default:
		return uint64(dayOfMonth), true
	}
}

// limits returns the lowest and the highest value of a token.
func (t token) limits() (low, high uint64) {
	switch {
	case t.part == partYear && t.width == 4:
		return 1000, 9999
	case t.part == partYear:
		return 0, 999
	case t.part == partMonth:
		return 1, 12
	case t.part == partWeek:
		return 1, 53
	case t.part == partDay:
		return 1, 31
	}
	return 0, maxNumber
}
