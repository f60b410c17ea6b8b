package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	zeroWidthJoiner  = '\u200d' // holds emoji sequences together
	ideographicSpace = '\u3000'
)

// visible returns text with everything that a terminal would obey or hide written out: a
// control or formatting character as \t, \x1b or \u202e, a byte that is no UTF-8 as \xff.
// Text from a file can so neither move the cursor nor turn the reading direction.
func visible(text string) string {
	plain := true
	for _, r := range text {
		plain = plain && harmless(r) && r != utf8.RuneError
	}
	if plain {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		b.WriteString(visibleRune(r, text[:size]))
		text = text[size:]
	}
	return b.String()
}

// visibleRune is visible for one character: r, decoded from raw.
func visibleRune(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case harmless(r):
		return raw
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// harmless reports whether a terminal shows r and does nothing else.
func harmless(r rune) bool {
	return unicode.IsPrint(r) || r == zeroWidthJoiner || r == ideographicSpace
}
