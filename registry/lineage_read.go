package registry

// ancestry reads versions on a way from one to those that it grew out of. Where several of them were given
// shortly one after the other, as a counter does, it reads them in pages.
type ancestry struct {
	l     *ledger
	ahead map[string]Version // by number: the last page, as the transaction leaves it
	most  int                // how many there are on a page, 0 before the first
	hits  int                // how many of the page were on the way
}

// The first page is short, since most ways are; a page that was of use is followed by a longer one.
const (
	firstPage  = 16
	pageGrowth = 4
)

// version is [ledger.version].
func (a *ancestry) version(number string) (Version, bool, error) {
	if v, ok := a.ahead[number]; ok {
		a.hits++
		return v, true, nil
	}
	v, there, err := a.l.version(number)
	if err != nil || !there {
		return v, there, err
	}
	return v, true, a.turn(v.Seq)
}

// turn reads a page of the versions that were given before one; none for the first one that is asked for,
// which may be all there is to the way.
func (a *ancestry) turn(seq int64) error {
	first := a.ahead == nil
	if a.hits > 0 {
		a.most = min(a.most*pageGrowth, page)
	} else {
		a.most = firstPage
	}
	a.ahead, a.hits = map[string]Version{}, 0
	if first || seq <= 1 {
		return nil
	}
	before, err := a.l.tx.Versions(a.l.ctx, VersionQuery{Item: a.l.item.Name, Before: seq, Limit: a.most})
	if err != nil {
		return err
	}
	for _, v := range before {
		a.ahead[v.Number] = v
	}
	for _, v := range a.l.out.Versions {
		a.ahead[v.Number] = v
	}
	return nil
}
