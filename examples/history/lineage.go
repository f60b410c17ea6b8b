package history

import (
	"cmp"
	"fmt"
	"slices"

	"joinery/manifest/version"
)

// origin is a version and the release that it was first seen in.
type origin struct {
	version version.Version
	date    string
	number  int // of the release, counted from 0
	extends version.Version
}

// before reports whether the version was there when another one came.
func (o origin) before(other origin) bool {
	return cmp.Or(cmp.Compare(o.date, other.date), cmp.Compare(o.number, other.number)) < 0
}

// origins returns the versions of a component, highest first, each with what it grew out of.
func (h *History) origins(component string, scheme version.Scheme) ([]origin, error) {
	first := map[string]origin{}
	for i, r := range h.Releases {
		text := r.Components[component]
		if text == "" {
			continue
		}
		v, err := scheme.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s in release %s: %w", component, r.Version, err)
		}
		o := origin{version: v, date: r.Date, number: i}
		if known, ok := first[text]; !ok || o.before(known) {
			first[text] = o
		}
	}
	return descend(first), nil
}

// releases returns the product's own versions in the same way.
func (h *History) releases(scheme version.Scheme) ([]origin, error) {
	first := map[string]origin{}
	for i, r := range h.Releases {
		v, err := scheme.Parse(r.Version)
		if err != nil {
			return nil, fmt.Errorf("release %s: %w", r.Version, err)
		}
		first[r.Version] = origin{version: v, date: r.Date, number: i}
	}
	return descend(first), nil
}

// descend sorts versions, highest first, and finds what each grew out of: the next lower one of
// its line; for the first of a line the highest one below it that was there before.
func descend(first map[string]origin) []origin {
	all := make([]origin, 0, len(first))
	for _, o := range first {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b origin) int { return b.version.Compare(a.version) })
	for i := range all {
		lower := all[i+1:]
		if len(lower) > 0 && lower[0].version.Line() == all[i].version.Line() {
			all[i].extends = lower[0].version
			continue
		}
		for _, o := range lower {
			if o.before(all[i]) {
				all[i].extends = o.version
				break
			}
		}
	}
	return all
}
