package solve

import "slices"

// term says that a package has one of the values in set or, when not is set, none of them: what
// a requirement rules out is kept as what it admits, so that both share a set.
type term struct {
	pkg int32
	not bool
	set Set
}

// holds reports whether the term is true whatever the package's value is among those possible.
func (t *term) holds(possible Set) bool {
	if t.not {
		return !possible.meets(t.set)
	}
	return possible.within(t.set)
}

// fails reports whether the term is false whatever the package's value is among those possible.
func (t *term) fails(possible Set) bool {
	if t.not {
		return possible.within(t.set)
	}
	return !possible.meets(t.set)
}

// without returns the values among those possible for which the term is false.
func (t *term) without(possible Set) Set {
	if t.not {
		return possible.Intersect(t.set)
	}
	return possible.minus(t.set)
}

// values returns the values for which the term is true, of a package that has size values.
func (t *term) values(size int32) Set {
	if t.not {
		return t.set.complement(size)
	}
	return t.set
}

// fact is a set of terms that cannot all hold. It is either a requirement of the problem or
// follows from two other facts.
type fact struct {
	terms       []term
	requirement *Requirement // of a leaf
	of          int          // the requiring package of a leaf
	causes      [2]*fact     // of a derived fact
}

// leaf is a fact that is a requirement, with room for the terms that it mostly has.
type leaf struct {
	fact
	room [2]term
}

// learn finds what caused the violated fact, goes back to where that could still be avoided and
// makes the cause a fact of its own. It returns the proof when nothing could have avoided it.
func (s *search) learn(violatedFact *fact) (proof *fact) {
	f := violatedFact
	for {
		newest, at := int32(-1), -1
		for i := range f.terms {
			if n := s.satisfier(&f.terms[i]); n > newest {
				newest, at = n, i
			}
		}
		if at < 0 {
			return f
		}
		a := s.trail[newest]
		if a.level == 0 && a.cause == nil {
			return f // the root alone
		}
		if a.level > 0 {
			before := int32(0)
			for i := range f.terms {
				if n := s.satisfier(&f.terms[i]); i != at && n >= 0 {
					before = max(before, s.trail[n].level)
				}
			}
			if before < a.level {
				s.back(int(before))
				if f == violatedFact {
					s.fresh = append(s.fresh, f)
				} else {
					s.add(f)
				}
				return nil
			}
		}
		f = s.resolve(f, at, a.cause)
	}
}

// satisfier returns the assignment since which the term holds, -1 when it always does.
func (s *search) satisfier(t *term) int32 {
	at := s.packages[t.pkg].last
	for at >= 0 {
		previous := s.trail[at].previous
		if previous < 0 || !t.holds(s.trail[previous].set) {
			return at
		}
		at = previous
	}
	return -1
}

// resolve joins two facts over the package of f's term at: whatever value that package has, the
// other terms of both cannot all hold.
func (s *search) resolve(f *fact, at int, cause *fact) *fact {
	pivot := f.terms[at]
	joined := &fact{causes: [2]*fact{f, cause}, terms: make([]term, 0, len(f.terms)+len(cause.terms))}
	for i, t := range f.terms {
		if i != at {
			joined.terms = append(joined.terms, t)
		}
	}
	size := s.packages[pivot.pkg].size
	open := pivot.values(size)
	for _, t := range cause.terms {
		if t.pkg == pivot.pkg {
			open = open.union(t.values(size))
			continue
		}
		joined.terms = s.both(joined.terms, t)
	}
	if !open.equal(between(0, size)) {
		joined.terms = append(joined.terms, term{pkg: pivot.pkg, set: open})
	}
	return joined
}

// both adds a term to terms that hold together, one for each package.
func (s *search) both(terms []term, t term) []term {
	same := slices.IndexFunc(terms, func(u term) bool { return u.pkg == t.pkg })
	if same < 0 {
		return append(terms, t)
	}
	size := s.packages[t.pkg].size
	terms[same] = term{pkg: t.pkg, set: terms[same].values(size).Intersect(t.values(size))}
	return terms
}
