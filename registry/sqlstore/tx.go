package sqlstore

import (
	"context"
	"slices"

	"joinery/registry"
)

// tx is a transaction on a session. What it writes waits until the next query or the end, so that
// all of it can travel at once.
type tx struct {
	reader
	session *session

	held    map[string]*registry.Item    // the rows that it holds, as it left them; nil: is not there
	marks   map[string]map[string]string // of items, where all of them are known
	waiting pending
	wrote   map[row]bool // the rows that it added
	entries int64        // in the audit log

	bundles  map[string]int64 // the last one's Seq, by product
	editions map[string]int64 // of products, whose rows are held

	shared bool     // with others, see convoy
	asked  int      // queries while shared
	leaves bool     // it must go alone: what it writes is forgotten, and it runs again
	failed *failure // the first; nothing is kept then
	spoilt bool     // by a failure of the database: nothing of others' is kept either
}

func newTx(s *session) *tx {
	t := &tx{session: s, held: map[string]*registry.Item{}}
	t.reader = reader{d: s.d, run: t.ask, tx: true}
	return t
}

const (
	fewQueries = 32  // of a change that travels with others; a draw has a handful
	manyNames  = 500 // may stand in one statement
	manyMarks  = 50  // of an item are read before anybody asks
)

// begin begins the transaction and holds items, whose names are sorted.
func (t *tx) begin(ctx context.Context, names []string, hold Hold) error {
	all := []*statement{write(t.d.Begin)}
	for _, name := range names {
		t.held[name] = nil
	}
	for some := range slices.Chunk(names, manyNames) {
		all = append(all, holdItems(hold, some, func(i registry.Item) { t.held[i.Name] = &i }))
	}
	if len(names) == 0 || len(names) > convoyLimit {
		return t.send(ctx, "beginning", all...)
	}

	most, read := manyMarks*len(names), 0
	known := map[string]map[string]string{}
	for _, name := range names {
		known[name] = map[string]string{}
	}
	all = append(all, someMarks(t.d, names, most, func(m registry.Mark) {
		known[m.Item][m.Key] = m.Number
		read++
	}))
	err := t.send(ctx, "beginning", all...)
	if read < most { // these are all
		t.marks = known
	}
	return err
}

// send runs statements and remembers the first failure.
func (t *tx) send(ctx context.Context, doing string, all ...*statement) error {
	if t.failed != nil {
		return t.failed.told
	}
	if err := ctx.Err(); err != nil {
		t.failed = &failure{told: err}
		return err
	}
	if t.d.Embedded || t.shared {
		ctx = context.WithoutCancel(ctx) // an interrupted statement would take others' changes with it
	}
	if t.shared {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, commitTime)
		defer cancel()
	}
	if err := t.session.run(ctx, all...); err != nil {
		t.failed, t.spoilt = t.d.tell(ctx, doing, err), true
		return t.failed.told
	}
	return nil
}

// ask runs queries, after what was written before.
func (t *tx) ask(ctx context.Context, all ...*statement) error {
	t.asked++
	if err := t.flush(ctx); err != nil {
		return err
	}
	return t.send(ctx, "reading", all...)
}

// flush sends what waits.
func (t *tx) flush(ctx context.Context) error {
	if t.shared && (t.waiting.size > 0 || t.leaves || t.asked > fewQueries) {
		t.failed = errAlone
	}
	all := t.waiting.statements(t.d, t.entries)
	t.entries += t.waiting.entries()
	t.waiting = pending{}
	return t.send(ctx, "writing", all...)
}

// Item implements [registry.Reader].
func (t *tx) Item(ctx context.Context, name string) (registry.Item, bool, error) {
	item, ok := t.held[name]
	if !ok {
		item, ok, err := t.reader.Item(ctx, name)
		if t.d.Embedded && err == nil { // where all rows are held
			t.held[name] = nil
			if ok {
				t.held[name] = &item
			}
		}
		return cloned(item), ok, err
	}
	if t.failed != nil || ctx.Err() != nil {
		return registry.Item{}, false, t.send(ctx, "reading")
	}
	if item == nil {
		return registry.Item{}, false, nil
	}
	return cloned(*item), true, nil
}

func cloned(i registry.Item) registry.Item {
	i.Document = slices.Clone(i.Document)
	return i
}

// Mark implements [registry.Reader].
func (t *tx) Mark(ctx context.Context, item, kind string) (string, error) {
	known, ok := t.marks[item]
	if !ok || t.failed != nil || ctx.Err() != nil {
		return t.reader.Mark(ctx, item, kind)
	}
	return known[kind], nil
}
