package columns

import (
	"iter"
	"strings"
	"unicode"
)

// Fold cuts a text into pieces that take at most width columns, a character that is wider alone:
// at a blank, else behind a separator, where one stands in the second half of a piece. All of the
// text is in the pieces, but for the blanks where it was cut. There is always one piece.
func Fold(text string, width int) []string {
	var pieces []string
	rest := []rune(text)
	for {
		fits, taken := 0, 0
		for fits < len(rest) && taken+OfRune(rest[fits]) <= width {
			taken += OfRune(rest[fits])
			fits++
		}
		if fits = max(fits, min(1, len(rest))); fits == len(rest) {
			return append(pieces, string(rest))
		}
		cut := behindLast(rest[:fits+1], " ", fits/2)
		if cut == 0 {
			cut = behindLast(rest[:fits], "-./+_@,", fits/2)
		}
		if cut == 0 {
			cut = fits
		}
		pieces = append(pieces, strings.TrimRight(string(rest[:cut]), " "))
		for rest = rest[cut:]; len(rest) > 0 && rest[0] == ' '; {
			rest = rest[1:]
		}
	}
}

// behindLast returns the place behind the last of some characters that does not stand among the
// first least ones, 0 when there is none.
func behindLast(text []rune, characters string, least int) int {
	for at := len(text); at > least; at-- {
		if strings.ContainsRune(characters, text[at-1]) {
			return at
		}
	}
	return 0
}

// Break takes a word apart where a line may end although there is no blank: behind every wide
// character, but for what a line must not begin with, such as a full stop, or end with, such as an
// opening bracket. There is always one piece.
func Break(word string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, before := 0, rune(0)
		for i, r := range word {
			if i > start && isWide(before) && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Po, unicode.Pe, unicode.Pf, unicode.Lm) &&
				!unicode.In(before, unicode.Ps, unicode.Pi) {
				if !yield(word[start:i]) {
					return
				}
				start = i
			}
			before = r
		}
		yield(word[start:])
	}
}
