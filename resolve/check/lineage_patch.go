package check

import (
	"fmt"

	"joinery/manifest/diag"
)

// LineagePatch finds a version that raises neither MAJOR nor MINOR above the highest MAJOR and
// MINOR that it extends, nor PATCH above the highest PATCH. Highest is meant number by number,
// over all that it extends. In four-part a higher BUILD at the highest PATCH will do as well.
var LineagePatch = &Rule{
	ID:       "lineage-patch",
	Says:     "PATCH is above the highest PATCH extended, unless MAJOR or MINOR was increased",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    checkLineagePatch,
}

func checkLineagePatch(f *Facts) []Finding {
	var all []Finding
	lineage(f, func(s *step) {
		if !numbered(s.entry) || s.plain() { // going up from one version raises a number of it
			return
		}
		own, top := s.entry.Parsed.Numbers(), s.highest()
		if own[major] > top[major] || own[minor] > top[minor] || own[patch] > top[patch] {
			return
		}
		if len(own) > build && own[patch] == top[patch] && own[build] > top[build] {
			return
		}
		found := finding(s.entry, fmt.Sprintf("the PATCH of %s is not above %d, the highest that it extends (%s)",
			s.entry.Version, top[patch], s.names()))
		found.Hints = s.renumber()
		all = append(all, found)
	})
	return all
}
