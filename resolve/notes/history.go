package notes

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// stage is one version of a component, or one bundle of a product, and what it brought.
type stage struct {
	version, revision string
	file              string
	changes           []manifest.Note
	entry             *manifest.Entry  // of a component's version
	bundle            *manifest.Bundle // of a product's
}

// histories finds what versions grew out of, and keeps what could not be found.
type histories struct {
	source   resolve.Source
	problems diag.List
}

// of returns the listed versions and all that they grew out of, each behind everything that it
// grew out of. A version that nobody knows is left out, and told among the problems.
func (h *histories) of(name string, held []bundle.Held) []stage {
	var all []stage
	seen := map[string]bool{}
	for _, v := range held {
		var line []stage
		switch {
		case v.Entry != nil:
			for _, e := range resolve.OnTheWay(nil, v.Entry) {
				line = append(line, stage{e.Version.Value, e.Revision.Value, e.Component.File, e.Changes, e, nil})
			}
		case v.Nested != nil:
			line = h.bundles(v.Nested)
		default:
			h.problems = append(h.problems, diag.Diagnostic{
				Rule: "known-version", Severity: diag.Warning, Component: name, Versions: []string{v.Version.Value}, Subject: v.Version.Value,
				Message: fmt.Sprintf("no manifest here knows %s %s: what it brought is not told", name, v.Version),
			})
		}
		for _, s := range line {
			if !seen[s.version] {
				seen[s.version] = true
				all = append(all, s)
			}
		}
	}
	return all
}

// bundles returns a bundle and those that it follows, directly or not, oldest first.
func (h *histories) bundles(b *manifest.Bundle) []stage {
	var all []stage
	for _, x := range bundle.Way(h.source, nil, b) {
		all = append(all, stage{x.Version.Value, "", x.File, x.Changes, nil, x})
	}
	return all
}
