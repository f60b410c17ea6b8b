package sbom

import (
	"net/url"
	"path"
	"strings"
)

// The characters of RFC 3986 that stand for themselves, besides letters and digits.
const (
	unreserved = "-._~"
	reserved   = ":/?#@!$&'()*+,;="
	brackets   = "[]" // of an IPv6 address
)

// reference returns a text as a URI reference. What may not stand in one is percent-encoded; a
// text that is none even then, such as "1:2", is encoded whole and reads as a relative path.
func reference(text string) string {
	for _, keep := range []string{unreserved + reserved + brackets, unreserved + reserved} {
		if encoded := encode(text, keep, true); wellFormed(encoded) {
			return encoded
		}
	}
	return encode(text, unreserved, false)
}

// wellFormed reports whether a text of URI characters alone is a URI reference.
func wellFormed(text string) bool {
	u, err := url.Parse(text)
	return err == nil && strings.Count(text, "#") <= 1 &&
		strings.Count(text, "[") == strings.Count(u.Host, "[") && strings.Count(text, "]") == strings.Count(u.Host, "]")
}

// encode percent-encodes every byte but letters, digits and those to keep. What is encoded
// already stays so where the text may hold such.
func encode(text, keep string, encoded bool) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case isAlphanumeric(c), strings.IndexByte(keep, c) >= 0:
			b.WriteByte(c)
		case encoded && c == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// absolute returns the text as a URI, "" when it is a relative reference.
func absolute(text string) string {
	encoded := reference(text)
	if u, err := url.Parse(encoded); err == nil && u.Scheme != "" {
		return encoded
	}
	return ""
}

// fileName returns the last part of the path that a URI reference names, "" when there is none.
func fileName(text string) string {
	u, err := url.Parse(reference(text))
	if err != nil {
		return ""
	}
	name := path.Base(u.Path + u.Opaque)
	if name == "." || name == "/" {
		return ""
	}
	return name
}

// packageURL returns the text when it is a package URL, else "".
func packageURL(text string) string {
	if encoded := reference(text); strings.HasPrefix(encoded, "pkg:") {
		return encoded
	}
	return ""
}
