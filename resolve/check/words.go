package check

import (
	"strconv"
	"strings"
	"unicode"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// enumerate joins words: "a", "a and b", "a, b and c", with last between the last two.
func enumerate(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// legible returns a free text of a manifest for a message: cut when it is long, and quoted when
// it is empty or holds what a line of text cannot show.
func legible(t string) string {
	const most = 60
	if len(t) > most {
		if runes := []rune(t); len(runes) > most {
			t = string(runes[:most]) + "…"
		}
	}
	if t == "" || strings.ContainsFunc(t, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(t)
	}
	return t
}

// finding starts a finding about a version.
func finding(e *manifest.Entry, message string) Finding {
	return Finding{Diagnostic: diag.Diagnostic{
		Message: message, At: e.At(), Component: e.Component.Name.Value,
		Subject: e.Version.Value, Versions: []string{e.Version.Value},
	}}
}
