package check

import "joinery/manifest/diag"

// failures returns what a rule says among the reasons why products have no selection: resolve
// has found it already, with every path and place.
func failures(f *Facts, rule string) []Finding {
	var all []Finding
	for _, c := range f.Compositions {
		if c.Failure == nil {
			continue
		}
		for _, d := range c.Failure.Findings {
			if d.Rule == rule {
				d.Severity = diag.Off // the judge weighs it
				all = append(all, Finding{Diagnostic: d})
			}
		}
	}
	return all
}
