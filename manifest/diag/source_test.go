package diag

import (
	"strings"
	"testing"
)

func TestSourceLine(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // the lines, joined by |
	}{
		{"empty", "", ""},
		{"no break at the end", "a\nb", "a|b"},
		{"break at the end", "a\nb\n", "a|b|"},
		{"crlf", "a\r\nb\r\n", "a|b|"},
		{"cr", "a\rb\r", "a|b|"},
		{"mixed", "a\n\r\n\rb", "a|||b"},
		{"unicode breaks", "a\u0085b\u2028c\u2029d", "a|b|c|d"},
		{"almost breaks", "a\u0084b\u2027c\xc2", "a\u0084b\u2027c\xc2"},
		{"byte order mark", "\ufeffa\nb", "a|b"},
	}
	for _, tt := range tests {
		s := newSource([]byte(tt.text))
		var lines []string
		for n := 1; ; n++ {
			line, ok := s.line(n)
			if !ok {
				break
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, "|"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		for _, n := range []int{-1, 0, len(lines) + 1} {
			if line, ok := s.line(n); ok {
				t.Errorf("%s: line %d: got %q, want none", tt.name, n, line)
			}
		}
	}
}
