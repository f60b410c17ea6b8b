package notes

import (
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many columns a text takes where every letter is as wide as the next: two
// for the characters of East Asia and for emoji, none for what is written onto another one.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r <= 0x11ff: // the latter complete a Hangul syllable
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// breakable takes a word apart where a line may end although there is no blank: behind every
// wide character, but for what a line must not begin with, such as a full stop, or end with,
// such as an opening bracket.
func breakable(word string) []string {
	var pieces []string
	start, before := 0, rune(0)
	for i, r := range word {
		if i > start && isWide(before) && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Po, unicode.Pe, unicode.Pf, unicode.Lm) &&
			!unicode.In(before, unicode.Ps, unicode.Pi) {
			pieces = append(pieces, word[start:i])
			start = i
		}
		before = r
	}
	return append(pieces, word[start:])
}
