package solve

import "slices"

// absent is the value of a package that is not part of the solution; candidate c has the value c+1.
const absent = 0

// Set is an immutable set of a package's candidates, kept as ascending half-open intervals of
// values: whole version ranges cost two numbers, however many versions they span.
type Set struct{ bounds []int32 }

// Of returns the set of the candidates given, in any order.
func Of(candidates ...int) Set {
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
	return Set{[]int32{int32(first) + 1, int32(end) + 1}}
}

// Builder makes a Set of candidates that come in ascending order.
type Builder struct{ bounds []int32 }

// Add puts in a candidate above all that are in already.
func (b *Builder) Add(candidate int) {
	v := int32(candidate) + 1
	if n := len(b.bounds); n > 0 && b.bounds[n-1] == v {
		b.bounds[n-1]++
		return
	}
	b.bounds = append(b.bounds, v, v+1)
}

// Set returns what was added. The builder must not be used after it.
func (b *Builder) Set() Set { return Set{b.bounds} }

// IsEmpty reports whether the set holds nothing.
func (s Set) IsEmpty() bool { return len(s.bounds) == 0 }

// Has reports whether the candidate is in the set.
func (s Set) Has(candidate int) bool { return s.has(int32(candidate) + 1) }

func (s Set) has(value int32) bool {
	if len(s.bounds) <= 8 {
		for i := 0; i < len(s.bounds); i += 2 {
			if value < s.bounds[i+1] {
				return value >= s.bounds[i]
			}
		}
		return false
	}
	at, found := slices.BinarySearch(s.bounds, value)
	return found == (at%2 == 0)
}

// Candidates returns the set's candidates, ascending.
func (s Set) Candidates() []int {
	var all []int
	for i := 0; i < len(s.bounds); i += 2 {
		for v := max(s.bounds[i], 1); v < s.bounds[i+1]; v++ {
			all = append(all, int(v)-1)
		}
	}
	return all
}

// Len returns the number of candidates in the set.
func (s Set) Len() int {
	n := 0
	for i := 0; i < len(s.bounds); i += 2 {
		n += int(s.bounds[i+1] - max(s.bounds[i], 1))
	}
	return n
}

// single returns the set's only value.
func (s Set) single() (value int32, ok bool) {
	if len(s.bounds) == 2 && s.bounds[1]-s.bounds[0] == 1 {
		return s.bounds[0], true
	}
	return 0, false
}

// first returns the lowest value of a set that is not empty.
func (s Set) first() int32 { return s.bounds[0] }

// equal reports whether both hold the same.
func (s Set) equal(t Set) bool { return slices.Equal(s.bounds, t.bounds) }

// within reports whether every value of s is in t.
func (s Set) within(t Set) bool {
	j := 0
	for i := 0; i < len(s.bounds); i += 2 {
		for j < len(t.bounds) && t.bounds[j+1] <= s.bounds[i] {
			j += 2
		}
		if j == len(t.bounds) || s.bounds[i] < t.bounds[j] || s.bounds[i+1] > t.bounds[j+1] {
			return false
		}
	}
	return true
}

// meets reports whether some value is in both.
func (s Set) meets(t Set) bool {
	i, j := 0, 0
	for i < len(s.bounds) && j < len(t.bounds) {
		if max(s.bounds[i], t.bounds[j]) < min(s.bounds[i+1], t.bounds[j+1]) {
			return true
		}
		if s.bounds[i+1] <= t.bounds[j+1] {
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
	var bounds []int32
	i, j := 0, 0
	for i < len(s.bounds) && j < len(t.bounds) {
		low, high := max(s.bounds[i], t.bounds[j]), min(s.bounds[i+1], t.bounds[j+1])
		if low < high {
			bounds = append(bounds, low, high)
		}
		if s.bounds[i+1] <= t.bounds[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return Set{bounds}
}

// union returns what is in either.
func (s Set) union(t Set) Set {
	var bounds []int32
	i, j := 0, 0
	for i < len(s.bounds) || j < len(t.bounds) {
		next := t.bounds
		k := &j
		if j == len(t.bounds) || i < len(s.bounds) && s.bounds[i] <= t.bounds[j] {
			next, k = s.bounds, &i
		}
		low, high := next[*k], next[*k+1]
		*k += 2
		if n := len(bounds); n > 0 && low <= bounds[n-1] {
			bounds[n-1] = max(bounds[n-1], high)
			continue
		}
		bounds = append(bounds, low, high)
	}
	return Set{bounds}
}

// complement returns what of 0 … size-1 is not in s.
func (s Set) complement(size int32) Set {
	bounds := make([]int32, 0, len(s.bounds)+2)
	at := int32(0)
	for i := 0; i < len(s.bounds); i += 2 {
		if at < s.bounds[i] {
			bounds = append(bounds, at, s.bounds[i])
		}
		at = s.bounds[i+1]
	}
	if at < size {
		bounds = append(bounds, at, size)
	}
	return Set{bounds}
}

// minus returns what is in s but not in t.
func (s Set) minus(t Set) Set {
	if len(s.bounds) == 0 {
		return s
	}
	return s.Intersect(t.complement(s.bounds[len(s.bounds)-1]))
}
