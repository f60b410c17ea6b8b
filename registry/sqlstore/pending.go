package sqlstore

import (
	"maps"
	"slices"
)

// pending is what was written and waits to be sent: the rows of one or more changes, to be added
// table by table. Its arguments are bound.
type pending struct {
	added   [len(tables)][][]any
	changes []*statement       // of rows that are there
	places  map[setRow]int     // of rows that are set
	counts  map[string]counted // of items, by name
	size    int                // rows and statements
}

// A table is where rows are added, and how.
type table struct {
	name    string
	columns string
	width   int
	keys    []string // where a row may be there already, and its last column is set; else nil
}

// tables are all of them, in the order in which everybody writes them. The audit log comes last: its
// counter, where it has one, is held until the commit.
var tables = [...]*table{items, products, versions, marks, answers, bundles, tokens, cursors, audit}

// place is where a table stands among them.
func (t *table) place() int { return slices.Index(tables[:], t) }

// add adds a row.
func (p *pending) add(d *Dialect, to *table, values ...any) error {
	row := write("", values...)
	if err := row.bind(d); err != nil {
		return err
	}
	p.put(to, row.args)
	p.size++
	return nil
}

// put takes a bound row, in the place of one with the same keys that is to be set.
func (p *pending) put(to *table, row []any) {
	n := to.place()
	if to.keys != nil {
		at := setRow{table: n}
		for i := range to.keys {
			at.keys[i] = textOf(row[i])
		}
		if before, ok := p.places[at]; ok {
			p.added[n][before] = row
			return
		}
		if p.places == nil {
			p.places = map[setRow]int{}
		}
		p.places[at] = len(p.added[n])
	}
	p.added[n] = append(p.added[n], row)
}

// setRow names a row that is set, be it there or not.
type setRow struct {
	table int
	keys  [2]string
}

// textOf returns what a key was before it was bound.
func textOf(bound any) string {
	if bytes, ok := bound.([]byte); ok {
		return string(bytes)
	}
	return bound.(string)
}

// change adds a statement that changes a row.
func (p *pending) change(d *Dialect, s *statement) error {
	if err := s.bind(d); err != nil {
		return err
	}
	p.changes = append(p.changes, s)
	p.size++
	return nil
}

// join adds what somebody else wrote, about other things.
func (p *pending) join(other *pending) {
	for n := range tables {
		p.added[n] = append(p.added[n], other.added[n]...)
	}
	p.changes = append(p.changes, other.changes...)
	if p.counts == nil {
		p.counts = map[string]counted{}
	}
	maps.Copy(p.counts, other.counts)
	p.size += other.size
}

// entries is how many audit entries are in it.
func (p *pending) entries() int64 { return int64(len(p.added[audit.place()])) }

// doubtful reports whether something in it may turn out to be wrong without an error.
func (p *pending) doubtful() bool {
	for _, s := range p.changes {
		if s.need != nil {
			return true
		}
	}
	return false
}

// statements returns what is to be sent by a transaction that added so many audit entries before.
func (p *pending) statements(d *Dialect, before int64) []*statement {
	var all []*statement
	for n, to := range tables[:len(tables)-1] {
		all = append(all, d.insert(to, p.added[n])...)
	}
	all = append(all, p.changes...)
	all = append(all, d.updateCounts(p.counts)...)
	entries := p.added[len(tables)-1]
	all = append(all, d.number(entries, before)...)
	return append(all, d.insert(audit, entries)...)
}
