package version

import (
	"math"
	"strconv"
)

// maxText is how many bytes a version may have, maxNumber how high its numbers may be.
const (
	maxText   = 256
	maxNumber = math.MaxInt64
)

// A scanner reads a text from left to right and remembers where it stands.
type scanner struct {
	text string
	at   int
}

// peek returns the next byte, 0 at the end. (A text that holds a 0 byte fails anyway.)
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// fail is the error about what stands at the scanner.
func (s *scanner) fail(wanted string) error {
	return &ParseError{Text: s.text, Offset: s.at, Found: found(s.text, s.at), Wanted: wanted}
}

// tooLong returns an error for a text of more than most bytes.
func tooLong(text string, most int) error {
	if len(text) <= most {
		return nil
	}
	return &ParseError{Text: text, Offset: most, Found: strconv.Itoa(len(text)) + " bytes", Wanted: "at most " + strconv.Itoa(most)}
}

// number reads a whole number without a leading zero. The name is for messages.
func (s *scanner) number(name string) (uint64, error) {
	start := s.at
	var n uint64
	for s.at < len(s.text) && isDigit(s.text[s.at]) {
		digit := uint64(s.text[s.at] - '0')
		if n > (maxNumber-digit)/10 {
			return 0, &ParseError{Text: s.text, Offset: start, Found: "a number beyond 63 bits", Wanted: name + " of at most " + strconv.Itoa(maxNumber)}
		}
		n = n*10 + digit
		s.at++
	}
	switch {
	case s.at == start:
		return 0, s.fail(name + ", a whole number")
	case s.text[start] == '0' && s.at-start > 1:
		return 0, &ParseError{Text: s.text, Offset: start, Found: strconv.Quote(s.text[start:s.at]), Wanted: name + " without a leading zero"}
	}
	return n, nil
}

// digits reads exactly n digits.
func (s *scanner) digits(n int, name string) (uint64, error) {
	var value uint64
	for range n {
		if !isDigit(s.peek()) {
			return 0, s.fail(name + ", " + count(uint64(n), "digit"))
		}
		value = value*10 + uint64(s.text[s.at]-'0')
		s.at++
	}
	return value, nil
}

// separator reads one byte that stands before something with a name.
func (s *scanner) separator(sep byte, name string) error {
	if s.peek() != sep {
		return s.fail(string(sep) + name)
	}
	s.at++
	return nil
}

// tail ends the core of a version and reads what may follow it: -pre and +build.
func (s *scanner) tail(p *parts) error {
	p.core = s.at
	if s.at == len(s.text) {
		return nil
	}
	if s.text[s.at] == '-' {
		s.at++
		pre, err := s.prerelease()
		if err != nil {
			return err
		}
		p.pre = pre
	}
	return s.build(p)
}

// build reads +build, if there is one, and the end of the text.
func (s *scanner) build(p *parts) error {
	if s.peek() == '+' {
		s.at++
		start := s.at
		for {
			if s.identifier() == "" {
				return s.fail("a build identifier")
			}
			if s.peek() != '.' {
				break
			}
			s.at++
		}
		p.build = s.text[start:s.at]
	}
	switch {
	case s.at == len(s.text):
		return nil
	case p.build != "":
		return s.fail("the end")
	case p.pre != "":
		return s.fail("the end or +BUILD")
	}
	return s.fail("the end, -PRERELEASE or +BUILD")
}

// identifier reads letters, digits and hyphens, possibly none.
func (s *scanner) identifier() string {
	start := s.at
	for s.at < len(s.text) {
		c := s.text[s.at]
		if !isDigit(c) && !isLetter(c) && c != '-' {
			break
		}
		s.at++
	}
	return s.text[start:s.at]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
