package notes

// flow writes paragraphs one behind the other, and says of each whether it stays on the page of
// the next: what stands before a list does, the first two of a list, and the last two, so that no
// page has one of them alone.
type flow struct {
	write   func(b block, keep bool)
	waiting []block // at most two, whose followers are not known yet
	listed  bool    // the one before them is of a list
}

func (f *flow) add(b block) {
	f.waiting = append(f.waiting, b)
	if len(f.waiting) > 2 {
		f.next()
	}
}

// end writes what waits; what comes then is no part of it.
func (f *flow) end() {
	for len(f.waiting) > 0 {
		f.next()
	}
	f.listed = false
}

// next writes the first one that waits.
func (f *flow) next() {
	isListed := func(at int) bool { return at < len(f.waiting) && f.waiting[at].depth > 0 }
	f.write(f.waiting[0], isListed(1) && (!isListed(0) || !f.listed || !isListed(2)))
	f.listed = isListed(0)
	f.waiting = f.waiting[:copy(f.waiting, f.waiting[1:])]
}

// keepsItem is what flow says of an item of a list of that many.
func keepsItem(at, of int) bool { return at+1 < of && (at == 0 || at+2 == of) }

// keepNext is the property of a paragraph that stays on the page of the next.
func keepNext(keep bool) string {
	if keep {
		return "<w:keepNext/>"
	}
	return ""
}
