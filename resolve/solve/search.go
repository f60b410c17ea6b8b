package solve

import (
	"cmp"
	"slices"
)

// search is the state of one run.
type search struct {
	problem  Problem
	packages []*pkg       // nil while nobody has asked for one
	trail    []assignment // every narrowing, oldest first
	dirty    []int32      // packages whose possible values shrank and whose facts are not yet looked at
	queue    []int32      // packages in the order in which they are decided
	next     int          // how many of the queue are decided
	levels   []mark       // where each guess began
	facts    []*fact      // all of them, oldest first
	fresh    []*fact      // facts not yet looked at
}

// pkg is what the search knows of one package.
type pkg struct {
	size     int32 // number of values: absent and the candidates
	last     int32 // its newest assignment, -1 for none
	queued   bool
	possible Set // the values that nothing rules out yet
	facts    []*fact
	opened   Set      // candidates whose requirements are facts already
	own      []opened // the facts about one candidate alone, by value
}

// opened holds the facts that speak only once one value is the package's last.
type opened struct {
	value int32
	facts []*fact
}

// assignment is one narrowing of a package's possible values.
type assignment struct {
	pkg      int32
	level    int32
	previous int32 // the package's assignment before this one, -1 for none
	set      Set   // what is possible after it
	cause    *fact // nil for a guess
}

// mark is the state that a guess began in.
type mark struct{ trail, queue, next, facts int }

// require makes sure that the package is known.
func (s *search) require(n int) *pkg {
	for len(s.packages) <= n {
		s.packages = append(s.packages, nil)
	}
	p := s.packages[n]
	if p == nil {
		size := int32(s.problem.Candidates(n)) + 1
		p = &pkg{size: size, last: -1, possible: between(0, size)}
		s.packages[n] = p
	}
	return p
}

// assign narrows a package to set, which must be a true part of what was possible.
func (s *search) assign(n int32, set Set, cause *fact) {
	p := s.packages[n]
	s.trail = append(s.trail, assignment{pkg: n, level: int32(len(s.levels)), previous: p.last, set: set, cause: cause})
	p.last = int32(len(s.trail) - 1)
	p.possible = set
	s.dirty = append(s.dirty, n)
}

// propagate draws every conclusion that the facts allow. It returns a fact that is violated, or
// nil.
func (s *search) propagate() *fact {
	for {
		for len(s.fresh) > 0 {
			f := s.fresh[len(s.fresh)-1]
			s.fresh = s.fresh[:len(s.fresh)-1]
			if s.look(f) == violated {
				return f
			}
		}
		if len(s.dirty) == 0 {
			return nil
		}
		n := s.dirty[len(s.dirty)-1]
		s.dirty = s.dirty[:len(s.dirty)-1]
		if f := s.revisit(n); f != nil {
			return f
		}
	}
}

// revisit looks at the facts about a package that was narrowed. At the ground level it drops
// the facts that can never matter again.
func (s *search) revisit(n int32) *fact {
	p := s.packages[n]
	if value, ok := p.possible.single(); ok {
		for _, f := range p.holding(value) {
			if s.look(f) == violated {
				return f
			}
		}
	}
	ground := len(s.levels) == 0
	facts := p.facts
	kept := facts[:0]
	for i, f := range facts {
		state := s.look(f)
		if state == violated {
			p.facts = append(kept, facts[i:]...)
			return f
		}
		if !ground || state != idle {
			kept = append(kept, f)
		}
	}
	clear(facts[len(kept):])
	p.facts = kept
	return nil
}

// states of a fact under the present assignments.
const (
	open     = iota // two or more of its terms are undecided
	idle            // one of its terms is false: it asks nothing
	applied         // one term was left, and has been ruled out
	violated        // all its terms hold
)

// look finds a fact's state, and narrows the package of its last open term if all others hold.
func (s *search) look(f *fact) (state int) {
	last := -1
	for i := range f.terms {
		t := &f.terms[i]
		possible := s.packages[t.pkg].possible
		if t.holds(possible) {
			continue
		}
		if t.fails(possible) {
			return idle
		}
		if last >= 0 {
			return open
		}
		last = i
	}
	if last < 0 {
		return violated
	}
	t := &f.terms[last]
	s.assign(t.pkg, t.without(s.packages[t.pkg].possible), f)
	return applied
}

