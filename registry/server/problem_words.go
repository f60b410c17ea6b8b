package server

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// wording is a sentence of huma's, and what we say instead: %[1]s is where, %[2]s what was found there,
// %[3]s what huma says is wanted.
type wording struct {
	theirs *regexp.Regexp
	ours   string
}

// wordings are those that the routes' descriptions lead to. TestWording sends a request for each.
var wordings = []wording{
	{regexp.MustCompile(`^expected number >= (.+)$`), "%[1]s: found %[2]s, wanted %[3]s or more"},
	{regexp.MustCompile(`^expected number <= (.+)$`), "%[1]s: found %[2]s, wanted %[3]s or less"},
	{regexp.MustCompile(`^expected length >= (.+)$`), "%[1]s: found a text that is too short, wanted %[3]s characters or more"},
	{regexp.MustCompile(`^expected length <= (.+)$`), "%[1]s: found a text that is too long, wanted %[3]s characters at most"},
	{regexp.MustCompile(`^expected array length <= (.+)$`), "%[1]s: found a list that is too long, wanted %[3]s elements at most"},
	{regexp.MustCompile(`^expected value to be one of "(.*)"$`), "%[1]s: found %[2]s, wanted one of %[3]s"},
	{regexp.MustCompile(`^required (?:query|header|path) parameter is missing$`), "found no %[1]s, wanted one"},
	{regexp.MustCompile(`^unknown query parameter$`), "found the parameter %[1]s, which the route does not take"},
	{regexp.MustCompile(`^unexpected property$`), "found the field %[1]s, which nothing here has"},
	{regexp.MustCompile(`^expected required property (.+) to be present$`), "found no %[3]s, wanted one"},
	{regexp.MustCompile(`^(?:expected|invalid) integer$`), "%[1]s: found %[2]s, wanted a whole number"},
	{regexp.MustCompile(`^(?:expected|invalid) boolean$`), "%[1]s: found %[2]s, wanted true or false"},
	{regexp.MustCompile(`^expected string$`), "%[1]s: found %[2]s, wanted a text"},
	{regexp.MustCompile(`^expected array$`), "%[1]s: found %[2]s, wanted a list"},
	{regexp.MustCompile(`^expected object$`), "%[1]s: found %[2]s, wanted an object"},
	{regexp.MustCompile(`^expected string to be RFC 3339 date-time$`), "%[1]s: found %[2]s, wanted a time such as 2026-03-09T12:00:00Z"},
}

// inOurWords says what huma found in a request, and which field it is about, "" for the whole body.
func inOurWords(d *huma.ErrorDetail) (field, text string) {
	_, field, _ = strings.Cut(d.Location, ".")
	where := field
	if where == "" {
		where = "the " + d.Location
	}
	for _, w := range wordings {
		wanted := w.theirs.FindStringSubmatch(d.Message)
		if wanted == nil {
			continue
		}
		if len(wanted) == 1 {
			wanted = append(wanted, "")
		} else if strings.HasPrefix(w.ours, "found no") { // where a field is missing is what should have it
			field = strings.TrimPrefix(field+"."+wanted[1], ".")
		}
		return field, fmt.Sprintf(w.ours, where, found(d.Value), wanted[1])
	}
	if field != "" {
		return field, field + ": " + d.Message
	}
	return field, d.Message
}

// found says what stands in a request, a word or a number as it is.
func found(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return registry.Quoted(v)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	text := fmt.Sprint(value)
	return text[:min(len(text), 40)]
}
