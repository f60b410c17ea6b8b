package notes

import (
	"regexp"
	"strings"
)

// withoutTickets takes out of a text the ids of tickets that a change links to: PAY-7 of
// https://tracker.example/PAY-7, #12 of https://git.example/issues/12. A word such as UTF-8,
// which looks like one and is linked nowhere, stays.
func withoutTickets(text string, links []string) string {
	for _, link := range links {
		link = strings.TrimRight(link, "/")
		id := link[strings.LastIndexByte(link, '/')+1:]
		switch {
		case !strings.ContainsAny(id, "0123456789") || len(id) > 40 || !strings.Contains(link, "/"):
			continue
		case strings.Trim(id, "0123456789") == "":
			id = "#" + id
		}
		id = regexp.QuoteMeta(id)
		text = regexp.MustCompile(`\s*[(\[]`+id+`[)\]]|(?m:^`+id+`(:\s*|\s+))|\s+`+id+`\b`).ReplaceAllString(text, "")
	}
	return text
}
