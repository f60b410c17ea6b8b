package bundle

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// appendScalar appends a text as YAML, on one line. It is quoted unless it is plain.
func appendScalar(dst []byte, text string, flow bool) []byte {
	if plain(text, flow) {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	done := 0
	for i, r := range text {
		if special(r) {
			dst = fmt.Appendf(appendEscaped(dst, text[done:i]), `\u%04x`, r)
			done = i + utf8.RuneLen(r)
		}
	}
	return append(appendEscaped(dst, text[done:]), '"')
}

// plain reports whether every reader of YAML 1.1 and 1.2 takes a text without quotes for that
// text. Inside brackets and braces, which is what flow says, more characters have a meaning.
//
// A colon or a comment sign is refused wherever it stands: the first readers of YAML took them
// for more than the later ones do.
func plain(text string, flow bool) bool {
	if text == "" || strings.TrimSpace(text) != text {
		return false
	}
	if strings.IndexByte("-?,[]{}&*!|>'\"%@`=<~", text[0]) >= 0 {
		return false
	}
	for _, r := range text {
		switch {
		case r < ' ', r == ':', r == '#', special(r), r == utf8.RuneError:
			return false
		case flow && strings.ContainsRune(",[]{}?", r):
			return false
		}
	}
	return !numeric(text) && !slices.Contains(words, strings.ToLower(text))
}

// words are the texts that stand for true, false, null and numbers, in lower case.
var words = []string{"y", "yes", "on", "true", "n", "no", "off", "false", "null", ".inf", "+.inf", ".nan"}

// numeric reports whether a text looks like a number or a date to some reader: 1.10, 1_000, 1e3,
// 0x1f, 2026-11-20. A text with two dots is no number to any.
func numeric(text string) bool {
	digits := strings.TrimLeft(text, "+")
	if digits == "" || digits[0] != '.' && (digits[0] < '0' || digits[0] > '9') {
		return false
	}
	if len(digits) > 1 && digits[0] == '0' && strings.IndexByte("xXoObB", digits[1]) >= 0 {
		return strings.Trim(digits[2:], "0123456789abcdefABCDEF_") == ""
	}
	return strings.Trim(digits, "0123456789_.,+-eE") == "" && strings.Count(digits, ".") < 2 || dated(digits)
}

// dated reports whether a text starts like a date, which some readers take with a time behind it.
func dated(text string) bool {
	return len(text) > 4 && text[4] == '-' && strings.Trim(text[:4], "0123456789") == ""
}

// special reports whether a character has to be escaped in YAML: control characters, what counts
// as a line end, and what is no character.
func special(r rune) bool {
	switch r {
	case 0x7f, '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff':
		return true
	}
	return 0x80 <= r && r < 0xa0
}

// literal reports whether a text is written as several lines: it has some, no line of blanks
// alone and nothing to escape, starts with a character that can be seen and ends with at most
// one line end.
func literal(text string) bool {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if !strings.Contains(text, "\n") || lines[0] == "" || lines[0][0] == ' ' || lines[0][0] == '\t' || lines[len(lines)-1] == "" {
		return false
	}
	for _, line := range lines {
		if line != "" && strings.TrimSpace(line) == "" {
			return false
		}
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || special(r) || r == utf8.RuneError
	})
}
