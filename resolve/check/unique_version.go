package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// UniqueVersion finds versions of a component that are equal in precedence to one that is written
// before them, and versions of a product that have two bundles.
var UniqueVersion = &Rule{
	ID:       "unique-version",
	Says:     "no two versions of a component are equal in precedence",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkUniqueVersion,
}

func checkUniqueVersion(f *Facts) []Finding {
	all := f.problems("unique-version")
	for _, c := range f.Workspace.Components {
		if distinct(c.Versions) {
			continue
		}
		sorted := slices.DeleteFunc(slices.Clone(c.Versions), func(e *manifest.Entry) bool { return e.Parsed.IsZero() })
		slices.SortStableFunc(sorted, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
		var first *manifest.Entry
		for _, e := range sorted {
			if first != nil && first.Parsed.Compare(e.Parsed) == 0 {
				all = append(all, Finding{Diagnostic: doubled(first, e)})
			} else {
				first = e
			}
		}
	}
	return all
}

// distinct reports whether no two versions are equal, at no cost where they stand in order, as
// by custom they do, or are few. It may be false although all differ.
func distinct(versions []*manifest.Entry) bool {
	falling := true
	for i := 1; i < len(versions) && falling; i++ {
		falling = versions[i].Parsed.Compare(versions[i-1].Parsed) < 0
	}
	if falling || len(versions) > few {
		return falling
	}
	for i, e := range versions {
		for _, before := range versions[:i] {
			if e.Parsed.Compare(before.Parsed) == 0 {
				return false
			}
		}
	}
	return true
}

func doubled(first, e *manifest.Entry) diag.Diagnostic {
	d := diag.Diagnostic{
		At: e.At(), Component: e.Component.Name.Value, Subject: e.Version.Value,
		Versions: []string{first.Version.Value, e.Version.Value},
		Message:  fmt.Sprintf("%s equals %s in precedence", e.Version.Value, first.Version.Value),
		Related:  []diag.Related{{At: first.At(), Message: first.Version.Value + " stands here"}},
	}
	if e.Version.Value == first.Version.Value {
		d.Message = e.Version.Value + " stands twice"
		d.Versions = d.Versions[:1]
	}
	return d
}
