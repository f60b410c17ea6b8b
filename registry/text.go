package registry

import (
	"strconv"
	"strings"

	"joinery/manifest"
)

// checkText refuses a text that is too long, is no UTF-8 or has control characters.
func checkText(field, text string, most int) error {
	if len(text) > most {
		return invalid(field, "%s has %d bytes, at most %d are taken", field, len(text), most)
	}
	if bad := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffd }); bad >= 0 {
		return invalid(field, "%s has a character at byte %d that is no text", field, bad)
	}
	return nil
}

// checkRevision refuses what no document could say as a version's commit; "" is none.
func checkRevision(text string) error {
	if text == "" {
		return nil
	}
	if err := manifest.CheckRevision(text); err != nil {
		return invalid("revision", "revision: %v", err)
	}
	return nil
}

// Quoted returns what somebody sent in quotation marks, as a message says it back: of a long text its first
// 100 bytes, without the part of a character that they end in.
func Quoted(text string) string {
	if len(text) > 100 {
		text = strings.ToValidUTF8(text[:100], "") + "…"
	}
	return strconv.Quote(text)
}
