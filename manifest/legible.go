package manifest

import (
	"fmt"
	"unicode/utf8"

	"joinery/manifest/diag"
)

// legible reports whether text is UTF-8 without characters that would make lines or columns
// ambiguous: line ends other than LF and CRLF, byte order marks inside, control characters.
// Each line that holds one is reported at its first, ten lines at most.
func (d *decoder) legible(text []byte) bool {
	const most = 10
	ok, line, start, reported := true, 1, 0, 0
	skip := -1 // a line that has been reported already
	for i := 0; i < len(text); {
		c := text[i]
		if c == '\n' {
			i++
			line, start = line+1, i
			continue
		}
		if ' ' <= c && c < 0x7f || c == '\t' || c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if what, hint := illegible(r, size, c); what != "" {
			ok = false
			if reported < most && skip != line {
				at := diag.Place{File: d.file.name, Line: line + d.skipped, Column: utf8.RuneCount(text[start:i]) + 1, Width: 1}
				d.report("syntax", at, what, hint)
				reported++
			}
			skip = line
		}
		i += size
	}
	return ok
}

// illegible names a character that manifests do not have; "" for any other.
func illegible(r rune, size int, first byte) (what, hint string) {
	const escape = "write it as an escape inside double quotes, or leave it out"
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("found the byte 0x%02x, wanted UTF-8", first), "save the file as UTF-8"
	case r == '\r':
		return "found a carriage return without a line feed", "end lines with LF or CRLF"
	case r == 0x85, r == 0x2028, r == 0x2029:
		return fmt.Sprintf("found the line end U+%04X, wanted LF or CRLF", r), escape
	case r == 0xfeff:
		return "found a byte order mark inside the file", "leave it out"
	case r < ' ', 0x7f <= r && r < 0xa0, r == 0xfffe, r == 0xffff:
		return fmt.Sprintf("found the control character U+%04X", r), escape
	}
	return "", ""
}
