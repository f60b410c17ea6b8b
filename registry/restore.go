package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"joinery/manifest/version"
)

// DefaultGap is how far a counter jumps after a restore, where nobody says otherwise.
const DefaultGap = 1000

// MaxGap is how far a counter jumps at most.
const MaxGap = 1 << 32

// Restored makes every counter jump past what may have been given out after the copy was made that
// the store was restored from, so that nothing is given twice while no item had more than gap draws
// since, and of them gap/100 for a new MAJOR: that number jumps by gap/100, at least by 1, each other one,
// of each line, and of candidates, by gap; 0 means [DefaultGap]. A calver item jumps within today's
// date parts; one without a MICRO, and an anyver item, has no next version before the calendar gives it
// another number. A loose item has no counter.
//
// Items that were added after the copy was made are not known here: look for them before anybody
// adds them anew. It needs the role admin, and returns how many items jumped, each in a transaction of
// its own; the error joins those of all that did not. It is Invalid for a gap above [MaxGap].
func (r *Registry) Restored(ctx context.Context, who Who, gap uint64) (int, error) {
	if err := who.May(Admin, ""); err != nil {
		return 0, err
	}
	if gap > MaxGap {
		return 0, invalid("gap", "found a gap of %d, at most %d is taken", gap, uint64(MaxGap))
	}
	if gap == 0 {
		gap = DefaultGap
	}
	count := 0
	var failed error
	for q := (ItemQuery{Limit: page}); ; {
		items, err := r.store.Items(ctx, q)
		if err != nil {
			return count, errors.Join(failed, err)
		}
		for _, item := range items {
			if item.Scheme == version.Loose.Name() {
				continue
			}
			if err := r.jump(ctx, who, item.Name, gap); err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s: %w", item.Name, err))
				continue
			}
			count++
		}
		if len(items) < page {
			return count, failed
		}
		q.After = items[len(items)-1].Name
	}
}

// jump raises the floors of one item.
func (r *Registry) jump(ctx context.Context, who Who, name string, gap uint64) error {
	ctx, cancel := r.patient(ctx)
	defer cancel()
	return r.store.Update(ctx, []string{name}, func(ctx context.Context, tx Tx) error {
		l, err := openLedger(ctx, tx, name, r.now())
		if err != nil {
			return err
		}
		highest, err := l.everGiven()
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(highest)) {
			if err := l.raiseFloor(key, highest[key], gap); err != nil {
				return err
			}
		}
		if err := l.raiseLevels(highest[topMark], gap); err != nil {
			return err
		}
		l.raise(gapMark, uintText(gap))
		l.item.Edition += int64(gap) // what was read of a lost edition must not pass for a new one
		l.tell(who, Restored, "", "counters jumped by "+uintText(gap))
		return tx.Write(ctx, l.writing())
	})
}

// everGiven returns the highest version under each mark: those that are there, those that the numbers
// of pre-releases will have, and the first version where there is none.
func (l *ledger) everGiven() (map[string]version.Version, error) {
	highest := map[string]version.Version{}
	raise := func(v version.Version, keys ...string) {
		for _, key := range keys {
			if known := highest[key]; known.IsZero() || v.Compare(known) > 0 {
				highest[key] = v
			}
		}
	}
	marks, err := l.tx.Marks(l.ctx, l.item.Name)
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		if m.Key == gapMark || m.Key == earlyMark || strings.HasPrefix(m.Key, floorMark(levelMark(""))) {
			continue
		}
		v, err := l.stored(m.Number)
		if err != nil {
			return nil, err
		}
		raise(v, strings.TrimPrefix(m.Key, floorMark(""))) // a restore before this one counts
	}
	for q := (VersionQuery{Item: l.item.Name, Oldest: true, Limit: page}); ; {
		versions, err := l.tx.Versions(l.ctx, q)
		if err != nil {
			return nil, err
		}
		for _, given := range versions {
			v, err := l.stored(given.Number)
			if err != nil {
				return nil, err
			}
			if v.IsPrerelease() {
				raise(v.Core(), Marks(v.Core())...)
			}
		}
		if len(versions) < page {
			break
		}
		q.After = versions[len(versions)-1].Seq
	}
	if _, given := highest[topMark]; !given {
		first, err := l.scheme.First(l.now)
		if err != nil {
			return nil, stepFault("", err)
		}
		raise(first, Marks(first)...)
	}
	return highest, nil
}
