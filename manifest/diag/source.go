package diag

import "bytes"

// source is a file's text, cut into lines where YAML breaks them: at LF, CR, CR LF and at
// Unicode's U+0085, U+2028 and U+2029. The numbers of a Place count the same lines. A byte
// order mark at the beginning belongs to no line.
type source struct {
	text   []byte
	starts []int
}

func newSource(text []byte) *source {
	s := &source{text: bytes.TrimPrefix(text, []byte("\ufeff")), starts: []int{0}}
	for i := 0; i < len(s.text); i++ {
		if n := lineBreak(s.text[i:]); n > 0 {
			s.starts = append(s.starts, i+n)
			i += n - 1
		}
	}
	return s
}

// line returns the text of line n, from 1, without its line break. It reports false if there
// is no such line.
func (s *source) line(n int) (string, bool) {
	if n < 1 || n > len(s.starts) {
		return "", false
	}
	rest := s.text[s.starts[n-1]:]
	if n < len(s.starts) {
		rest = rest[:s.starts[n]-s.starts[n-1]]
	}
	for i := range rest {
		if lineBreak(rest[i:]) > 0 {
			return string(rest[:i]), true
		}
	}
	return string(rest), true
}

// lineBreak returns the length of the line break that text begins with, 0 if with none.
func lineBreak(text []byte) int {
	switch text[0] {
	case '\n':
		return 1
	case '\r':
		if len(text) > 1 && text[1] == '\n' {
			return 2
		}
		return 1
	case 0xc2: // U+0085
		if len(text) > 1 && text[1] == 0x85 {
			return 2
		}
	case 0xe2: // U+2028, U+2029
		if len(text) > 2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9) {
			return 3
		}
	}
	return 0
}
