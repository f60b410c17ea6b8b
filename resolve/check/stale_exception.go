package check

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// StaleException: an exception covers a finding, and its date has not passed.
var StaleException = &Rule{
	ID:       "stale-exception",
	Says:     "an exception covers a finding, and its date has not passed",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkStaleException,
	reads:    outcomes,
}

// needsBase are the rules about a change: their findings come up only against a base revision, so
// that no exception from them is ever stale for want of one.
var needsBase = map[string]bool{"released-immutable": true, "status-forward": true, "change-declared": true}

// checkStaleException reports an exception whose last day is over, and one that covers no
// finding: because the finding is gone, because it names other versions, or because its product
// switched the rule off. An exception from stale-exception itself is asked for its date alone.
func checkStaleException(f *Facts) []Finding {
	var all []Finding
	for _, e := range f.exceptions {
		rule, component := e.Rule.Value, e.Component.Value
		if !slices.Contains(manifest.RuleIDs, rule) || component == "" || e.Until.IsZero() {
			continue // schema says so
		}
		d := diag.Diagnostic{
			At: e.Rule.In(e.product.File), Product: e.product.Name.Value, Component: component, Subject: rule,
			Message: "the exception from " + rule + " for " + component,
		}
		switch {
		case e.passed:
			d.Message += " ended on " + e.Until.Value
			d.Hints = []string{"settle what it was for and take it out, or give it a later day"}
		case e.used || needsBase[rule] || rule == "stale-exception":
			continue
		default:
			d.Message += " covers no finding"
			d.Hints = []string{"take it out"}
		}
		all = append(all, Finding{Diagnostic: d})
	}
	return all
}
