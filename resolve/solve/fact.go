package solve

import "slices"

// term says that a package has one of the values in set.
type term struct {
	pkg int32
	set Set
}

// fact is a set of terms that cannot all hold. It is either a requirement of the problem or
// follows from two other facts.
type fact struct {
	terms       []term
	requirement *Requirement // of a leaf
	of          int          // the requiring package of a leaf
	causes      [2]*fact     // of a derived fact
}

// learn finds what caused the violated fact, goes back to where that could still be avoided and
// makes the cause a fact of its own. It returns the proof when nothing could have avoided it.
func (s *search) learn(violatedFact *fact) (proof *fact) {
	f := violatedFact
	for {
		newest, at := int32(-1), -1
		for i, t := range f.terms {
			if n := s.satisfier(t); n > newest {
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
			for i, t := range f.terms {
				if n := s.satisfier(t); i != at && n >= 0 {
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
func (s *search) satisfier(t term) int32 {
	at := s.packages[t.pkg].last
	for at >= 0 {
		previous := s.trail[at].previous
		if previous < 0 || !s.trail[previous].set.within(t.set) {
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
	for _, t := range cause.terms {
		if t.pkg == pivot.pkg {
			pivot.set = pivot.set.union(t.set)
			continue
		}
		joined.terms = both(joined.terms, t)
	}
	if all := (Set{[]int32{0, s.packages[pivot.pkg].size}}); !pivot.set.equal(all) {
		joined.terms = append(joined.terms, pivot)
	}
	return joined
}

// both adds a term to terms that hold together, one for each package.
func both(terms []term, t term) []term {
	same := slices.IndexFunc(terms, func(u term) bool { return u.pkg == t.pkg })
	if same < 0 {
		return append(terms, t)
	}
	terms[same].set = terms[same].set.Intersect(t.set)
	return terms
}
