package resolve

import (
	"regexp"
	"slices"
	"strings"
)

// ticketGap stands where a ticket stood, until what is around it is tidied up.
const ticketGap = "\x00"

var (
	ticketKey    = regexp.MustCompile(`/([A-Z][A-Z0-9]+)-[0-9]+(?:[/?#]|$)`)
	ticketNumber = regexp.MustCompile(`/(?:issues|pull)/[0-9]+(?:[/?#]|$)`)
	// publicTickets are prefixes of what looks like a ticket, and says something to customers.
	publicTickets = []string{
		"AES", "ANSI", "BS", "CVE", "CWE", "DIN", "ECMA", "EN", "GHSA", "HTTP", "IEC", "IEEE", "IFRS", "IPV", "ISO", "MD", "PEP", "RFC", "RSA", "SHA", "TLS",
		"UTF", "WCAG",
	}
	// ticketNumbers are the tickets of trackers that only count, maybe behind a repository's name.
	ticketNumbers = `(?:[\w.-]+(?:/[\w.-]+)*)?#[0-9]+`
)

// ticketTidy is what becomes of the surroundings of a gap, in this order.
var ticketTidy = []struct {
	around *regexp.Regexp
	become string
}{
	{regexp.MustCompile(`[*_` + "`" + `]+\x00[*_` + "`" + `]+`), ticketGap},
	{regexp.MustCompile(`/\x00`), ticketGap},
	{regexp.MustCompile(`\x00(?:(?:\s*[,;/&+]\s*|\s+(?:and|und)\s+|\s+)\x00)+`), ticketGap},
	{regexp.MustCompile(`(?i)[(\[](?:(?:part|follow-up|teil)[ \t]+(?:of|to|von)|see|also|relates?|related|to|for|from|ticket|issue|bug|story|siehe|zu|aus|fixes|closes|refs?|cf\.|[ \t,;:.&/])*\x00(?:and|und|others?|[ \t,;:.&/\x00])*[)\]]`), ticketGap},
	{regexp.MustCompile(`([,;])[ \t]*\x00[ \t]+(?:and|und|or|oder)[ \t]+`), "$1 "},
	{regexp.MustCompile(`(?im)[ \t,;]*\b(?:see|siehe|fixes|closes|refs?) \x00([)\].,;]|$)`), ticketGap + "$1"},
	{regexp.MustCompile(`([(\[])\x00[,;:]?[ \t]+`), "$1"},
	{regexp.MustCompile(`[,;]?[ \t]*\x00([)\]])`), ticketGap + "$1"},
	{regexp.MustCompile(`[(\[]\x00[)\]]`), ticketGap},
	{regexp.MustCompile(`([^(\[])\x00([)\]])`), "$1$2"},
	{regexp.MustCompile(`(?m)^([ \t]*(?:[-*+] )?)\x00[ \t]*[:,;–—-]?[ \t]*`), "$1"},
	{regexp.MustCompile(`(?m)[ \t]*[,;:–—-]?[ \t]*\x00[ \t]*$`), ""},
	{regexp.MustCompile(`[ \t]*\x00`), ""},
}

// WithoutTickets takes out of a text the tickets of the trackers that a change links to, whatever
// stands around them: PAY-7 and PAY-8 of https://tracker.example/PAY-7, every #n of
// https://git.example/acme/pay/issues/12, and the links themselves. What is public, such as
// CVE-2026-1234, stays, and so does what no link speaks of, such as UTF-8.
func WithoutTickets(text string, links []string) string {
	text = strings.ReplaceAll(text, ticketGap, "")
	before := text
	for _, link := range links {
		id := ticketsOf(link)
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
	for _, t := range ticketTidy {
		text = t.around.ReplaceAllString(text, t.become)
	}
	return text
}

// LeadsToTicket reports whether a link leads to a ticket of a tracker, or is the id of one.
func LeadsToTicket(link string) bool {
	return ticketsOf(link) != "" || slices.Contains(SuspectTickets(link), link)
}

// ticketsOf returns a pattern for the ids of the tracker that a link leads to, "" when it leads to
// none.
func ticketsOf(link string) string {
	if ticketNumber.MatchString(link) {
		return ticketNumbers
	}
	for _, m := range ticketKey.FindAllStringSubmatch(link, -1) {
		if !slices.Contains(publicTickets, m[1]) {
			return m[1] + "-[0-9]+"
		}
	}
	return ""
}

// looksLikeTicket is what may be a ticket, whether a link speaks of it or not.
var looksLikeTicket = regexp.MustCompile(`([A-Z][A-Z0-9]+)-[0-9]+|#[0-9]+`)

// SuspectTickets returns what looks like tickets in a text, each once, in the order of the text.
func SuspectTickets(text string) []string {
	var all []string
	for _, at := range looksLikeTicket.FindAllStringSubmatchIndex(text, -1) {
		word := text[at[0]:at[1]]
		public := at[2] >= 0 && slices.Contains(publicTickets, text[at[2]:at[3]])
		if !public && isWhole(text, at) && !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all
}

// withGaps replaces what a pattern finds and what is no part of a longer word.
func withGaps(text string, pattern *regexp.Regexp) string {
	var b strings.Builder
	last := 0
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		if !isWhole(text, at) {
			continue
		}
		b.WriteString(text[last:at[0]] + ticketGap)
		last = at[1]
	}
	return b.String() + text[last:]
}

// isWhole reports whether what stands from at[0] to at[1] is no part of a longer word.
func isWhole(text string, at []int) bool {
	return (at[0] == 0 || !isWordByte(text[at[0]-1])) && (at[1] == len(text) || !isWordByte(text[at[1]]))
}

// isWordByte reports whether a byte, of a letter beyond ASCII too, goes on with an id.
func isWordByte(c byte) bool {
	return c == '-' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
