package version

import (
	"strconv"
	"strings"
	"time"
)

// Loose takes the versions of third-party parts that follow no specification: v0.79.2,
// 3.9, 2.7.18.Final, bookworm-v1.0.0. It orders them run by run, digits as numbers and
// letters as words, and computes no next one.
var Loose Scheme = loose{}

type loose struct{}

// maxLoose is how many bytes a loose version may have, looseNumbers how many numbers of
// it are looked at.
const (
	maxLoose     = 128
	looseNumbers = 4
)

func (loose) Name() string   { return "loose" }
func (loose) String() string { return "loose" }

func (l loose) Parse(text string) (Version, error) {
	if err := tooLong(text, maxLoose); err != nil {
		return Version{}, err
	}
	s := scanner{text: text}
	for ; s.at < len(text); s.at++ {
		if c := text[s.at]; c <= ' ' || c > '~' {
			return Version{}, s.fail("visible ASCII characters without blanks")
		}
	}
	if text == "" {
		return Version{}, s.fail("a version of 1 to " + strconv.Itoa(maxLoose) + " characters")
	}
	p := newParts(l, looseNumbers)
	p.numbers = looseRow(text, p.numbers[:0])
	p.core = len(text)
	r := runsOf(text)
	for {
		run := r.next()
		if run.kind == runEnd {
			break
		}
		if run.kind == runPrerelease {
			p.pre = text[r.at-len(run.text):]
			break
		}
	}
	return Version{text, p}, nil
}

// looseRow appends the first row of numbers in a text, which letters end, to room, as
// many as fit. A number beyond 63 bits is the highest of them.
func looseRow(text string, room []uint64) []uint64 {
	start := strings.IndexFunc(text, func(r rune) bool { return '0' <= r && r <= '9' })
	if start < 0 {
		return room
	}
	for at := start; at < len(text) && len(room) < cap(room) && !isLetter(text[at]); {
		if !isDigit(text[at]) {
			at++
			continue
		}
		s := scanner{text: text, at: at}
		digits := s.run(isDigit)
		n, err := strconv.ParseUint(digits, 10, 63)
		if err != nil {
			n = maxNumber
		}
		room = append(room, n)
		at = s.at
	}
	return room
}

func (l loose) Next(from Version, _ Step) (Version, error) {
	if from.Scheme() != Loose {
		return Version{}, foreign(l, from)
	}
	return Version{}, &StepError{
		Scheme: l.String(), From: from.String(), Reason: "its versions follow no rule",
		Hint: "enter the version that the third party gave",
	}
}

func (l loose) First(time.Time) (Version, error) {
	return Version{}, &StepError{Scheme: l.String(), Reason: "its versions follow no rule", Hint: "enter the version that the third party gave"}
}

// Levels returns nil: nothing is ever computed.
func (loose) Levels() []Level { return nil }

// compare goes run by run; where all runs are alike the texts decide.
func (loose) compare(v, w Version) int {
	a, b := runsOf(v.text), runsOf(w.text)
	if c := compareRuns(a.next(), b.next(), &a, &b); c != 0 {
		return c
	}
	return strings.Compare(v.text, w.text)
}

func (loose) between(v, w Version) Level { return firstDifference(v, w) }

func (loose) line(v Version) string {
	numbers := v.parts.numbers
	if len(numbers) < 2 {
		return v.text
	}
	return strconv.FormatUint(numbers[0], 10) + "." + strconv.FormatUint(numbers[1], 10)
}

func (loose) explain(v Version) []Fact {
	var read []string
	for r := runsOf(v.text); ; {
		run := r.next()
		if run.kind == runEnd {
			break
		}
		read = append(read, run.text)
	}
	facts := []Fact{{"ordered by", strings.Join(read, ", ")}, {"line", v.Line()}, {"state", "production version"}}
	if v.IsPrerelease() {
		facts[2].Text = "pre-release, " + v.Prerelease()
	}
	return facts
}
