package registry

import "context"

// Events returns what happened, from the audit log, oldest first, whatever q says of the order: to who may
// see an item or product, what was done to it, and nothing of where it came from. Tokens are left out. It
// needs the role read.
//
// last is the Seq that was looked at last, q.After when there was nothing: who asks again after it
// misses nothing, as [AuditQuery] says of Oldest. There may be fewer events than q.Limit, also none, while
// more come behind last.
func (r *Registry) Events(ctx context.Context, who Who, q AuditQuery) (events []Entry, last int64, err error) {
	last = q.After
	if err := who.May(Read, ""); err != nil {
		return nil, last, err
	}
	q.Oldest = true
	entries, err := r.store.Audit(ctx, q)
	if err != nil {
		return nil, last, err
	}
	for _, e := range entries {
		last = e.Seq
		if e.Item == "" || !who.sees(e.Item) { // what is of no item is about tokens
			continue
		}
		e.From, e.Request = "", ""
		events = append(events, e)
	}
	return events, last, nil
}

// Cursor returns how far a follower of that name has come in the audit log: the Seq that [Registry.Advance]
// wrote down last, 0 at first. It asks nobody who he is: followers are the server's own. Errors are the
// store's.
func (r *Registry) Cursor(ctx context.Context, name string) (int64, error) {
	return r.store.Cursor(ctx, name)
}

// Advance writes down how far a follower of that name has come, in place of what was written down before.
// Errors are the store's.
func (r *Registry) Advance(ctx context.Context, name string, seq int64) error {
	return r.store.Update(ctx, nil, func(ctx context.Context, tx Tx) error {
		return tx.Write(ctx, Writing{Cursors: map[string]int64{name: seq}})
	})
}
