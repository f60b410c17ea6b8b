// Package plain writes what somebody else wrote so that it stands there as it is: no terminal obeys
// it, and nothing of it becomes markup.
//
//	plain.Line("a\x1b[31mb")        // a\ufffd[31mb
//	plain.Markdown("a|b for @ops")  // a\|b for @&#8203;ops
package plain

import (
	"strings"
	"unicode"
)

// Line returns a line of prose with U+FFFD in the place of characters that a terminal would obey.
func Line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || r == '\u200d' { // the joiner holds emoji together
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

// Markdown writes a line of text so that it stands in a table, list or heading as it is: nothing of
// it becomes markup, and nobody is called by a name behind an @.
func Markdown(text string) string { return markup.Replace(Line(text)) }

var markup = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "@&#8203;",
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "#", `\#`, "!", `\!`,
)
