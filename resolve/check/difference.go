package check

import (
	"slices"
	"strings"
)

// difference is a thing that a document said or says.
type difference struct {
	then, now *leaf // nil where it is not said
}

// differences returns what has another value, or is gone, in the order in which it was said, and
// then what is new, in the order in which it is said.
func differences(then, now []leaf) []difference {
	if slices.EqualFunc(then, now, func(a, b leaf) bool { return compareLeaves(a, b) == 0 }) {
		return nil
	}
	type about struct{ field, name string }
	said := map[about][]int{} // now, the first first
	for i := range now {
		key := about{now[i].field, now[i].name}
		said[key] = append(said[key], i)
	}
	var all []difference
	taken := make([]bool, len(now))
	for i := range then {
		was := &then[i]
		key := about{was.field, was.name}
		at := said[key]
		if len(at) == 0 {
			all = append(all, difference{then: was})
			continue
		}
		said[key], taken[at[0]] = at[1:], true
		if is := &now[at[0]]; is.value != was.value {
			all = append(all, difference{was, is})
		}
	}
	for i := range now {
		if !taken[i] {
			all = append(all, difference{now: &now[i]})
		}
	}
	return all
}

// String says what happened: "dependencies ledger-lib went from 2.1.0 to 2.2.0".
func (d difference) String() string {
	about := d.then
	if about == nil {
		about = d.now
	}
	words := about.field
	if about.name != "" {
		words += " " + legible(about.name)
	}
	switch {
	case d.now == nil:
		return words + " is gone"
	case d.then == nil:
		return words + " is new"
	}
	return words + " went from " + legible(strings.TrimSpace(d.then.value)) + " to " + legible(strings.TrimSpace(d.now.value))
}
