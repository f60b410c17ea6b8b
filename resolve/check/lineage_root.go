package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// LineageRoot finds versions that say nothing about what they grew out of, although they are not
// the component's first. It reports each, beside the lowest one that extends nothing. Outside
// lightblue it looks only at components of which any version extends another. That no version
// extends nothing is not its business: then `extends` runs in a circle or names what is unknown.
var LineageRoot = &Rule{
	ID:       "lineage-root",
	Says:     "exactly one version extends nothing: the first",
	Standard: Recommended,
	Severity: diag.Warning,
	Strict:   diag.Error,
	Check:    checkLineageRoot,
}

func checkLineageRoot(f *Facts) []Finding {
	var all []Finding
	for _, c := range f.Workspace.Components {
		var first *manifest.Entry
		roots, from := 0, Lightblue
		for _, e := range c.Versions {
			switch {
			case len(e.Extends) > 0:
				from = Minimal
			case !e.Parsed.IsZero():
				roots++
				if first == nil || e.Parsed.Compare(first.Parsed) < 0 {
					first = e
				}
			}
		}
		if roots < 2 {
			continue
		}
		for _, e := range c.Versions {
			if e == first || len(e.Extends) > 0 || e.Parsed.IsZero() {
				continue
			}
			found := finding(e, fmt.Sprintf("%s extends nothing, as only the first version %s may", e.Version, first.Version))
			found.From = from
			found.Related = []diag.Related{{At: first.At(), Message: first.Version.Value + " is declared here"}}
			found.Hints = []string{"name in `extends` the version that it grew out of"}
			all = append(all, found)
		}
	}
	return all
}
