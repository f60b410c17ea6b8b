package sqlstore

import (
	"context"
	"time"

	"joinery/registry"
)

// An audit entry's number says where it stands, and who follows the log by numbers must not miss
// one that is committed late. So the numbers are given in the order in which entries appear:
// either a counter row is held until the commit, or the number is made of the transaction's, and a
// query stops before the transactions that still run (see [Dialect].Horizon).

const auditColumns = "seq, happened, who, origin, request, action, item, version, detail"

var audit = &table{name: "audit", columns: auditColumns, width: 9}

func scanEntry(columns scanFunc) (registry.Entry, error) {
	var e registry.Entry
	err := columns(&e.Seq, (*instant)(&e.At), &e.Who, &e.From, &e.Request, &e.Action, &e.Item, &e.Version, &e.Detail)
	return e, err
}

func (p *pending) addEntry(d *Dialect, e registry.Entry) error {
	const number = int64(0) // until it is sent
	return p.add(d, audit, number, e.At, key(e.Who), e.From, e.Request, e.Action, key(e.Item), e.Version, e.Detail)
}

// number numbers entries that are to be added to a transaction which added so many before. It
// returns what must be done first.
func (d *Dialect) number(rows [][]any, before int64) []*statement {
	for n := range rows {
		rows[n][0] = before + int64(n)
		if d.CountEntries != "" {
			rows[n][0] = int64(len(rows) - 1 - n)
		}
	}
	if d.CountEntries == "" || len(rows) == 0 {
		return nil
	}
	return []*statement{write(d.CountEntries, int64(len(rows)))}
}

// Audit implements [registry.Reader].
func (r *reader) Audit(ctx context.Context, q registry.AuditQuery) ([]registry.Entry, error) {
	var where clauses
	where.and("seq > ?", q.After)
	if q.Before > 0 {
		where.and("seq < ?", q.Before)
	}
	if q.Oldest && r.d.Horizon != "" && !r.tx {
		horizon, err := r.horizon(ctx)
		if err != nil {
			return nil, err
		}
		where.and("seq < ?", horizon)
	}
	if q.Item != "" {
		where.and("item = ?", key(q.Item))
	}
	if q.Who != "" {
		where.and("who = ?", key(q.Who))
	}
	return query(ctx, r, scanEntry, "select "+auditColumns+" from audit"+where.String()+bySeq(q.Oldest)+r.d.Limit, append(where.args, q.Limit)...)
}

// How long, and how often, a query waits for what still runs. It stops short then.
const (
	settles = 2 * time.Millisecond
	settled = 100
)

// horizon returns a number below which no entry will appear any more. It waits a while for the
// entries that are there.
func (r *reader) horizon(ctx context.Context) (int64, error) {
	const last = "(select coalesce(max(seq), 0) from audit)"
	type seen struct{ last, horizon int64 }
	look := func() (seen, error) {
		s, _, err := single(ctx, r, func(columns scanFunc) (s seen, err error) {
			err = columns(&s.last, &s.horizon)
			return s, err
		}, "select "+last+", "+r.d.Horizon)
		return s, err
	}
	first, err := look()
	for now, n := first, 0; err == nil; n++ {
		if now.horizon > first.last || n == settled {
			return now.horizon, nil
		}
		if err := pause(ctx, settles); err != nil {
			return 0, err
		}
		now, err = look()
	}
	return 0, err
}

// pause waits, or returns ctx's error when that ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
