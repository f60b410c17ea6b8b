// Package columns arranges text where every letter is as wide as the next, on a terminal and in
// mail. A character is not a column: 支払 takes four, an accent that is written apart takes none.
//
//	columns.Of("支払 1.4.0")                                         // 10
//	columns.Fold("payments-api-of-acme", 14)                         // payments-api-, of-acme
//	columns.Table([][]string{{"a", "bb"}, {"ccc", "d"}}, 80)         // a    bb
//	                                                                 // ccc  d
package columns

import (
	"unicode"

	"golang.org/x/text/width"
)

// Of returns how many columns a text takes: two for the characters of East Asia and for emoji,
// none for what is written onto another one.
func Of(text string) int {
	n := 0
	for _, r := range text {
		n += OfRune(r)
	}
	return n
}

// OfRune returns how many columns a character takes.
func OfRune(r rune) int {
	switch {
	case ' ' <= r && r <= '~':
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r <= 0x11ff: // the latter complete a Hangul syllable
		return 0
	case isWide(r):
		return 2
	}
	return 1
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}
