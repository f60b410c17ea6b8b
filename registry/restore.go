package registry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"joinery/manifest/version"
)

// DefaultGap is how far a counter jumps after a restore, where nobody says otherwise.
const DefaultGap = 1000

// Restored makes every counter jump past what may have been given out after the copy was made that
// the store was restored from, so that nothing is given twice: the last number and candidates by gap,
// the number before it by gap/10, those before by gap/100, at least by 1. A calver item jumps within
// today's date parts; one without a MICRO, and an anyver item, has no next version before the calendar
// gives it another number.
//
// Items that were added after the copy was made are not known here: look for them before anybody
// adds them anew. It needs the role admin, and returns how many items jumped.
func (r *Registry) Restored(ctx context.Context, who Who, gap uint64) (int, error) {
	if err := who.May(Admin, ""); err != nil {
		return 0, err
	}
	if gap == 0 {
		gap = DefaultGap
	}
	count := 0
	for q := (ItemQuery{Limit: page}); ; {
		items, err := r.store.Items(ctx, q)
		if err != nil {
			return count, err
		}
		for _, item := range items {
			if item.Scheme == version.Loose.Name() {
				continue
			}
			if err := r.jump(ctx, who, item.Name, gap); err != nil {
				return count, err
			}
			count++
		}
		if len(items) < page {
			return count, nil
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
		l.tell(who, Restored, "", "counters jumped by "+strconv.FormatUint(gap, 10))
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
		v, err := l.stored(m.Number)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(m.Key, floorMark("")) {
			raise(v, m.Key)
		}
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

// A floor is a mark below which nothing is given any more.
func floorMark(key string) string { return "floor " + key }

// raiseFloor sets the floor of a mark to the highest number that may have been given under it since.
func (l *ledger) raiseFloor(key string, highest version.Version, gap uint64) error {
	floor, err := l.floorAbove(key, highest, gap)
	if err != nil {
		return err
	}
	if levelsDown(l.scheme) == nil && key == topMark {
		key = floor.Line() // today's, whose mark may not be there yet
	}
	known, err := l.mark(floorMark(key))
	if err == nil && (known.IsZero() || floor.Compare(known) > 0) {
		l.marks[floorMark(key)], l.raised[floorMark(key)] = numberOf(floor), true
	}
	return err
}

func (l *ledger) floorAbove(key string, highest version.Version, gap uint64) (version.Version, error) {
	if name, n, ok := candidate(highest); ok {
		return highest.Core().WithPrerelease(name + "." + uintText(n+gap))
	}
	if levelsDown(l.scheme) != nil {
		numbers := highest.Numbers()
		last := len(numbers) - 1
		at := last
		for at > 0 && prefixMark(numbers[:at]) != key {
			at--
		}
		numbers[at] += max(1, [...]uint64{gap, gap / 10, gap / 100}[min(last-at, 2)])
		clear(numbers[at+1:])
		return l.scheme.Parse(prefixMark(numbers))
	}
	on, _ := version.Day(highest)
	if key == topMark {
		on = l.day(highest)
	}
	step := version.Step{Date: on, Kinds: []version.Kind{version.Bugfix}, FirstRelease: l.item.Since}
	for range gap {
		next, err := l.scheme.Next(highest, step)
		if err != nil {
			break // without a MICRO the date's only version is the floor
		}
		if highest = next; l.scheme == version.AnyVer {
			break // its month is the floor
		}
	}
	return highest, nil
}

// overFloor returns v, which follows a version of these numbers, or the successor of the floor that v
// does not reach.
func (l *ledger) overFloor(numbers []uint64, v version.Version, step version.Step) (version.Version, error) {
	key := v.Line()
	if at, ok := position(l.scheme, step.Level); ok {
		key = prefixMark(numbers[:at])
	}
	floor, err := l.mark(floorMark(key))
	if err != nil || floor.IsZero() {
		return v, err
	}
	if l.scheme == version.AnyVer {
		return v, &Error{Code: Conflict, Field: "level", Hint: "draw next month, or publish a version that is known to be free",
			Message: fmt.Sprintf("%s was restored from a copy this month: which of its numbers were given since is not known", l.item.Name)}
	}
	if v.Compare(floor) > 0 {
		return v, nil
	}
	v, err = l.scheme.Next(floor, step)
	return v, stepFault("level", err)
}
