package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// FirstRelease finds a component whose lowest production version is not 1.0.0 (1.0.0.0 in
// four-part). Pre-releases do not count: a component may start as 0.1.0-SNAPSHOT; and a member of
// a group may start with the group's version. It speaks of semver and four-part.
var FirstRelease = &Rule{
	ID:       "first-release",
	Says:     "the first production version is 1.0.0",
	Standard: Lightblue,
	Severity: diag.Error,
	Check:    checkFirstRelease,
}

func checkFirstRelease(f *Facts) []Finding {
	var all []Finding
	for _, c := range f.Workspace.Components {
		want := "1.0.0"
		switch c.Versioning.Scheme {
		case version.SemVer:
		case version.FourPart:
			want = "1.0.0.0"
		default:
			continue
		}
		var first *manifest.Entry
		for _, e := range c.Versions {
			if !e.Parsed.IsZero() && !e.Parsed.IsPrerelease() && (first == nil || e.Parsed.Compare(first.Parsed) < 0) {
				first = e
			}
		}
		if first == nil || first.Version.Value == want {
			continue
		}
		n := first.Parsed.Numbers()
		started := n[0] == 1 && slices.Max(n[1:]) == 0 // 1.0.0+build is 1.0.0
		if !started && !f.fromGroup(first, func(*step) bool { return true }) {
			all = append(all, finding(first, fmt.Sprintf("the first production version is %s, wanted %s", first.Version, want)))
		}
	}
	return all
}
