package plan

import (
	"slices"

	"joinery/manifest/version"
)

// groupReasons tells of those whom a fixed group took along, or whose number a group raised, and
// names the members that it comes from.
func (w *planner) groupReasons(moving []*part, because map[*part][]Reason) error {
	own := map[*part]version.Version{} // what each would get by itself
	for _, p := range moving {
		if len(p.groups) == 0 {
			continue
		}
		var err error
		if own[p], err = w.ownNumber(p); err != nil {
			return &NumberError{Component: p.Component, Err: err}
		}
	}
	taken, passed := w.takenAfter(moving, because), w.passedAfter(own)
	for _, p := range moving {
		for _, g := range p.groups {
			var from []*part
			if g.kind == "fixed" && taken[p] > 0 {
				from = slices.DeleteFunc(slices.Clone(g.parts), func(m *part) bool { return !m.moves || taken[m] >= taken[p] })
			}
			if own[p].Compare(p.number) < 0 && g.floor.Compare(p.number) == 0 {
				from = append(from, w.raisers(g, p, own, passed)...)
			}
			reason := Reason{Group: g.kind, Members: names(from)}
			if len(from) > 0 && !slices.ContainsFunc(because[p], func(r Reason) bool { return r.Group == g.kind && slices.Equal(r.Members, reason.Members) }) {
				because[p] = append(because[p], reason)
			}
		}
	}
	return nil
}

// takenAfter returns through how many fixed groups each part was taken along: 0 for those that
// move for a reason of their own.
func (w *planner) takenAfter(moving []*part, because map[*part][]Reason) map[*part]int {
	after := map[*part]int{}
	var queue []*part
	for _, p := range moving {
		if len(because[p]) > 0 {
			after[p] = 0
			queue = append(queue, p)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, g := range queue[0].groups {
			for _, p := range g.parts {
				if _, known := after[p]; !known && g.kind == "fixed" {
					after[p] = after[queue[0]] + 1
					queue = append(queue, p)
				}
			}
		}
	}
	return after
}

// passedAfter returns through how many other groups each group has its number: 0 for those that
// it comes from.
func (w *planner) passedAfter(own map[*part]version.Version) map[*group]int {
	after := map[*group]int{}
	var queue []*group
	for _, g := range w.groups {
		if slices.ContainsFunc(g.parts, func(p *part) bool { return p.moves && own[p].Compare(g.floor) == 0 }) || w.goesOn(g) {
			after[g] = 0
			queue = append(queue, g)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, p := range queue[0].parts {
			for _, g := range p.groups {
				if _, known := after[g]; !known && p.moves && g.floor.Compare(queue[0].floor) == 0 {
					after[g] = after[queue[0]] + 1
					queue = append(queue, g)
				}
			}
		}
	}
	return after
}

// goesOn reports whether a group's number is right above the highest present version of it.
func (w *planner) goesOn(g *group) bool {
	top, level := w.above(g)
	if top.IsZero() {
		return false
	}
	var kinds []version.Kind
	for _, m := range g.parts {
		if m.moves {
			kinds = append(kinds, w.kinds(m)...)
		}
	}
	next, err := top.Scheme().Next(top, w.step(g.parts[0].Component, max(level, version.Patch), kinds))
	return err == nil && next.Compare(g.floor) == 0
}

// above returns the highest present version of a group, and the highest level of those that move.
func (w *planner) above(g *group) (top version.Version, level version.Level) {
	for _, m := range g.parts {
		if v := m.highestProduction(w.options.Line != ""); top.Compare(v) < 0 {
			top = v
		}
		if m.moves {
			level = max(level, m.level)
		}
	}
	return top, level
}

// raisers returns the members of a group because of whom another one's number is higher than its
// own: those that have it from elsewhere, where the group has; else those whose own number it is;
// else those whose present version it goes on from, and those whose level it has.
func (w *planner) raisers(g *group, p *part, own map[*part]version.Version, passed map[*group]int) []*part {
	top, level := w.above(g)
	var elsewhere, whose, onTop []*part
	for _, m := range g.parts {
		if m == p {
			continue
		}
		if m.moves && slices.ContainsFunc(m.groups, func(other *group) bool { return other.floor.Compare(g.floor) == 0 && passed[other] < passed[g] }) {
			elsewhere = append(elsewhere, m)
		}
		if m.moves && own[m].Compare(g.floor) == 0 {
			whose = append(whose, m)
		}
		if v := m.highestProduction(w.options.Line != ""); !v.IsZero() && v.Compare(top) == 0 || m.moves && m.level == level && level > p.level {
			onTop = append(onTop, m)
		}
	}
	switch {
	case passed[g] > 0:
		return elsewhere
	case len(whose) > 0:
		return whose
	}
	return onTop
}

// names returns the parts' names, sorted, each once.
func names(parts []*part) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p.name())
	}
	slices.Sort(all)
	return slices.Compact(all)
}
