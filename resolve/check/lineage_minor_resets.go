package check

import "joinery/manifest/diag"

// LineageMinorResets finds a version whose MINOR is above the highest MINOR that it extends, over
// all of them, and whose PATCH (in four-part, PATCH or BUILD) is not 0.
var LineageMinorResets = &Rule{
	ID:       "lineage-minor-resets",
	Says:     "when MINOR is above the highest MINOR extended, PATCH is 0",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return checkResets(f, minor) },
}

// checkResets finds versions that raise one number and leave one behind it above 0, unless the
// number comes from the component's group: there 1.3.0 may be followed by 1.9.1.
func checkResets(f *Facts, raised int) []Finding {
	var all []Finding
	lineage(f, func(s *step) {
		if !numbered(s.entry) {
			return
		}
		wrong := s.unreset(raised)
		if wrong == "" || f.fromGroup(s.entry, func(other *step) bool { return other.unreset(raised) == "" }) {
			return
		}
		found := finding(s.entry, s.entry.Version.Value+" "+wrong)
		found.Hints = s.renumber()
		all = append(all, found)
	})
	return all
}
