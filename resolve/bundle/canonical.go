package bundle

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Canonical returns the canonical JSON of a document: the form of RFC 8785, without a line end.
// A tree consists of map[string]any, []any, string and true. Whatever says nothing (the empty
// text, an empty list or map, and every value of another type: null, false, numbers) is left out,
// and so is what holds nothing else; a document that says nothing at all is {}.
//
// The tree is not changed. Texts are UTF-8; a byte that is not stands as U+FFFD.
func Canonical(tree map[string]any) []byte {
	w := jsonWriter{}
	return w.document(tree, nil)
}

// appendString appends s as RFC 8785 writes texts: only what JSON demands is escaped, in the
// shortest way.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = appendEscaped(dst, s)
	return append(dst, '"')
}

func appendEscaped(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	done := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[done:i]...), "\uFFFD"...)
				done = i + 1
			}
			i += size - 1
			continue
		}
		if b >= ' ' && b != '"' && b != '\\' {
			continue
		}
		dst = append(dst, s[done:i]...)
		done = i + 1
		switch b {
		case '"', '\\':
			dst = append(dst, '\\', b)
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\f':
			dst = append(dst, '\\', 'f')
		case '\r':
			dst = append(dst, '\\', 'r')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		}
	}
	return append(dst, s[done:]...)
}

// sortKeys sorts by UTF-16 code units, as RFC 8785 demands.
func sortKeys(keys []string) { slices.SortFunc(keys, compareUTF16) }

// compareUTF16 compares two texts by their UTF-16 code units. That is the order of their bytes,
// except that the characters from U+10000 on, whose first unit is 0xD800 to 0xDBFF, come before
// U+E000 to U+FFFF.
func compareUTF16(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		const private, beyond = 0xEE, 0xF0 // first bytes from U+E000 and from U+10000 on
		if x >= private && y >= private && (x >= beyond) != (y >= beyond) {
			x, y = y, x
		}
		return int(x) - int(y)
	}
	return strings.Compare(a[min(len(a), len(b)):], b[min(len(a), len(b)):])
}
