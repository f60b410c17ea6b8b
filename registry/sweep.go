package registry

import "context"

// sweepPage is how many versions one sweep looks at.
const sweepPage = 500

// Sweep writes down which reserved versions lapsed, of up to 500 at once, and returns how many did: who gets so
// many sweeps again. Their state is Lapsed from their time on, swept or not; a sweep makes the audit log tell
// it. Items follow one another, each in a transaction of its own: with an error, those before it are done.
func (r *Registry) Sweep(ctx context.Context) (lapsed int, err error) {
	due, err := r.store.Due(ctx, r.now(), sweepPage)
	if err != nil {
		return 0, err
	}
	byItem := map[string][]string{}
	var names []string
	for _, v := range due {
		if byItem[v.Item] == nil {
			names = append(names, v.Item)
		}
		byItem[v.Item] = append(byItem[v.Item], v.Number)
	}
	for _, name := range names {
		n, err := r.lapse(ctx, name, byItem[name])
		if lapsed += n; err != nil {
			return lapsed, err
		}
	}
	return lapsed, nil
}

// lapse marks versions of an item whose time is still over now that nobody else can change them.
func (r *Registry) lapse(ctx context.Context, item string, numbers []string) (n int, err error) {
	sweeper := Who{Name: "joinery", Role: Admin}
	err = r.store.Update(ctx, []string{item}, func(ctx context.Context, tx Tx) error {
		n = 0
		l, err := openLedger(ctx, tx, item, r.now())
		if err != nil {
			return err
		}
		for _, number := range numbers {
			v, ok, err := l.version(number)
			if err != nil {
				return err
			}
			if !ok || v.State != Drawn || v.At(l.now) != Lapsed {
				continue
			}
			n++
			v.State = Lapsed
			l.change(v)
			l.tell(sweeper, VersionLapsed, number, v.Revision)
		}
		if n == 0 {
			return nil
		}
		return tx.Write(ctx, l.writing())
	})
	return n, err
}
