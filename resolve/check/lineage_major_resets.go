package check

import "joinery/manifest/diag"

// LineageMajorResets finds a version whose MAJOR is above the highest MAJOR that it extends, over
// all of them, and whose MINOR or PATCH (in four-part, also BUILD) is not 0.
var LineageMajorResets = &Rule{
	ID:       "lineage-major-resets",
	Says:     "when MAJOR is above the highest MAJOR extended, MINOR and PATCH are 0",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return checkResets(f, major) },
}
