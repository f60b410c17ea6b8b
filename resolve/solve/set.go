package solve

import "slices"

// absent is the value of a package that is not part of the solution; candidate c has the value c+1.
const absent = 0

// Set is an immutable set of a package's candidates, kept as ascending half-open intervals of
// values: whole version ranges cost two numbers, however many versions they span. Most sets are
// one interval, which needs no memory beside the Set.
type Set struct {
	one  [2]int32 // the only interval; the set is empty when both are 0
	many *[]int32 // the bounds of all intervals when they are several
}

// between returns the set of the values from low up to, not including, high.
func between(low, high int32) Set { return Set{one: [2]int32{low, high}} }

// setOf returns the set of the intervals with these bounds, ascending.
func setOf(bounds []int32) Set {
	switch len(bounds) {
	case 0:
		return Set{}
	case 2:
		return between(bounds[0], bounds[1])
	}
	several := bounds
	return Set{many: &several}
}

// bounds returns the bounds of the intervals, ascending. They must not be changed.
func (s *Set) bounds() []int32 {
	switch {
	case s.many != nil:
		return *s.many
	case s.IsEmpty():
		return nil
	}
	return s.one[:]
}

// Of returns the set of the candidates given, in any order.
func Of(candidates ...int) Set {
	if len(candidates) == 1 {
		return Range(candidates[0], candidates[0]+1)
	}
	sorted := slices.Clone(candidates)
	slices.Sort(sorted)
	var b Builder
	for _, c := range slices.Compact(sorted) {
		b.Add(c)
	}
	return b.Set()
}

// Range returns the candidates from first up to, not including, end.
func Range(first, end int) Set {
	if first >= end {
		return Set{}
	}
	return between(int32(first)+1, int32(end)+1)
}

// Builder makes a Set of candidates that come in ascending order.
type Builder struct {
	last   [2]int32 // the interval that grows
	bounds []int32  // of those before it
}

// Add puts in a candidate above all that are in already.
func (b *Builder) Add(candidate int) {
	v := int32(candidate) + 1
	if b.last[1] == v {
		b.last[1]++
		return
	}
	if b.last[1] > 0 {
		b.bounds = append(b.bounds, b.last[:]...)
	}
	b.last = [2]int32{v, v + 1}
}

// Set returns what was added. The builder must not be used after it.
func (b *Builder) Set() Set {
	if len(b.bounds) == 0 {
		return Set{one: b.last}
	}
	return setOf(append(b.bounds, b.last[:]...))
}

// IsEmpty reports whether the set holds nothing.
func (s Set) IsEmpty() bool { return s.many == nil && s.one[1] == 0 }

// Has reports whether the candidate is in the set.
func (s Set) Has(candidate int) bool { return s.has(int32(candidate) + 1) }

func (s Set) has(value int32) bool {
	if s.many == nil {
		return s.one[0] <= value && value < s.one[1]
	}
	at, found := slices.BinarySearch(*s.many, value)
	return found == (at%2 == 0)
}

// Candidates returns the set's candidates, ascending.
func (s Set) Candidates() []int {
	all := make([]int, 0, s.Len())
	bounds := s.bounds()
	for i := 0; i < len(bounds); i += 2 {
		for v := max(bounds[i], 1); v < bounds[i+1]; v++ {
			all = append(all, int(v)-1)
		}
	}
	return all
}

// First returns the best candidate of a set that has one.
func (s Set) First() int {
	bounds := s.bounds()
	if bounds[0] == absent && bounds[1] == absent+1 {
		return int(bounds[2]) - 1
	}
	return int(max(bounds[0], absent+1)) - 1
}

// Len returns the number of candidates in the set.
func (s Set) Len() int {
	n := 0
	bounds := s.bounds()
	for i := 0; i < len(bounds); i += 2 {
		n += int(bounds[i+1] - max(bounds[i], 1))
	}
	return n
}

// single returns the set's only value.
func (s Set) single() (value int32, ok bool) {
	return s.one[0], s.many == nil && s.one[1]-s.one[0] == 1
}

// first returns the lowest value of a set that is not empty.
func (s Set) first() int32 { return s.bounds()[0] }

// equal reports whether both hold the same.
func (s Set) equal(t Set) bool { return slices.Equal(s.bounds(), t.bounds()) }

// within reports whether every value of s is in t.
func (s Set) within(t Set) bool {
	a, b := s.bounds(), t.bounds()
	j := 0
	for i := 0; i < len(a); i += 2 {
		for j < len(b) && b[j+1] <= a[i] {
			j += 2
		}
		if j == len(b) || a[i] < b[j] || a[i+1] > b[j+1] {
			return false
		}
	}
	return true
}

// meets reports whether some value is in both.
func (s Set) meets(t Set) bool {
	a, b := s.bounds(), t.bounds()
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if max(a[i], b[j]) < min(a[i+1], b[j+1]) {
			return true
		}
		if a[i+1] <= b[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return false
}

// Intersect returns what is in both.
func (s Set) Intersect(t Set) Set {
	if s.within(t) {
		return s
	}
	if t.within(s) {
		return t
	}
	a, b := s.bounds(), t.bounds()
	var bounds []int32
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		low, high := max(a[i], b[j]), min(a[i+1], b[j+1])
		if low < high {
			bounds = append(bounds, low, high)
		}
		if a[i+1] <= b[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return setOf(bounds)
}

// union returns what is in either.
func (s Set) union(t Set) Set {
	a, b := s.bounds(), t.bounds()
	var bounds []int32
	for len(a) > 0 || len(b) > 0 {
		next := &b
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			next = &a
		}
		low, high := (*next)[0], (*next)[1]
		*next = (*next)[2:]
		if n := len(bounds); n > 0 && low <= bounds[n-1] {
			bounds[n-1] = max(bounds[n-1], high)
			continue
		}
		bounds = append(bounds, low, high)
	}
	return setOf(bounds)
}

// complement returns what of 0 … size-1 is not in s.
func (s Set) complement(size int32) Set {
	all := s.bounds()
	bounds := make([]int32, 0, len(all)+2)
	at := int32(0)
	for i := 0; i < len(all); i += 2 {
		if at < all[i] {
			bounds = append(bounds, at, all[i])
		}
		at = all[i+1]
	}
	if at < size {
		bounds = append(bounds, at, size)
	}
	return setOf(bounds)
}

// minus returns what is in s but not in t.
func (s Set) minus(t Set) Set {
	if s.IsEmpty() {
		return s
	}
	all := s.bounds()
	return s.Intersect(t.complement(all[len(all)-1]))
}
