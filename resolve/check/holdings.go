package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

func parsed(e *manifest.Entry) version.Version { return e.Parsed }

// holdings says which versions (or bundles, as kind has it) there are, the highest five first.
func holdings[T any](name, kind string, all []T, of func(T) version.Version) string {
	const most = 5
	var versions []version.Version
	for _, x := range all {
		if v := of(x); !v.IsZero() {
			versions = append(versions, v)
		}
	}
	slices.SortStableFunc(versions, func(a, b version.Version) int {
		if a.Scheme() != b.Scheme() {
			return 0 // bundles of an earlier scheme stand before the others
		}
		return b.Compare(a)
	})
	var words []string
	for i, v := range versions {
		if i == most {
			words = append(words, fmt.Sprintf("%d more", len(versions)-most))
			break
		}
		words = append(words, v.String())
	}
	switch len(words) {
	case 0:
		return fmt.Sprintf("%s has no %s yet", name, kind)
	case 1:
		return fmt.Sprintf("the only %s of %s is %s", kind, name, words[0])
	}
	return fmt.Sprintf("the %ss of %s are %s", kind, name, enumerate(words, " and "))
}

// unreleased returns what to write for a pre-release that a requirement keeps out only because it
// is one: "^1.4.0-SNAPSHOT" where "^1.4" finds 1.4.0-SNAPSHOT alone. It is "" when there is none.
func unreleased(c *manifest.Component, d *manifest.Dependency) string {
	var best version.Version
	for _, e := range c.Versions {
		if v := e.Parsed; v.IsPrerelease() && d.Constraint.Admits(v.Core()) && (best.IsZero() || v.Compare(best) > 0) {
			best = v
		}
	}
	if best.IsZero() {
		return ""
	}
	if _, exact := d.Constraint.Exact(); exact {
		return fmt.Sprintf("%s is a pre-release: %s admits it", best, best)
	}
	want := "^" + best.String()
	if again, err := version.ParseConstraint(c.Versioning.Scheme, want); err != nil || !again.Admits(best) {
		return ""
	}
	return fmt.Sprintf("%s is a pre-release, which %s does not admit: %s does", best, d.Want.Value, want)
}
