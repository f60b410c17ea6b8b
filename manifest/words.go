package manifest

import (
	"errors"
	"strconv"
	"strings"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// quoted returns a text for a message, cut when it is long.
func quoted(t string) string {
	const most = 60
	if runes := []rune(t); len(runes) > most {
		t = string(runes[:most]) + "…"
	}
	return strconv.Quote(t)
}

// either joins words as in "library, service or ui".
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// meant is the hint about a misspelt word; there is none without a near one.
func meant(near string) []string {
	if near == "" {
		return nil
	}
	return []string{"did you mean " + strconv.Quote(near) + "?"}
}

// hintOf returns what an error suggests to write instead.
func hintOf(err error) []string {
	if parse := new(version.ParseError); errors.As(err, &parse) && parse.Hint != "" {
		return []string{parse.Hint}
	}
	return nil
}

// related is a further place that belongs to a finding.
func related(at diag.Place, message string) diag.Related {
	return diag.Related{At: at, Message: message}
}
