package version

import (
	"strconv"
	"strings"
	"time"
)

// AnyVer is A.YYYYMMKn.KuFPBR, for products that move with time. Its numbers are the
// fields in order, YYYYMM being one of them: age, month, kakushin, kaikaku, functional,
// performance and bug-fix releases of the month, redundant releases. The short form
// leaves out zero fields at a segment's end; both forms parse and are the same version.
var AnyVer Scheme = anyver{}

type anyver struct{}

// The fields of an anyver version, as they stand in its numbers.
const (
	fieldAge = iota
	fieldMonth
	fieldKakushin
	fieldKaikaku
	fieldFunctional
	fieldPerformance
	fieldBugfix
	fieldRedundant
	anyverFields
)

func (anyver) Name() string   { return "anyver" }
func (anyver) String() string { return "anyver" }

func (a anyver) Parse(text string) (Version, error) {
	if err := tooLong(text, maxText); err != nil {
		return Version{}, err
	}
	p := newParts(a, anyverFields)
	s := scanner{text: text}
	if err := s.anyverCore(p.numbers); err != nil {
		return Version{}, err
	}
	p.core = s.at
	if err := s.anyverTail(p); err != nil {
		return Version{}, err
	}
	return Version{text, p}, nil
}

// anyverCore reads the three segments.
func (s *scanner) anyverCore(fields []uint64) (err error) {
	if fields[fieldAge], err = s.number("A"); err != nil {
		return err
	}
	if err = s.separator('.', "YYYYMM"); err != nil {
		return err
	}
	start := s.at
	if fields[fieldMonth], err = s.digits(6, "YYYYMM"); err != nil {
		return err
	}
	if month := fields[fieldMonth] % 100; month < 1 || month > 12 {
		return &ParseError{Text: s.text, Offset: start + 4, Found: strconv.Quote(s.text[start+4 : s.at]), Wanted: "a month from 01 to 12"}
	}
	if isDigit(s.peek()) {
		if fields[fieldKakushin], err = s.number("Kn"); err != nil {
			return err
		}
	}
	if err = s.separator('.', "KuFPBR"); err != nil {
		return err
	}
	if fields[fieldKaikaku], err = s.digits(1, "Ku"); err != nil {
		return err
	}
	for i := fieldFunctional; i <= fieldBugfix && isDigit(s.peek()); i++ {
		fields[i] = uint64(s.text[s.at] - '0')
		s.at++
	}
	if isDigit(s.peek()) {
		fields[fieldRedundant], err = s.number("R")
	}
	return err
}

// anyverTail reads a pre-release behind "-" or ".", which then holds no "-" itself, and
// the build.
func (s *scanner) anyverTail(p *parts) error {
	if s.peek() != '.' {
		return s.tail(p)
	}
	s.at++
	start := s.at
	pre, err := s.prerelease()
	if err != nil {
		return err
	}
	if at := strings.IndexByte(pre, '-'); at >= 0 {
		s.at = start + at
		return s.fail(`no "-" in a pre-release behind "."`)
	}
	p.pre = pre
	return s.build(p)
}

// First is age 0 in the day's month.
func (a anyver) First(day time.Time) (Version, error) {
	if day.IsZero() {
		return Version{}, noDate(a, Version{})
	}
	month, ok := monthOf(day)
	if !ok {
		return Version{}, noYear(a, Version{}, day)
	}
	fields := make([]uint64, anyverFields)
	fields[fieldMonth] = month
	return anyverVersion(fields), nil
}

// Levels returns nil: anyver goes by kinds.
func (anyver) Levels() []Level { return nil }

func (anyver) compare(v, w Version) int { return compareNumbers(v, w) }

func (anyver) between(v, w Version) Level {
	switch {
	case number(v, fieldKakushin) != number(w, fieldKakushin), number(v, fieldKaikaku) != number(w, fieldKaikaku):
		return Major
	case number(v, fieldFunctional) != number(w, fieldFunctional):
		return Minor
	}
	return Patch
}

func (anyver) line(v Version) string {
	text := strconv.AppendUint(nil, number(v, fieldAge), 10)
	text = append(text, '.')
	return string(appendMonth(text, number(v, fieldMonth)))
}

// Full returns an anyver version with all of its fields, for those who read it by
// column: 1.2025042.0 is 1.2025042.00000. In every other scheme it returns the text.
func Full(v Version) string {
	if v.Scheme() != AnyVer {
		return v.text
	}
	fields := v.parts.numbers
	text := appendSegments(nil, fields, true)
	for _, n := range fields[fieldKaikaku:] {
		text = strconv.AppendUint(text, n, 10)
	}
	return string(appendTail(text, v))
}

// anyverShort returns the canonical form: no zero field at a segment's end, but one
// digit behind a separator, and the pre-release behind "-".
func anyverShort(v Version) string {
	return string(appendTail(appendShort(nil, v.parts.numbers), v))
}

// anyverVersion returns the production version of these fields in the short form.
func anyverVersion(fields []uint64) Version {
	return production(AnyVer, fields, string(appendShort(nil, fields)))
}

func appendShort(text []byte, fields []uint64) []byte {
	last := fieldRedundant
	for last > fieldKaikaku && fields[last] == 0 {
		last--
	}
	text = appendSegments(text, fields, false)
	for _, n := range fields[fieldKaikaku : last+1] {
		text = strconv.AppendUint(text, n, 10)
	}
	return text
}

// appendSegments prints the first two segments and the dot behind them.
func appendSegments(text []byte, fields []uint64, full bool) []byte {
	text = strconv.AppendUint(text, fields[fieldAge], 10)
	text = append(text, '.')
	text = appendMonth(text, fields[fieldMonth])
	if full || fields[fieldKakushin] > 0 {
		text = strconv.AppendUint(text, fields[fieldKakushin], 10)
	}
	return append(text, '.')
}

// appendMonth prints YYYYMM with all six digits.
func appendMonth(text []byte, month uint64) []byte {
	const six = 1_000_000
	return append(text, strconv.FormatUint(six+month, 10)[1:]...)
}

func appendTail(text []byte, v Version) []byte {
	if v.parts.pre != "" {
		text = append(append(text, '-'), v.parts.pre...)
	}
	if v.parts.build != "" {
		text = append(append(text, '+'), v.parts.build...)
	}
	return text
}
