package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// heir returns the version that grew from all that clash, or is one of them and grew from the
// others: of several the lowest that is active. It is nil when the lines have parted. The cost
// is a walk down the lineage for each version that clashes.
func (c conflict) heir() *manifest.Entry {
	family := familyOf(c.item.component)
	for _, v := range c.takes {
		family.descend(v.entry)
	}
	var lowest *manifest.Entry
	for _, of := range c.item.candidates {
		e := of.entry
		if e == nil || e.Status != manifest.Active || lowest != nil && e.Parsed.Compare(lowest.Parsed) >= 0 {
			continue
		}
		if family.grew[family.number[e]]+boolean(slices.Contains(c.takes, of)) == len(c.takes) {
			lowest = e
		}
	}
	return lowest
}

// family is a component's lineage, downwards.
type family struct {
	number   map[*manifest.Entry]int
	children [][]int // by number
	grew     []int   // how many of the versions that were asked about each grew from
}

func familyOf(c *manifest.Component) *family {
	f := &family{number: make(map[*manifest.Entry]int, len(c.Versions)), children: make([][]int, len(c.Versions)), grew: make([]int, len(c.Versions))}
	for i, e := range c.Versions {
		f.number[e] = i
	}
	texts, rising := textsOf(c), slices.Clone(c.Versions)
	slices.SortStableFunc(rising, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
	for i, e := range c.Versions {
		for _, of := range e.Extends {
			parent := texts[of.Value]
			if parent == nil { // one of equal precedence, as in [Entry]
				at, found := slices.BinarySearchFunc(rising, of.Parsed, func(e *manifest.Entry, v version.Version) int { return e.Parsed.Compare(v) })
				if !found || of.Parsed.IsZero() {
					continue
				}
				parent = rising[at]
			}
			f.children[f.number[parent]] = append(f.children[f.number[parent]], i)
		}
	}
	return f
}

// descend counts a version for all that grew from it.
func (f *family) descend(e *manifest.Entry) {
	start := f.number[e]
	seen := make([]bool, len(f.children))
	seen[start] = true
	queue := []int{start}
	for i := 0; i < len(queue); i++ {
		for _, child := range f.children[queue[i]] {
			if !seen[child] {
				seen[child] = true
				f.grew[child]++
				queue = append(queue, child)
			}
		}
	}
}
