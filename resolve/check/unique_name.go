package check

import "joinery/manifest/diag"

// UniqueName finds a name that is declared again. Components and products share one name space;
// the first declaration by file and line counts, every further one is reported.
var UniqueName = &Rule{
	ID:       "unique-name",
	Says:     "a name is declared once",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return f.problems("unique-name") },
}
