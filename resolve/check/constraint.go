package check

import "joinery/manifest/diag"

// Constraint finds requirements that are neither a version nor a constraint in the scheme of
// what they ask for. A requirement on a name that nobody declares is known-component's.
var Constraint = &Rule{
	ID:       "constraint",
	Says:     "a constraint parses",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return f.problems("constraint") },
}
