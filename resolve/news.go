package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// News is what comes to somebody who has some versions of a component, or bundles of a product,
// and gets others. Given
//
//	payments-api 1.3.2
//	payments-api 1.4.0  extends 1.3.2  feature a, fix b
//	payments-api 1.5.0  extends 1.4.0  fix r reverts b
//
// who goes from 1.3.2 to 1.5.0 is told the feature a. The rules:
//
//   - A change is known by its id, one without an id by its place. It is told once, for the first
//     version that brings it.
//   - What somebody has already is no news, though another version brought it to them.
//   - A change holds unless one that holds, of a later version or of its own, reverts it; in which
//     order a version lists its changes does not count. What does not hold is not told, nor a
//     revert of what came on the way; a revert of a revert so brings a change back. A revert of
//     what somebody has, or of what nobody knows, is told as itself. The same goes for what they
//     had and do not get.
//   - Changes of one version that revert each other in a circle revert nothing.
type News struct {
	Through []Stage // the versions that they get and do not have, each behind what it grew out of
	Told    []Told  // the changes that they get and do not have, in that order
	Gone    []Told  // those that they have and do not get; none where there are Breaks

	Unknown []string // versions that they get and that nobody knows: what these brought is not told
	Before  []string // versions that they have and that nobody knows
	Breaks  []Break  // where lineages end before their time, as far as it matters here
}

// Break is a place where a lineage ends before its time: a version extends one that cannot be
// looked up.
type Break struct {
	Stage
	Extends manifest.Reference // what it extends
	Unread  string             // the file of a bundle that cannot be read; "" where there is none
	Why     diag.List          // the reasons
	Had     bool               // it is a version that they have and do not get
}

// Warnings returns the reasons why the bundle at a break cannot be read, as warnings: what is told
// is told all the same.
func (b Break) Warnings() diag.List {
	var all diag.List
	for _, d := range b.Why {
		if d.Severity == diag.Error {
			d.Severity = diag.Warning
			all = append(all, d)
		}
	}
	return all
}

// News returns what somebody is told of a component, under a name that it has or had, or of a
// product nested in another. Who has no version of it is told its whole past. Of who has only
// versions that nobody knows it is known just that these are not those that they get: so they
// are told what these brought themselves.
func (p *Past) News(name string, have, get []string) News {
	tips, unknown := p.versions(name, get)
	roots, before := p.versions(name, have)
	n := News{Unknown: unknown, Before: before}
	if len(tips) == 0 {
		return n // what is gone cannot be told either
	}
	line := p.line(tips)
	had := p.line(roots)
	if len(roots) == 0 && len(have) > 0 {
		at := stageSet(tips)
		had = slices.DeleteFunc(slices.Clone(line), func(s Stage) bool { return at[s.id()] })
	}
	p.compare(&n, had, line)
	return n
}

// Releases returns what somebody is told of the product itself who has bundles of it, none for a
// first release, and gets another. None of them need be in the source.
func (p *Past) Releases(have []*manifest.Bundle, get *manifest.Bundle) News {
	roots := make([]Stage, len(have))
	for i, b := range have {
		roots[i] = stageOfBundle(b)
	}
	var n News
	p.compare(&n, p.line(roots), p.line([]Stage{stageOfBundle(get)}))
	return n
}

// compare fills in what lies between two lines.
func (p *Past) compare(n *News, have, get []Stage) {
	had, got := stageSet(have), stageSet(get)
	for _, s := range get {
		if !had[s.id()] {
			n.Through = append(n.Through, s)
			n.Breaks = append(n.Breaks, p.breaks(s, have, false)...)
		}
	}
	for _, s := range have {
		if !got[s.id()] {
			n.Breaks = append(n.Breaks, p.breaks(s, get, true)...)
		}
	}
	n.Told, n.Gone = fold(have, get)
	if len(n.Breaks) > 0 {
		n.Gone = nil // beyond a break it may be there all the same
	}
}

// breaks returns where the line of a stage ends at it before its time: it extends what neither
// the source nor the other line has.
func (p *Past) breaks(s Stage, other []Stage, had bool) []Break {
	var all []Break
	if s.Entry != nil {
		for _, r := range s.Entry.Extends {
			if Entry(s.Entry.Component, r.Value) == nil {
				all = append(all, Break{Stage: s, Extends: r, Had: had})
			}
		}
		return all
	}
	for _, r := range s.Bundle.Extends {
		b, file, why := p.bundle(s.Name(), r.Value)
		if b == nil && !slices.ContainsFunc(other, func(x Stage) bool { return x.Version == r.Value || x.Bundle.Parsed.Is(r.Value) }) {
			all = append(all, Break{Stage: s, Extends: r, Unread: file, Why: why, Had: had})
		}
	}
	return all
}
