package check

import (
	"fmt"

	"joinery/manifest/diag"
)

// LineageMerge finds a version that extends several different ones and is below their MERGE
// version, as [resolve.Merge] computes it. Only the numbers count: a pre-release of the MERGE
// version is not below it.
var LineageMerge = &Rule{
	ID:       "lineage-merge",
	Says:     "a version that extends several is not below their MERGE version",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    checkLineageMerge,
}

func checkLineageMerge(f *Facts) []Finding {
	var all []Finding
	lineage(f, func(s *step) {
		if len(s.extended) < 2 || !numbered(s.entry) {
			return
		}
		merge, ok := s.merge()
		if !ok || s.entry.Parsed.Core().Compare(merge) >= 0 {
			return
		}
		found := finding(s.entry, fmt.Sprintf("%s is below %s, the MERGE version of %s", s.entry.Version, merge, s.names()))
		found.Merge = merge.String()
		for _, x := range s.extended {
			found.Related = append(found.Related, diag.Related{At: x.At(), Message: x.Version.Value + " is declared here"})
		}
		found.Hints = s.renumber()
		all = append(all, found)
	})
	return all
}