// decide takes the next package of the queue and its best possible candidate. It returns false
// when the queue is done.
func (s *search) decide() bool {
	if s.next == 0 && len(s.queue) == 0 {
		s.queue = append(s.queue, 0)
	}
	if s.next == len(s.queue) {
		return false
	}
	n := s.queue[s.next]
	best := s.packages[n].possible.first()
	if !s.expand(n, int(best)-1) {
		return true // new facts may rule it out: look at them first
	}
	if _, ok := s.packages[n].possible.single(); !ok {
		s.levels = append(s.levels, mark{len(s.trail), len(s.queue), s.next, len(s.facts)})
		s.assign(n, between(best, best+1), nil)
	}
	for _, r := range s.problem.Requirements(int(n), int(best)-1) {
		if r.Package != 0 && !s.packages[r.Package].queued && !s.waived(r) {
			s.packages[r.Package].queued = true
			s.queue = append(s.queue, int32(r.Package))
		}
	}
	s.next++
	return true
}

// waived reports whether one of the requirement's exemptions holds already.
func (s *search) waived(r *Requirement) bool {
	for _, in := range r.Unless {
		if s.require(in.Package).possible.within(in.Candidates) {
			return true
		}
	}
	return false
}

// expand turns a candidate's requirements into facts. It returns false when any was new.
func (s *search) expand(n int32, candidate int) bool {
	p := s.packages[n]
	if p.opened.Has(candidate) {
		return true
	}
	requirements := s.problem.Requirements(int(n), candidate)
	var leaves []leaf // all in one piece
	for i, r := range requirements {
		s.require(r.Package)
		if p.opened.meets(r.Of) {
			continue // a candidate that shares it brought it in
		}
		if leaves == nil {
			leaves = make([]leaf, 0, len(requirements)-i)
		}
		leaves = append(leaves, leaf{fact: fact{requirement: r, of: int(n)}})
		s.add(s.says(&leaves[len(leaves)-1]))
	}
	p.opened = p.opened.union(Of(candidate))
	return len(leaves) == 0
}

// says spells out the terms of a requirement: the candidates that have it, and none of those
// that would do.
func (s *search) says(l *leaf) *fact {
	r := l.requirement
	terms := append(l.room[:0], term{pkg: int32(l.of), set: r.Of})
	if !r.Admits.IsEmpty() {
		terms = s.both(terms, term{pkg: int32(r.Package), not: true, set: r.Admits})
	}
	for _, in := range r.Unless {
		s.require(in.Package)
		terms = s.both(terms, term{pkg: int32(in.Package), not: true, set: in.Candidates})
	}
	l.terms = terms
	return &l.fact
}

// add makes a fact known to the packages that it speaks of.
func (s *search) add(f *fact) {
	if slices.ContainsFunc(f.terms, func(t term) bool { return !t.not && t.set.IsEmpty() }) {
		return // a candidate that needs itself
	}
	for i := range f.terms {
		t := &f.terms[i]
		p := s.packages[t.pkg]
		if value, ok := t.set.single(); ok && i == 0 && f.causes[0] == nil {
			p.hold(value, f)
			continue
		}
		p.facts = append(p.facts, f)
	}
	s.facts = append(s.facts, f)
	s.fresh = append(s.fresh, f)
}

// hold keeps a fact that speaks only once value is the package's last possible one.
func (p *pkg) hold(value int32, f *fact) {
	at, found := slices.BinarySearchFunc(p.own, value, opened.compare)
	if !found {
		p.own = slices.Insert(p.own, at, opened{value: value})
	}
	p.own[at].facts = append(p.own[at].facts, f)
}

// holding returns the facts that speak once value is the package's last possible one.
func (p *pkg) holding(value int32) []*fact {
	at, found := slices.BinarySearchFunc(p.own, value, opened.compare)
	if !found {
		return nil
	}
	return p.own[at].facts
}

func (o opened) compare(value int32) int { return cmp.Compare(o.value, value) }

// back takes back every assignment above the level. What was found out up there may say
// something down here too, so it is looked at again.
func (s *search) back(level int) {
	m := s.levels[level]
	s.levels = s.levels[:level]
	for i := len(s.trail) - 1; i >= m.trail; i-- {
		a := s.trail[i]
		p := s.packages[a.pkg]
		p.last = a.previous
		if a.previous < 0 {
			p.possible = between(0, p.size)
		} else {
			p.possible = s.trail[a.previous].set
		}
	}
	clear(s.trail[m.trail:])
	s.trail = s.trail[:m.trail]
	for _, n := range s.queue[m.queue:] {
		s.packages[n].queued = false
	}
	s.queue, s.next = s.queue[:m.queue], m.next
	s.dirty = s.dirty[:0]
	s.fresh = append(s.fresh[:0], s.facts[m.facts:]...)
}

func (s *search) solution() *Solution {
	chosen := &Solution{Order: make([]int, len(s.queue)), Choice: make(map[int]int, len(s.queue))}
	for i, n := range s.queue {
		chosen.Order[i] = int(n)
		chosen.Choice[int(n)] = int(s.packages[n].possible.first()) - 1
	}
	return chosen
}
