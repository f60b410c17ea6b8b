package version

import (
	"strconv"
	"time"
)

// calver is a scheme that writes the date. Its numbers are those of its slots.
type calver struct {
	pattern string
	slots   [maxSlots]slot
	size    int
}

func (c calver) Name() string   { return "calver" }
func (c calver) String() string { return "calver " + c.pattern }

func (c calver) Parse(text string) (Version, error) {
	if err := tooLong(text, maxText); err != nil {
		return Version{}, err
	}
	p := newParts(c, c.size)
	s := scanner{text: text}
	for i, slot := range c.slots[:c.size] {
		tok := slot.get()
		if slot.sep != 0 {
			if err := s.separator(slot.sep, tok.text); err != nil {
				return Version{}, err
			}
		}
		n, err := s.token(tok)
		if err != nil {
			return Version{}, err
		}
		p.numbers[i] = n
	}
	if err := c.realDay(text, p.numbers); err != nil {
		return Version{}, err
	}
	if err := s.tail(p); err != nil {
		return Version{}, err
	}
	return Version{text, p}, nil
}

// token reads the value of a token, as wide as it is written.
func (s *scanner) token(t token) (uint64, error) {
	start := s.at
	var n uint64
	var err error
	switch {
	case t.text == "0Y" && start < len(s.text) && s.text[start] != '0':
		n, err = s.number(t.text) // 0Y has three digits from 2100 on
		if err == nil && s.at-start < t.width {
			err = s.fail(t.text + ", 2 digits or more")
		}
	case t.width > 0:
		n, err = s.digits(t.width, t.text)
	default:
		n, err = s.number(t.text)
	}
	if err != nil {
		return 0, err
	}
	if low, high := t.limits(); n < low || n > high {
		return 0, &ParseError{
			Text: s.text, Offset: start, Found: strconv.Quote(s.text[start:s.at]),
			Wanted: t.text + " from " + strconv.FormatUint(low, 10) + " to " + strconv.FormatUint(high, 10),
		}
	}
	return n, nil
}

// realDay refuses a day that its month does not have.
func (c calver) realDay(text string, numbers []uint64) error {
	var year, month, day int
	for i, slot := range c.slots[:c.size] {
		switch n := int(numbers[i]); slot.get().part {
		case partYear:
			year = n
			if slot.get().width != 4 {
				year += 2000
			}
		case partMonth:
			month = n
		case partDay:
			day = n
		default: // no part of a day's date
		}
	}
	if day == 0 || time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day {
		return nil
	}
	return &ParseError{Text: text, Found: "a day that does not exist", Wanted: "a real day as " + c.pattern}
}

// Next writes the step's date; within the same date parts it raises MICRO. The levels
// Major and Minor raise those numbers besides and set the numbers behind them to 0.
func (c calver) Next(from Version, step Step) (Version, error) {
	if from.Scheme() != c {
		return Version{}, foreign(c, from)
	}
	raised := -1
	if step.Level != None {
		if raised = c.slotOf(step.Level); raised < 0 {
			return Version{}, notTaken(c, from, step.Level)
		}
	}
	if step.Date.IsZero() {
		return Version{}, noDate(c, from)
	}
	numbers := from.Numbers()
	moved, err := c.setDate(numbers, from, step.Date.UTC())
	if err != nil {
		return Version{}, err
	}
	for i, slot := range c.slots[:c.size] {
		switch tok := slot.get(); {
		case tok.part.isDate():
		case raised >= 0 && i > raised, tok.part == partMicro && moved:
			numbers[i] = 0
		case i == raised, tok.part == partMicro:
			if numbers[i] == maxNumber {
				return Version{}, atHighest(c, from, tok.text)
			}
			numbers[i]++
			moved = true
		}
	}
	if !moved {
		return Version{}, &StepError{
			Scheme: c.String(), From: from.String(), Reason: "its date parts are those of " + step.Date.UTC().Format(time.DateOnly) + " and the pattern has no MICRO",
			Hint: "release on a later date, or end the pattern with MICRO",
		}
	}
	return production(c, numbers, string(c.format(numbers))), nil
}

// setDate writes a day into the date parts and reports whether that moved them.
func (c calver) setDate(numbers []uint64, from Version, day time.Time) (moved bool, err error) {
	for i, slot := range c.slots[:c.size] {
		tok := slot.get()
		if !tok.part.isDate() {
			continue
		}
		n, ok := tok.value(day)
		if !ok {
			return false, &StepError{Scheme: c.String(), From: from.String(), Reason: tok.text + " cannot write the year " + strconv.Itoa(day.Year())}
		}
		if !moved && n < numbers[i] {
			return false, &StepError{Scheme: c.String(), From: from.String(), Reason: "the date " + day.Format(time.DateOnly) + " is before the last release's"}
		}
		moved = moved || n != numbers[i]
		numbers[i] = n
	}
	return moved, nil
}

func (c calver) First(day time.Time) (Version, error) {
	if day.IsZero() {
		return Version{}, noDate(c, Version{})
	}
	numbers := make([]uint64, c.size)
	if _, err := c.setDate(numbers, Version{}, day.UTC()); err != nil {
		return Version{}, err
	}
	return production(c, numbers, string(c.format(numbers))), nil
}

func (c calver) Levels() []Level {
	var levels []Level
	for _, level := range []Level{Minor, Major} {
		if c.slotOf(level) >= 0 {
			levels = append(levels, level)
		}
	}
	return levels
}

// slotOf returns the slot that a level raises, -1 if there is none.
func (c calver) slotOf(level Level) int {
	for i, slot := range c.slots[:c.size] {
		part := slot.get().part
		if level == Major && part == partMajor || level == Minor && part == partMinor {
			return i
		}
	}
	return -1
}

// format prints numbers as the first slots of the pattern.
func (c calver) format(numbers []uint64) []byte {
	var text []byte
	for i, n := range numbers {
		if sep := c.slots[i].sep; sep != 0 {
			text = append(text, sep)
		}
		written := strconv.FormatUint(n, 10)
		for range c.slots[i].get().width - len(written) {
			text = append(text, '0')
		}
		text = append(text, written...)
	}
	return text
}

func (c calver) compare(v, w Version) int { return compareNumbers(v, w) }

// between is Minor when anything but MICRO moved.
func (c calver) between(v, w Version) Level {
	for i, slot := range c.slots[:c.size] {
		if slot.get().part != partMicro && number(v, i) != number(w, i) {
			return Minor
		}
	}
	return Patch
}

func (c calver) line(v Version) string {
	return string(c.format(v.parts.numbers[:c.size-1]))
}

func (c calver) explain(v Version) []Fact {
	labels := [...]string{
		partYear: "year", partMonth: "month", partWeek: "week", partDay: "day",
		partMajor: "major", partMinor: "minor", partMicro: "micro",
	}
	var facts []Fact
	for i, slot := range c.slots[:c.size] {
		n := v.parts.numbers[i]
		if tok := slot.get(); tok.part == partYear && tok.width != 4 {
			n += 2000
		}
		facts = append(facts, Fact{labels[slot.get().part], strconv.FormatUint(n, 10)})
	}
	if line := v.Line(); line != "" {
		facts = append(facts, Fact{"line", line})
	}
	return append(facts, state(v)...)
}
