package main

import (
	"cmp"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// news is what a bundle brought beyond the one that it follows.
type news struct {
	changes map[string]int // type to how many, each change once
	lost    map[string]int // likewise, what the bundle before had and this one has not
	moved   []bundle.Moved // what asks for most first
	known   bool           // the bundle that it follows is here to compare with
	unread  diag.List      // why bundles on the way cannot be read, as warnings
}

// newsOf compares a bundle with the one that it follows, and counts the changes that notes tell
// customers of, but for what is only worth reading.
func newsOf(source resolve.Source, past *resolve.Past, b *manifest.Bundle) news {
	var n news
	var followed []*manifest.Bundle
	if ref, _ := resolve.Followed(source.Bundles(b.Name.Value), b); ref != nil {
		if before, _ := source.Bundle(*ref); before != nil {
			followed = []*manifest.Bundle{before}
		}
	}
	own := past.Releases(followed, b)
	told, gone, breaks := own.Told, own.Gone, own.Breaks
	names := resolve.NewNames(source)
	for _, before := range followed {
		n.known = true
		n.moved = bundle.Diff(source, before, b).Components
		for i := range n.moved {
			m := &n.moved[i]
			if c := names.Component(m.Name); c != nil && c.Exposure.Value == "internal" {
				continue // customers do not see it
			}
			if len(m.From) > 0 && len(m.To) > 0 {
				way := past.News(m.Name, bundle.Versions(m.From), bundle.Versions(m.To))
				told, gone, breaks = append(told, way.Told...), append(gone, way.Gone...), append(breaks, way.Breaks...)
			}
		}
		slices.SortStableFunc(n.moved, func(a, b bundle.Moved) int { return cmp.Compare(b.Asks, a.Asks) })
	}
	for _, at := range breaks {
		n.unread = append(n.unread, at.Warnings()...)
	}
	n.changes, n.lost = counted(told), counted(gone)
	return n
}

// counted counts changes by type, each once.
func counted(told []resolve.Told) map[string]int {
	counts := map[string]int{}
	told = slices.DeleteFunc(told, func(t resolve.Told) bool {
		return t.Note.Internal || slices.Contains([]string{"internal", "docs", "note"}, t.Note.Type.Value)
	})
	for _, once := range resolve.Once(told) {
		counts[once.Type]++
	}
	return counts
}
