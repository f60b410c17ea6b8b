package faulttest

import (
	"cmp"
	"slices"
)

// span is a draw or a look in the time in which it happened.
type span struct {
	call         Call
	look         bool
	line         string
	rank         int
	began, ended int64
}

// rising finds draws and looks that got less than what was answered before they began, and looks that
// saw what nobody had asked for yet. Draws of the item as a whole are above all that was given to it,
// draws on a line above what was drawn there.
func (f *violations) rising(item string, k Kept, calls []Call, all []*drawing) {
	spans, lines := f.spans(item, k, calls, all)
	for _, line := range lines {
		f.sweep(item, line, spans)
	}
}

// spans returns what happened to an item, by the beginnings, and the lines that were asked for.
func (f *violations) spans(item string, k Kept, calls []Call, all []*drawing) (spans []span, lines []string) {
	var told []string
	for _, c := range calls {
		if c.Item == item && c.Number != "" {
			told = append(told, c.Number)
		}
	}
	places := ranks(k, told)
	begun := map[string]int64{} // when somebody first asked for what became a number
	for _, d := range all {
		if d.item != item || d.number == "" {
			continue
		}
		begun[d.number] = d.began
		if places[d.number] == 0 {
			f.add(Known, item, "%s", d.first)
			continue
		}
		spans = append(spans, span{d.first, false, d.line, places[d.number], d.began, d.ended})
	}
	for _, c := range calls {
		if c.Item != item || c.Kind != Look || c.Outcome != Answered {
			continue
		}
		if places[c.Number] == 0 {
			f.add(Known, item, "%s", c)
			continue
		}
		if began, drawn := begun[c.Number]; drawn && began > c.Ended {
			f.add(Early, item, "%s, which somebody asked for at %d", c, began)
		}
		spans = append(spans, span{c, true, c.Line, places[c.Number], c.Began, c.Ended})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.began, b.began) })
	for _, s := range spans {
		lines = append(lines, s.line)
	}
	slices.Sort(lines)
	return spans, slices.Compact(lines)
}

// sweep goes through the spans by their beginnings and keeps the highest of those that ended before.
func (f *violations) sweep(item, line string, spans []span) {
	counts := func(s span) bool { return line == "" || s.line == line }
	byEnd := slices.Clone(spans)
	slices.SortFunc(byEnd, func(a, b span) int { return cmp.Compare(a.ended, b.ended) })
	var highest *span
	next := 0
	for i := range spans {
		s := &spans[i]
		for next < len(byEnd) && byEnd[next].ended < s.began {
			if e := &byEnd[next]; counts(*e) && (highest == nil || e.rank > highest.rank) {
				highest = e
			}
			next++
		}
		switch {
		case s.line != line || highest == nil:
		case s.look && s.rank < highest.rank:
			f.add(Stale, item, "%s; after %s", s.call, highest.call)
		case !s.look && s.rank <= highest.rank:
			f.add(Order, item, "%s; after %s", s.call, highest.call)
		}
	}
}
