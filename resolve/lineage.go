package resolve

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Entry returns the component's entry of a version, found by its text, else by equal
// precedence, so that 1.4.0 finds 1.4.0+build.7. It returns nil when there is none.
func Entry(c *manifest.Component, v string) *manifest.Entry {
	for _, e := range c.Versions {
		if e.Version.Value == v {
			return e
		}
	}
	parsed, err := c.Versioning.Scheme.Parse(v)
	if err != nil {
		return nil
	}
	return equalEntry(c, parsed)
}

// equalEntry returns the first entry of v's precedence, nil when there is none.
func equalEntry(c *manifest.Component, v version.Version) *manifest.Entry {
	for _, e := range c.Versions {
		if !e.Parsed.IsZero() && e.Parsed.Compare(v) == 0 {
			return e
		}
	}
	return nil
}

// Extended returns the versions that e counts as extending, each once, in the order in which
// they are written. A version may extend a pre-release of itself, as 1.0.1 extends
// 1.0.1-SNAPSHOT and rc.2 extends rc.1: it then counts as extending what that one extends.
// Versions that the component does not have are left out.
func Extended(e *manifest.Entry) []*manifest.Entry {
	var all []*manifest.Entry
	seen := map[*manifest.Entry]bool{e: true}
	var add func(of *manifest.Entry)
	add = func(of *manifest.Entry) {
		for _, x := range written(of) {
			switch {
			case seen[x]:
			case isPrereleaseOf(x.Parsed, e.Parsed):
				seen[x] = true
				add(x)
			default:
				seen[x] = true
				all = append(all, x)
			}
		}
	}
	add(e)
	return all
}

// isPrereleaseOf reports whether pre is a pre-release of the version that v is or leads to.
func isPrereleaseOf(pre, v version.Version) bool {
	if v.IsZero() || !pre.IsPrerelease() {
		return false
	}
	if pre.Scheme() == version.Loose {
		return bare(pre) == bare(v)
	}
	return slices.Equal(pre.Numbers(), v.Numbers())
}

// bare returns a loose version's text without its pre-release.
func bare(v version.Version) string {
	return strings.TrimRight(strings.TrimSuffix(v.String(), v.Prerelease()), "-._~+")
}

// written returns the entries that e names under `extends`.
func written(e *manifest.Entry) []*manifest.Entry {
	var all []*manifest.Entry
	for _, r := range e.Extends {
		if x := Entry(e.Component, r.Value); x != nil {
			all = append(all, x)
		}
	}
	return all
}

// Ancestors returns every version that e grew out of, the nearest first; of equally near ones
// those first that are written first. Each stands once, e itself never, even where the lineage
// runs in a circle.
func Ancestors(e *manifest.Entry) []*manifest.Entry { return textsOf(e.Component).ancestors(e) }

// byText finds a component's entries by their text, where more than a few are looked up.
type byText map[string]*manifest.Entry

func textsOf(c *manifest.Component) byText {
	all := make(byText, len(c.Versions))
	for _, e := range slices.Backward(c.Versions) {
		all[e.Version.Value] = e
	}
	return all
}

// written is the function of that name, for many entries of one component.
func (all byText) written(e *manifest.Entry) []*manifest.Entry {
	list := make([]*manifest.Entry, 0, len(e.Extends))
	for _, r := range e.Extends {
		x := all[r.Value]
		if x == nil {
			x = Entry(e.Component, r.Value)
		}
		if x != nil {
			list = append(list, x)
		}
	}
	return list
}

func (all byText) ancestors(e *manifest.Entry) []*manifest.Entry {
	seen := map[*manifest.Entry]bool{e: true}
	queue := []*manifest.Entry{e}
	for i := 0; i < len(queue); i++ {
		for _, x := range all.written(queue[i]) {
			if !seen[x] {
				seen[x] = true
				queue = append(queue, x)
			}
		}
	}
	return queue[1:]
}

// Descends reports whether e grew out of from, directly or not. No version grew out of itself.
func Descends(e, from *manifest.Entry) bool { return slices.Contains(Ancestors(e), from) }

// OnTheWay returns the versions whose changes somebody meets who goes from one version of a
// component to another: to and all that it grew out of, without from and all that from grew
// out of. A nil from leaves nothing out. A version stands behind everything that it grew out
// of, of two that are free the lower one first. Where the lines have parted, only what is new
// in to is in it; it is empty when from holds to already.
func OnTheWay(from, to *manifest.Entry) []*manifest.Entry {
	all := textsOf(to.Component)
	done := map[*manifest.Entry]bool{}
	if from != nil {
		done[from] = true
		for _, x := range all.ancestors(from) {
			done[x] = true
		}
	}
	news := append(all.ancestors(to), to)
	slices.SortStableFunc(news, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
	var way []*manifest.Entry
	var visit func(e *manifest.Entry)
	visit = func(e *manifest.Entry) {
		if done[e] {
			return
		}
		done[e] = true
		older := all.written(e)
		slices.SortStableFunc(older, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
		for _, x := range older {
			visit(x)
		}
		way = append(way, e)
	}
	for _, e := range news {
		visit(e)
	}
	return way
}

// highest returns the component's entry of the highest version among those that keep admits,
// nil when there is none.
func highest(c *manifest.Component, keep func(*manifest.Entry) bool) *manifest.Entry {
	var best *manifest.Entry
	for _, e := range c.Versions {
		if !e.Parsed.IsZero() && keep(e) && (best == nil || e.Parsed.Compare(best.Parsed) > 0) {
			best = e
		}
	}
	return best
}
