package check

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// sharing is components that share version numbers, so that one's number may come from another's:
// those of a fixed or linked group of any product, and of groups that have a member in common.
type sharing struct {
	members []*manifest.Component

	read    sync.Once // the rest is read when it is first asked for
	begin   map[numbers]*beginner
	entries map[numbers][]*manifest.Entry
}

// numbers are some or all of a version's numbers, from the first on.
type numbers struct {
	scheme version.Scheme
	text   string // "1.9."
}

func numbersOf(s version.Scheme, list ...uint64) numbers {
	var b strings.Builder
	for _, n := range list {
		b.WriteString(strconv.FormatUint(n, 10))
		b.WriteByte('.')
	}
	return numbers{s, b.String()}
}

// beginner is who has versions that begin with some numbers.
type beginner struct {
	one     *manifest.Component
	several bool
}

// groups returns, by component, with whom it shares version numbers.
func groups(w *manifest.Workspace) map[string]*sharing {
	var all [][]manifest.Text
	within := map[string][]int{} // the groups of a component, by their place in all
	for _, p := range w.Products {
		for _, group := range slices.Concat(p.Policy.Fixed, p.Policy.Linked) {
			for _, one := range group {
				within[one.Value] = append(within[one.Value], len(all))
			}
			all = append(all, group)
		}
	}
	found := map[string]*sharing{}
	seen := make([]bool, len(all))
	for first := range all {
		s := &sharing{}
		for queue := []int{first}; len(queue) > 0; queue = queue[1:] {
			if seen[queue[0]] {
				continue
			}
			seen[queue[0]] = true
			for _, one := range all[queue[0]] {
				if found[one.Value] != nil {
					continue
				}
				found[one.Value] = s
				queue = append(queue, within[one.Value]...)
				if c := w.Component(one.Value); c != nil {
					s.members = append(s.members, c)
				}
			}
		}
	}
	return found
}

// index notes which numbers the members have released: a pre-release may get another one yet.
func (s *sharing) index() {
	s.begin, s.entries = map[numbers]*beginner{}, map[numbers][]*manifest.Entry{}
	for _, c := range s.members {
		for _, e := range c.Versions {
			if e.Parsed.IsZero() || e.Parsed.IsPrerelease() {
				continue
			}
			scheme, list := e.Parsed.Scheme(), e.Parsed.Numbers()
			for i := range list {
				key := numbersOf(scheme, list[:i+1]...)
				if known := s.begin[key]; known == nil {
					s.begin[key] = &beginner{one: c}
				} else if known.one != c {
					known.several = true
				}
			}
			key := numbersOf(scheme, list...)
			s.entries[key] = append(s.entries[key], e)
		}
	}
}

// fromGroup reports whether a version has its number from others that share it: one of them has
// released a version right below, or the same one, which holds in that member's own lineage.
func (f *Facts) fromGroup(e *manifest.Entry, holds func(*step) bool) bool {
	s := f.groups[e.Component.Name.Value]
	if s == nil {
		return false
	}
	s.read.Do(s.index)
	scheme, own := e.Parsed.Scheme(), e.Parsed.Numbers()
	for _, other := range s.entries[numbersOf(scheme, own...)] {
		if other.Component == e.Component {
			continue
		}
		if made := (&step{entry: other, extended: resolve.Extended(other)}); len(made.extended) > 0 && holds(made) {
			return true
		}
	}
	below, ok := rightBelow(own)
	if !ok {
		return false
	}
	known := s.begin[numbersOf(scheme, below...)]
	return known != nil && (known.several || known.one != e.Component)
}

// rightBelow returns how the versions begin of which raising one number, and setting those behind
// it to 0, gives the numbers above: 1.9 for 1.10.0. There are none below 0.0.0.
func rightBelow(above []uint64) (below []uint64, ok bool) {
	last := len(above) - 1
	for last >= 0 && above[last] == 0 {
		last--
	}
	if last < 0 {
		return nil, false
	}
	below = slices.Clone(above[:last+1])
	below[last]--
	return below, true
}
