package diag

import (
	"cmp"
	"slices"
	"strings"
)

// List is a set of findings, in any order until it is sorted.
type List []Diagnostic

// Sorted returns the findings by place, then rule, identity and message, each once: of those
// that agree in all four the heaviest stays, else the first. The receiver is left as it was,
// and the findings share its slices.
func (l List) Sorted() List {
	type entry struct {
		id string
		d  Diagnostic
	}
	entries := make([]entry, len(l))
	for i, d := range l {
		entries[i] = entry{d.ID(), d}
	}
	compare := func(a, b entry) int {
		return cmp.Or(a.d.At.Compare(b.d.At), strings.Compare(a.d.Rule, b.d.Rule),
			strings.Compare(a.id, b.id), strings.Compare(a.d.Message, b.d.Message))
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(compare(a, b), cmp.Compare(b.d.Severity, a.d.Severity))
	})
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return compare(a, b) == 0 })

	sorted := make(List, len(entries))
	for i, e := range entries {
		sorted[i] = e.d
	}
	return sorted
}

// Count returns how many findings have the severity, doubles and fixed ones included.
func (l List) Count(s Severity) int {
	n := 0
	for i := range l {
		if l[i].Severity == s {
			n++
		}
	}
	return n
}
