package notes

import (
	"regexp"
	"slices"
	"strings"
)

// gap stands where a ticket stood, until what is around it is tidied up.
const gap = "\x00"

var (
	ticketKey    = regexp.MustCompile(`/([A-Z][A-Z0-9]+)-[0-9]+(?:[/?#]|$)`)
	ticketNumber = regexp.MustCompile(`/(?:issues|pull)/([0-9]+)(?:[/?#]|$)`)
	// publicKeys are prefixes of what looks like a ticket, and says something to customers.
	publicKeys = []string{"CVE", "CWE", "GHSA", "ISO", "RFC", "UTF"}
)

// tidy is what becomes of the surroundings of a gap, in this order.
var tidy = []struct {
	around *regexp.Regexp
	become string
}{
	{regexp.MustCompile(`[*_` + "`" + `]+\x00[*_` + "`" + `]+`), gap},
	{regexp.MustCompile(`/\x00`), gap},
	{regexp.MustCompile(`\x00(?:(?:\s*[,;/&+]\s*|\s+(?:and|und)\s+|\s+)\x00)+`), gap},
	{regexp.MustCompile(`(?im)[ \t,;]*\b(?:see|siehe|fixes|closes|refs?) \x00([)\].,;]|$)`), gap + "$1"},
	{regexp.MustCompile(`([(\[])\x00[,;:]?[ \t]+`), "$1"},
	{regexp.MustCompile(`[,;]?[ \t]*\x00([)\]])`), gap + "$1"},
	{regexp.MustCompile(`[(\[]\x00[)\]]`), gap},
	{regexp.MustCompile(`([^(\[])\x00([)\]])`), "$1$2"},
	{regexp.MustCompile(`(?m)^([ \t]*(?:[-*+] )?)\x00[ \t]*[:,;–—-]?[ \t]*`), "$1"},
	{regexp.MustCompile(`(?m)[ \t]*[,;:–—-]?[ \t]*\x00[ \t]*$`), ""},
	{regexp.MustCompile(`[ \t]*\x00`), ""},
}

// withoutTickets takes out of a text the tickets that a change links to, whatever stands around
// them: PAY-7 of https://tracker.example/PAY-7, #12 of https://git.example/acme/pay/issues/12,
// and the links themselves. What is public, such as CVE-2026-1234, stays, and so does a word that
// is linked nowhere, such as UTF-8.
func withoutTickets(text string, links []string) string {
	text = strings.ReplaceAll(text, gap, "")
	before := text
	for _, link := range links {
		id := ticketOf(link)
		if id == "" {
			continue
		}
		link, _, _ = strings.Cut(link, "#")
		link, _, _ = strings.Cut(link, "?")
		url := regexp.QuoteMeta(strings.TrimRight(link, "/")) + `/?(?:[?#][^\s)>]*)?`
		text = regexp.MustCompile(`(?i)\[([^\]\n]*)\]\(<?`+url+`>?(?:\s+"[^"\n]*")?\)`).ReplaceAllString(text, "$1")
		text = withGaps(text, regexp.MustCompile(`(?i)<`+url+`>|`+url))
		text = withGaps(text, regexp.MustCompile(`(?i)`+id))
	}
	if text == before {
		return text
	}
	for _, t := range tidy {
		text = t.around.ReplaceAllString(text, t.become)
	}
	return text
}

// ticketOf returns a pattern for the id of the ticket that a link leads to, "" when it leads to
// none.
func ticketOf(link string) string {
	if m := ticketNumber.FindStringSubmatch(link); m != nil {
		return `(?:[\w.-]+(?:/[\w.-]+)*)?#` + m[1]
	}
	for _, m := range ticketKey.FindAllStringSubmatch(link, -1) {
		if !slices.Contains(publicKeys, m[1]) {
			return strings.Trim(m[0], "/?#")
		}
	}
	return ""
}

// withGaps replaces what a pattern finds and what is no part of a longer word.
func withGaps(text string, pattern *regexp.Regexp) string {
	var b strings.Builder
	last := 0
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		if at[0] > 0 && isWordByte(text[at[0]-1]) || at[1] < len(text) && isWordByte(text[at[1]]) {
			continue
		}
		b.WriteString(text[last:at[0]] + gap)
		last = at[1]
	}
	return b.String() + text[last:]
}

// isWordByte reports whether a byte, of a letter beyond ASCII too, goes on with an id.
func isWordByte(c byte) bool {
	return c == '-' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
