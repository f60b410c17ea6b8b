package registry

import "joinery/manifest/version"

// levelMark is the key of what follows all by a level, in calver.
func levelMark(level string) string { return "level " + level }

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
