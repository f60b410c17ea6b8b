package plan

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// part is a component while a plan is made.
type part struct {
	*manifest.Component
	start   *manifest.Entry // what is cut or extended; its requirements count. nil: there is no version
	base    *manifest.Entry // the production version left behind, nil for a first one
	groups  []*group
	pending []pending // the changes that name it, by file
	told    []pending // those of them that its versions tell already
	asked   bool      // to be cut, somebody says

	successors map[*manifest.Entry]*manifest.Entry // see there

	// The start is a pre-release whose successor was given up, and there is no production version:
	// the new version extends it.
	passed bool

	move
}

// move is what settling makes of a part.
type move struct {
	moves  bool
	level  version.Level
	floor  version.Version // what its groups ask for
	number version.Version // the production version that it gets
	to     version.Version // the same with the stamp, if there is one
	tested version.Version // the last version that its users were asked about
}

// pending is a change that names a component or product.
type pending struct {
	change *manifest.Change
	as     manifest.ChangedComponent
	names  []string // as written: two where an earlier name stands beside the present one
}

// level returns what the change asks for.
func (p *pending) level() version.Level {
	return max(p.as.Level, manifest.TypeLevel(p.as.Type.Value))
}

func (p *part) name() string { return p.Name.Value }

// id names the part with the version that it gets.
func (p *part) id() string { return p.name() + " " + p.to.String() }

// cuts reports whether a pre-release becomes the new version.
func (p *part) cuts() bool { return p.start != nil && p.start.Parsed.IsPrerelease() && !p.passed }

func (p *part) loose() bool { return p.Versioning.Scheme == version.Loose }

// cutting returns the cut of the part that it makes.
func (p *part) cutting() *resolve.Cutting { return &resolve.Cutting{Entry: p.start, To: p.to} }

// needs returns the requirements that hold for the version under way.
func (p *part) needs() []manifest.Dependency {
	if p.start == nil {
		return nil
	}
	return p.start.Dependencies
}

// leaves reports whether a requirement is met by what the part leaves behind: the version that it
// starts from, and the production version before. Where another version meets it, somebody holds
// back on purpose.
func (p *part) leaves(c version.Constraint) bool {
	if p.start != nil && c.Admits(p.start.Parsed) || p.base != nil && c.Admits(p.base.Parsed) {
		return true
	}
	return !slices.ContainsFunc(p.Versions, func(e *manifest.Entry) bool { return c.Admits(e.Parsed) })
}

// highest returns the component's entry of the highest version among those that keep admits.
func highest(c *manifest.Component, keep func(*manifest.Entry) bool) *manifest.Entry {
	var best *manifest.Entry
	for _, e := range c.Versions {
		if !e.Parsed.IsZero() && keep(e) && (best == nil || e.Parsed.Compare(best.Parsed) > 0) {
			best = e
		}
	}
	return best
}

func production(e *manifest.Entry) bool { return !e.Parsed.IsPrerelease() }

// usable reports whether a plan may start from an entry: a disabled pre-release is given up.
func usable(e *manifest.Entry) bool { return production(e) || e.Status != manifest.Disabled }

// successors returns who took the place of pre-releases: a production version or a higher one
// that extends them, of several the highest.
func successors(c *manifest.Component) map[*manifest.Entry]*manifest.Entry {
	var all map[*manifest.Entry]*manifest.Entry
	for _, e := range c.Versions {
		for i := range e.Extends {
			if !e.Extends[i].Parsed.IsPrerelease() {
				continue
			}
			of := resolve.Entry(c, e.Extends[i].Value)
			if of == nil || e.Parsed.IsZero() || !production(e) && e.Parsed.Compare(of.Parsed) <= 0 {
				continue
			}
			if all == nil {
				all = map[*manifest.Entry]*manifest.Entry{}
			}
			if known := all[of]; known == nil || e.Parsed.Compare(known.Parsed) > 0 {
				all[of] = e
			}
		}
	}
	return all
}

// startFrom finds where the part starts: at its highest version, or on a line at the version
// that the line's last bundle lists, or at the pre-release that grew from that one within its line.
// A pre-release that has a successor is none to start from.
func (p *part) startFrom(line *manifest.Entry) {
	p.successors = successors(p.Component)
	free := func(e *manifest.Entry) bool { return usable(e) && p.successors[e] == nil }
	p.start = line
	if line == nil {
		p.start = highest(p.Component, free)
	} else if next := highest(p.Component, func(e *manifest.Entry) bool {
		return !production(e) && free(e) && e.Parsed.Line() == line.Parsed.Line() && resolve.Descends(e, line)
	}); next != nil {
		p.start = next
	}
	if p.start == nil {
		p.start = highest(p.Component, usable)
		p.passed = p.start != nil
	}
	switch {
	case p.start == nil:
	case production(p.start):
		p.base = p.start
	default:
		p.base = leftBehind(p.start)
	}
}

// leftBehind returns the highest production version that a pre-release grew from; where it
// extends nothing, the highest one below it.
func leftBehind(e *manifest.Entry) *manifest.Entry {
	if len(e.Extends) == 0 {
		return highest(e.Component, func(o *manifest.Entry) bool { return production(o) && o.Parsed.Compare(e.Parsed) < 0 })
	}
	var best *manifest.Entry
	seen := map[*manifest.Entry]bool{e: true}
	queue := []*manifest.Entry{e}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, x := range resolve.Extended(next) {
			switch {
			case seen[x] || x.Parsed.IsZero():
			case production(x) && (best == nil || x.Parsed.Compare(best.Parsed) > 0):
				best = x
			case !production(x):
				queue = append(queue, x)
			}
			seen[x] = true
		}
	}
	return best
}

// heard sets apart the changes that the part's versions tell already.
func (p *part) heard() {
	if len(p.pending) == 0 || p.start == nil {
		return
	}
	ids := map[string]bool{}
	for _, e := range append(resolve.Ancestors(p.start), p.start) {
		for _, note := range e.Changes {
			ids[note.ID.Value] = true
		}
	}
	p.pending = slices.DeleteFunc(p.pending, func(c pending) bool {
		if !ids[c.change.ID] {
			return false
		}
		p.told = append(p.told, c)
		return true
	})
}

// notes returns what the changes tell, by file.
func notes(changes []pending) []manifest.Note {
	var all []manifest.Note
	for _, c := range changes {
		all = append(all, resolve.NoteOf(c.change, c.as.Type))
	}
	return all
}
