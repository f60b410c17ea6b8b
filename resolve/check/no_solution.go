package check

import "joinery/manifest/diag"

// NoSolution finds a product whose requirements rule each other out although no component, taken
// alone, would appear at two versions. It reports the product once, with the smallest chain of
// facts that leaves nothing to choose.
var NoSolution = &Rule{
	ID:       "no-solution",
	Says:     "a product's requirements leave a selection",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return failures(f, "no-solution") },
	reads:    selections,
}
