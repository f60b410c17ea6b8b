package version

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// dotted is a scheme of a fixed count of numbers with dots between them.
type dotted struct {
	name string
	size int
}

// dottedNames names the numbers for messages, dottedLevels the step that raises each.
var (
	dottedNames  = [...]string{"MAJOR", "MINOR", "PATCH", "BUILD"}
	dottedLevels = [...]Level{Major, Minor, Patch, Build}
)

func (d *dotted) Name() string   { return d.name }
func (d *dotted) String() string { return d.name }

func (d *dotted) Parse(text string) (Version, error) {
	v, _, err := d.parse(text, d.size)
	if err != nil {
		return Version{}, d.hinted(err, text)
	}
	return v, nil
}

// parse reads a version that may end after least numbers; missing ones are 0. It
// returns how many were written.
func (d *dotted) parse(text string, least int) (Version, int, error) {
	if err := tooLong(text, maxText); err != nil {
		return Version{}, 0, err
	}
	p := newParts(d, d.size)
	s := scanner{text: text}
	for i := range d.size {
		if i > 0 {
			if i >= least && s.at == len(text) {
				p.core = s.at
				return Version{text, p}, i, nil
			}
			if err := s.separator('.', dottedNames[i]); err != nil {
				return Version{}, 0, err
			}
		}
		n, err := s.number(dottedNames[i])
		if err != nil {
			return Version{}, 0, err
		}
		p.numbers[i] = n
	}
	if err := s.tail(p); err != nil {
		return Version{}, 0, err
	}
	return Version{text, p}, d.size, nil
}

// hinted adds to a parse error the nearest text that parses: without a leading v, or
// with the missing numbers.
func (d *dotted) hinted(err error, text string) error {
	var problem *ParseError
	if !errors.As(err, &problem) {
		return err
	}
	bare := strings.TrimLeft(text, "vV")
	for range d.size {
		if _, _, wrong := d.parse(bare, d.size); wrong == nil {
			problem.Hint = bare
			return problem
		}
		bare += ".0"
	}
	return err
}

func (d *dotted) Next(from Version, step Step) (Version, error) {
	if from.Scheme() != d {
		return Version{}, foreign(d, from)
	}
	for i, level := range dottedLevels[:d.size] {
		if level != step.Level {
			continue
		}
		numbers := from.Numbers()
		if numbers[i] == maxNumber {
			return Version{}, atHighest(d, from, dottedNames[i])
		}
		numbers[i]++
		clear(numbers[i+1:])
		return d.version(numbers), nil
	}
	return Version{}, notTaken(d, from, step.Level)
}

func (d *dotted) First(time.Time) (Version, error) {
	numbers := make([]uint64, d.size)
	numbers[0] = 1
	return d.version(numbers), nil
}

func (d *dotted) Levels() []Level {
	levels := make([]Level, 0, d.size)
	for i := d.size - 1; i >= 0; i-- {
		levels = append(levels, dottedLevels[i])
	}
	return levels
}

// version returns the production version of these numbers.
func (d *dotted) version(numbers []uint64) Version {
	var text []byte
	for i, n := range numbers {
		if i > 0 {
			text = append(text, '.')
		}
		text = strconv.AppendUint(text, n, 10)
	}
	return production(d, numbers, string(text))
}

func (d *dotted) compare(v, w Version) int   { return compareNumbers(v, w) }
func (d *dotted) between(v, w Version) Level { return firstDifference(v, w) }

func (d *dotted) line(v Version) string {
	return strconv.FormatUint(v.parts.numbers[0], 10) + "." + strconv.FormatUint(v.parts.numbers[1], 10)
}

func (d *dotted) explain(v Version) []Fact {
	var facts []Fact
	for i, n := range v.parts.numbers {
		facts = append(facts, Fact{strings.ToLower(dottedNames[i]), strconv.FormatUint(n, 10)})
	}
	facts = append(facts, Fact{"line", v.Line()})
	if v.parts.numbers[0] == 0 {
		facts = append(facts, Fact{"stability", "initial development, anything may change"})
	}
	return append(facts, state(v)...)
}
