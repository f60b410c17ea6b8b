package version

import (
	"strconv"
	"unicode/utf8"
)

// A ParseError says where a text stops being what was wanted.
type ParseError struct {
	Text   string // the whole text
	Offset int    // the byte in Text where the trouble is, len(Text) at its end
	Found  string // what stands there: `"x"`, "the end"
	Wanted string
	Hint   string // what would parse instead, "" if there is nothing to say
}

// Error returns the error in one line, without the hint.
func (e *ParseError) Error() string {
	where := ""
	if e.Offset > 0 {
		where = " at offset " + strconv.Itoa(e.Offset)
	}
	return strconv.Quote(clip(e.Text)) + ": found " + e.Found + where + ", wanted " + e.Wanted
}

// clip shortens a text that is too long for a message.
func clip(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// found names what stands at an offset of a text.
func found(text string, at int) string {
	if at >= len(text) {
		return "the end"
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return strconv.Quote(text[at : at+size])
}
