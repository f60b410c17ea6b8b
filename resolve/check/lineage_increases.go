package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// LineageIncreases finds a version that is not above everything that it extends, in the order of
// its scheme. It reports the version once, against the highest that it extends.
var LineageIncreases = &Rule{
	ID:       "lineage-increases",
	Says:     "a version is above every version that it extends",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    checkLineageIncreases,
}

func checkLineageIncreases(f *Facts) []Finding {
	var all []Finding
	lineage(f, func(s *step) {
		if s.plain() {
			return
		}
		var top *manifest.Entry
		for _, x := range s.extended {
			if s.entry.Parsed.Compare(x.Parsed) <= 0 && (top == nil || x.Parsed.Compare(top.Parsed) > 0) {
				top = x
			}
		}
		if top == nil {
			return
		}
		found := finding(s.entry, fmt.Sprintf("%s is not above %s, which it extends", s.entry.Version, top.Version))
		found.Related = []diag.Related{{At: top.At(), Message: top.Version.Value + " is declared here"}}
		all = append(all, found)
	})
	return all
}
