package check

import "joinery/manifest/diag"

// Schema finds fields that are unknown, doubled, missing or of another type than their kind of
// document asks for. Loading has found them, all of a document in one run. Unknown fields of a
// bundle weigh no more than a warning: a newer joinery may have written them.
var Schema = &Rule{
	ID:       "schema",
	Says:     "a document fits its schema",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return f.problems("schema") },
}
