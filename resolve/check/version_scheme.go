package check

import "joinery/manifest/diag"

// VersionScheme finds versions that do not parse in their component's or product's scheme, and
// in lightblue every component that has another scheme than semver.
var VersionScheme = &Rule{
	ID:       "version-scheme",
	Says:     "a version parses in its component's scheme",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkVersionScheme,
}

func checkVersionScheme(f *Facts) []Finding {
	all := f.problems("version-scheme")
	for _, c := range f.Workspace.Components {
		scheme := c.Versioning.Scheme
		if scheme.Name() == "semver" {
			continue
		}
		all = append(all, Finding{From: Lightblue, Diagnostic: diag.Diagnostic{
			Message:   c.Name.Value + " is versioned in " + scheme.String() + ", lightblue asks for semver",
			At:        c.Versioning.At.In(c.File),
			Component: c.Name.Value, Subject: "versioning",
		}})
	}
	return all
}
