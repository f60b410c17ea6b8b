package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"joinery/manifest/version"
)

// DefaultGap is how far a counter jumps after a restore, where nobody says otherwise.
const DefaultGap = 1000

// MaxGap is how far a counter jumps at most.
const MaxGap = 1 << 32

// Restored makes every counter jump past what may have been given out after the copy was made that
// the store was restored from, so that nothing is given twice: the last number and candidates by gap,
// the number before it by gap/10, those before by gap/100, at least by 1; 0 means [DefaultGap]. A
// calver item jumps within today's date parts; one without a MICRO, and an anyver item, has no next
// version before the calendar gives it another number.
//
// Items that were added after the copy was made are not known here: look for them before anybody
// adds them anew. It needs the role admin, and returns how many items jumped; the error tells of all
// those that did not. It is Invalid for a gap above [MaxGap].
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
		if m.Key == gapMark || strings.HasPrefix(m.Key, floorMark(levelMark(""))) {
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

// A floor is a mark below which nothing is drawn any more; the gap by which the last restore made it
// jump is kept beside it. Their keys have a blank, which no line has.
func floorMark(key string) string { return "floor " + key }

// levelMark is the key of what follows all by a level, in calver.
func levelMark(level string) string { return "level " + level }

const gapMark = "gap of a restore"

func (l *ledger) raise(key, number string) { l.marks[key], l.raised[key] = number, true }

// raiseFloor sets the floor of a mark to the highest number that may have been given under it since.
func (l *ledger) raiseFloor(key string, highest version.Version, gap uint64) error {
	floor, err := l.floorAbove(key, highest, gap)
	if err != nil {
		return err
	}
	keys := []string{key}
	if levelsDown(l.scheme) == nil && !floor.IsPrerelease() {
		keys = []string{topMark, floor.Line()} // the line may be today's, whose mark may not be there yet
	}
	for _, key := range keys {
		known, err := l.mark(floorMark(key))
		if err != nil {
			return err
		}
		if known.IsZero() || floor.Compare(known) > 0 {
			l.raise(floorMark(key), numberOf(floor))
		}
	}
	return nil
}

func (l *ledger) floorAbove(key string, highest version.Version, gap uint64) (version.Version, error) {
	if name, n, ok := candidate(highest); ok {
		return highest.Core().WithPrerelease(name + "." + uintText(above(n, gap)))
	}
	if levelsDown(l.scheme) != nil {
		numbers := highest.Numbers()
		last := len(numbers) - 1
		at := last
		for at > 0 && prefixMark(numbers[:at]) != key {
			at--
		}
		numbers[at] = above(numbers[at], max(1, [...]uint64{gap, gap / 10, gap / 100}[min(last-at, 2)]))
		clear(numbers[at+1:])
		return l.scheme.Parse(prefixMark(numbers))
	}
	on, _ := version.Day(highest)
	if key == topMark {
		on = l.day(highest)
	}
	next, err := l.scheme.Next(highest, version.Step{Date: on, Kinds: []version.Kind{version.Bugfix}, FirstRelease: l.item.Since})
	if err != nil {
		return highest, nil // without a MICRO the date's only version is the floor
	}
	if l.scheme == version.AnyVer {
		return next, nil // its month is the floor
	}
	return l.lastNumberAbove(next, gap)
}

// lastNumberAbove raises a calver version's last token, when that is a number that counts.
func (l *ledger) lastNumberAbove(v version.Version, gap uint64) (version.Version, error) {
	on, _ := version.Day(v)
	if next, err := l.scheme.Next(v, version.Step{Date: on}); err != nil || next.Line() != v.Line() {
		return v, nil
	}
	text := strings.TrimRight(v.Canonical(), "0123456789")
	numbers := v.Numbers()
	return l.scheme.Parse(text + uintText(above(numbers[len(numbers)-1], gap)))
}

// raiseLevels sets the floors of calver's levels, which raise numbers in front of the last.
func (l *ledger) raiseLevels(highest version.Version, gap uint64) error {
	if l.scheme.Name() != "calver" {
		return nil
	}
	for _, level := range l.scheme.Levels() {
		floor := highest
		for range max(1, min(gap/10, maxLevelGap)) {
			next, err := l.scheme.Next(floor, version.Step{Level: level, Date: l.day(floor)})
			if err != nil {
				break
			}
			floor = next
		}
		known, err := l.mark(floorMark(levelMark(level.String())))
		if err != nil {
			return err
		}
		if known.IsZero() || floor.Compare(known) > 0 {
			l.raise(floorMark(levelMark(level.String())), numberOf(floor))
		}
	}
	return nil
}

// maxLevelGap is how far calver's MAJOR and MINOR jump at most.
const maxLevelGap = 1000

// above adds without going beyond what a version may hold.
func above(n, gap uint64) uint64 { return min(n, math.MaxInt64-gap) + gap }

// listedAfterRestore raises the floors around a version that was not drawn here but published, when a
// restored item may have given its neighbours before: what survived elsewhere comes back in.
func (l *ledger) listedAfterRestore(v version.Version) error {
	if _, err := l.mark(gapMark); err == nil && l.marks[gapMark] == "" {
		return nil
	}
	gap, err := strconv.ParseUint(l.marks[gapMark], 10, 64)
	if err != nil {
		return err
	}
	top, err := l.mark(floorMark(topMark))
	if err != nil || top.IsZero() || v.Core().Compare(top) > 0 {
		return err
	}
	for _, key := range append(Marks(v.Core()), Marks(v)...) {
		highest := v.Core()
		if strings.Contains(key, "-") && v.IsPrerelease() {
			highest = v
		}
		if key == topMark {
			continue
		}
		known, err := l.mark(floorMark(key))
		if err != nil {
			return err
		}
		if known.IsZero() || known.Compare(highest) < 0 {
			if err := l.raiseFloor(key, highest, gap); err != nil {
				return err
			}
		}
	}
	return nil
}

// overFloor returns v, which follows a version of these numbers, or the successor of the floor that v
// does not reach.
func (l *ledger) overFloor(numbers []uint64, v version.Version, step version.Step) (version.Version, error) {
	key := v.Line()
	if at, ok := position(l.scheme, step.Level); ok {
		key = prefixMark(numbers[:at])
	} else if step.Level != version.None {
		key = levelMark(step.Level.String())
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
