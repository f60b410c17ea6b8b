package registry

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"joinery/manifest/version"
)

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

// lastNumberAbove raises a calver version's last token, when that is a number that counts.
func (l *ledger) lastNumberAbove(v version.Version, gap uint64) (version.Version, error) {
	on, _ := version.Day(v)
	next, err := l.scheme.Next(v, version.Step{Date: on})
	if err != nil || next.Line() != v.Line() {
		return v, nil
	}
	return l.further(v, next, gap)
}

// raiseLevels sets the floors of calver's levels, which raise numbers in front of the last.
func (l *ledger) raiseLevels(highest version.Version, gap uint64) error {
	if l.scheme.Name() != "calver" {
		return nil
	}
	for _, level := range l.scheme.Levels() {
		floor, err := l.levelAbove(highest, level, gapAt(level == version.Major, gap))
		if err != nil {
			return err
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

// levelAbove raises a calver version by a level, that many times.
func (l *ledger) levelAbove(v version.Version, level version.Level, times uint64) (version.Version, error) {
	step := version.Step{Level: level, Date: l.day(v)}
	next, err := l.scheme.Next(v, step)
	if err != nil {
		return v, nil // the number is at its end
	}
	after, err := l.scheme.Next(next, step)
	if err != nil {
		return next, nil
	}
	return l.further(next, after, times-1)
}

// further raises the number in which a calver version and the next one differ.
func (l *ledger) further(v, next version.Version, by uint64) (version.Version, error) {
	at := 0
	for v.Numbers()[at] == next.Numbers()[at] {
		at++
	}
	n := v.Numbers()[at]
	text, other := v.Canonical(), next.Canonical()
	end := 0
	for text[end] == other[end] {
		end++
	}
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	begin := end - len(uintText(n)) // digits of the date may stand right in front of it
	return l.scheme.Parse(text[:begin] + uintText(above(n, by)) + text[end:])
}

// gapAt is how far a number jumps. Builds that draw by themselves draw anything but a new MAJOR: that one
// would stay in everybody's sight for good.
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
