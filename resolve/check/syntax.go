package check

import "joinery/manifest/diag"

// Syntax finds files and documents that cannot be read as YAML. Loading has found them; one
// fault hides what stands behind it in the same document, other documents are read all the same.
var Syntax = &Rule{
	ID:       "syntax",
	Says:     "a document parses",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return f.problems("syntax") },
}
