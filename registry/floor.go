package registry

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"joinery/manifest/version"
)

// A floor is a mark below which nothing is drawn any more, since it may have been given out after the
// copy was made that was brought back. Each number of a version has its own. With the gap 100, an item
// whose copy knows 1.4.2:
//
//	numbers   mark    floor     is drawn next
//	PATCH     1.4     1.4.102   1.4.103
//	MINOR     1       1.104.0   1.105.0
//	MAJOR             2.0.0     3.0.0      jumps by gap/100
//
// Other lines get theirs when a version is published on them that the copy does not know. The gap is
// kept beside the floors for that. Keys of floors have a blank, which no line has.
func floorMark(key string) string { return "floor " + key }

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

// floorAbove returns the floor of a mark: the highest number under it, and the gap.
func (l *ledger) floorAbove(key string, highest version.Version, gap uint64) (version.Version, error) {
	if name, n, ok := candidate(highest); ok {
		return highest.Core().WithPrerelease(name + "." + uintText(above(n, gap)))
	}
	if levelsDown(l.scheme) != nil {
		numbers := highest.Numbers()
		at := len(numbers) - 1
		for at > 0 && prefixMark(numbers[:at]) != key {
			at--
		}
		numbers[at] = above(numbers[at], gapAt(at == 0, gap))
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

// gapAt is how far a number jumps. Builds that draw by themselves draw anything but a new MAJOR, and that
// one would stay in everybody's sight for good.
func gapAt(major bool, gap uint64) uint64 {
	if major {
		return max(1, gap/100)
	}
	return gap
}

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
