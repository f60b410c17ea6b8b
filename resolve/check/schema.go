package check

import (
	"path"

	"joinery/manifest/diag"
)

// Schema finds fields that are unknown, doubled, missing or of another type than their kind of
// document asks for. Loading has found them, all of a document in one run, but for paths that are
// no globs or lead out of the workspace. Unknown fields of a bundle weigh no more than a warning:
// a newer joinery may have written them.
var Schema = &Rule{
	ID:       "schema",
	Says:     "a document fits its schema",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkSchema,
}

func checkSchema(f *Facts) []Finding {
	all := f.problems("schema")
	for _, c := range f.Workspace.Components {
		for _, p := range c.Paths {
			if _, reason := newGlob(path.Dir(c.File), p.Value); reason != "" {
				all = append(all, Finding{Diagnostic: diag.Diagnostic{
					At: p.In(c.File), Component: c.Name.Value, Subject: "paths." + p.Value,
					Message: "paths: " + legible(p.Value) + " " + reason,
				}})
			}
		}
	}
	return all
}
