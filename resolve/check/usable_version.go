package check

import "joinery/manifest/diag"

// UsableVersion finds the versions without which a product has no selection although nobody may
// choose them: disabled ones and, in every environment but development, pre-releases. It reports
// each once, at the nearest requirement that asks for it.
var UsableVersion = &Rule{
	ID:       "usable-version",
	Says:     "a selection exists without disabled versions and, outside development, without pre-releases",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    func(f *Facts) []Finding { return failures(f, "usable-version") },
	reads:    selections,
}
