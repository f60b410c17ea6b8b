package version

// An operator stands before a version in a constraint.
type operator uint8

const (
	opEqual operator = iota
	opNotEqual
	opAbove
	opAtLeast
	opBelow
	opAtMost
	opCaret
	opPessimistic
)

// operators holds all operators; where one begins another the longer one comes first.
var operators = [...]struct {
	text string
	op   operator
}{
	{"!=", opNotEqual},
	{">=", opAtLeast},
	{"<=", opAtMost},
	{"~>", opPessimistic},
	{"=", opEqual},
	{">", opAbove},
	{"<", opBelow},
	{"^", opCaret},
}

// A bound is an operator with the version behind it.
type bound struct {
	op      operator
	written int // how many numbers of the version were written
	at      Version
	below   [looseNumbers]uint64 // ^ and ~>: the first numbers that are out of range
}

// setBelow computes where the range of ^ or ~> ends. The caret raises the first written
// number that is not 0, or the last one; ~> raises the last but one.
func (b *bound) setBelow() {
	raised := b.written - 2
	if b.op == opCaret {
		raised = 0
		for raised < b.written-1 && number(b.at, raised) == 0 {
			raised++
		}
	}
	for i := range raised + 1 {
		b.below[i] = number(b.at, i)
	}
	b.below[raised]++
}

// admits reports whether a version lies within the bound. A bound without a pre-release
// admits none, one with a pre-release those of the same three numbers.
func (b *bound) admits(v Version) bool {
	if b.op == opEqual {
		return v.Compare(b.at) == 0
	}
	if v.parts.pre != "" && (b.at.parts.pre == "" || !sameRelease(v, b.at)) {
		return false
	}
	if v.parts.scheme == Loose && !beginsWithNumber(v.text) {
		return false
	}
	c := compareToBound(v, b.at)
	switch b.op {
	case opNotEqual:
		return c != 0
	case opAbove:
		return c > 0
	case opAtLeast:
		return c >= 0
	case opBelow:
		return c < 0
	case opAtMost:
		return c <= 0
	default:
		return c >= 0 && b.isBelow(v)
	}
}

// isBelow reports whether the numbers of v come before those that end the range.
func (b *bound) isBelow(v Version) bool {
	for i, end := range b.below {
		if n := number(v, i); n != end {
			return n < end
		}
	}
	return false
}

// sameRelease reports whether the first three numbers are the same.
func sameRelease(v, w Version) bool {
	return number(v, 0) == number(w, 0) && number(v, 1) == number(w, 1) && number(v, 2) == number(w, 2)
}

// compareToBound is Compare, except that a loose 1.4, 1.4.0 and v1.4 are one bound.
func compareToBound(v, at Version) int {
	if v.parts.scheme == Loose {
		return compareReleases(v.text, at.text)
	}
	return v.Compare(at)
}

// beginsWithNumber reports whether a loose version starts with a number, after a "v":
// others have no place in a range.
func beginsWithNumber(text string) bool {
	r := runsOf(text)
	return isDigit(r.peek())
}
