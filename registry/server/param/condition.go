package param

import (
	"strconv"
	"strings"

	"joinery/registry"
)

// Unless asks for an answer that may be known already.
type Unless struct {
	Known string `header:"If-None-Match" maxLength:"2000" doc:"ETags that are known."`
}

// Knows reports whether an answer under that tag is known.
func (u *Unless) Knows(tag string) bool {
	for text := range strings.SplitSeq(u.Known, ",") {
		if text = strings.TrimPrefix(strings.TrimSpace(text), "W/"); text == tag || text == "*" {
			return true
		}
	}
	return false
}

// Matching asks for a change of what must not have changed since.
type Matching struct {
	Match string `header:"If-Match" maxLength:"200" doc:"The item's ETag, when it must not have changed since."`
}

// Edition returns the edition that is named, 0 for any. The error is a Conflict: no edition has such
// a tag.
func (m *Matching) Edition() (int64, error) {
	match := strings.TrimSpace(m.Match)
	if match == "" || match == "*" {
		return 0, nil
	}
	digits, found := strings.CutPrefix(match, `"`)
	digits, ended := strings.CutSuffix(digits, `"`)
	edition, err := strconv.ParseInt(digits, 10, 64)
	if !found || !ended || err != nil || edition < 1 {
		return 0, &registry.Error{Code: registry.Conflict, Field: "If-Match", Message: "If-Match names no edition, wanted the ETag of an answer, or *"}
	}
	return edition, nil
}

// Tag returns the ETag of an edition.
func Tag(edition int64) string { return `"` + strconv.FormatInt(edition, 10) + `"` }
