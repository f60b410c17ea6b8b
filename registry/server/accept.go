package server

import (
	"strconv"
	"strings"
)

// shortAccept are the types of what the short routes answer, and what a client means by a star.
var shortAccept = map[string]string{
	"application/json": formatJSON,
	"text/json":        formatJSON,
	"text/plain":       formatText,
	"application/xml":  formatXML,
	"text/xml":         formatXML,
	"*/*":              formatJSON,
	"application/*":    formatJSON,
	"text/*":           formatText,
}

// accepted returns the format that a client likes best by its Accept, given the formats by type; the
// first of several that it likes as much, what a star stands for where it likes none of ours. A browser gets JSON where
// there is no HTML: it would like XML better than nothing.
func accepted(accept string, acceptable map[string]string) string {
	best, most := acceptable["*/*"], 0.0
	for one := range strings.SplitSeq(accept, ",") {
		kind, rest, _ := strings.Cut(one, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
		if kind == "text/html" && acceptable[kind] == "" {
			return formatJSON
		}
		q := 1.0
		for parameter := range strings.SplitSeq(rest, ";") {
			if text, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameter)), "q="); found {
				if parsed, err := strconv.ParseFloat(text, 64); err == nil {
					q = parsed
				}
			}
		}
		if format := acceptable[kind]; format != "" && q > most && q <= 1 {
			best, most = format, q
		}
	}
	return best
}
