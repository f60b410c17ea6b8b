package registry

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"joinery/manifest/version"
	"joinery/resolve"
)

// next returns the number that a draw gets, and what it extends.
func (l *ledger) next(d *Draw, step version.Step) (version.Version, []string, error) {
	var (
		v       version.Version
		extends []string
		err     error
	)
	switch {
	case len(d.Extends) > 1:
		v, extends, err = l.merge(d.Extends)
	case len(d.Extends) == 1:
		v, extends, err = l.after(d.Extends[0], step)
	case d.Line != "":
		v, extends, err = l.onLine(d.Line, step)
	default:
		v, extends, err = l.afterHighest(step)
	}
	if err != nil || d.Candidate == "" {
		return v, extends, err
	}
	if v, err = l.candidate(v, d.Candidate); err != nil {
		return v, nil, err
	}
	return v, l.below(v, extends), nil
}

// below returns what is lower than a version of what it would extend: a first beta extends no rc of its
// own number.
func (l *ledger) below(v version.Version, extends []string) []string {
	return slices.DeleteFunc(extends, func(text string) bool {
		older, err := l.scheme.Parse(text)
		return err == nil && older.Compare(v) >= 0
	})
}

// afterHighest returns the successor of the highest version, or the first one.
func (l *ledger) afterHighest(step version.Step) (version.Version, []string, error) {
	highest, err := l.mark(topMark)
	if err != nil {
		return highest, nil, err
	}
	if highest.IsZero() {
		return l.first(step)
	}
	v, err := l.successor(highest, step)
	return v, []string{highest.Canonical()}, err
}

// first returns the first production version: what the scheme begins with, or the number of the highest
// pre-release, where that is higher.
func (l *ledger) first(step version.Step) (version.Version, []string, error) {
	v, err := l.scheme.First(l.now)
	if err != nil {
		return v, nil, stepFault("level", err)
	}
	early, err := l.mark(earlyMark)
	if err != nil {
		return v, nil, err
	}
	var extends []string
	if !early.IsZero() {
		extends = []string{early.Canonical()}
		if early.Core().Compare(v) > 0 {
			v = early.Core()
		}
	}
	if step.Date = l.day(v); levelsDown(l.scheme) != nil {
		step.Level = version.Major
	}
	v, err = l.overFloor(make([]uint64, len(v.Numbers())), v, step)
	return v, extends, stepFault("level", err)
}

// onLine returns the successor of the highest version of a line, on that line.
func (l *ledger) onLine(line string, step version.Step) (version.Version, []string, error) {
	none := version.Version{}
	if l.scheme == version.AnyVer {
		return none, nil, invalid("line", "found a line for an anyver item, whose versions follow the calendar; wanted none")
	}
	if err := aLine(l.scheme, line); err != nil {
		return none, nil, err
	}
	highest, err := l.mark(line)
	if err != nil {
		return none, nil, err
	}
	if highest.IsZero() {
		return none, nil, &Error{Code: NotFound, Message: l.item.Name + " has no version on a line " + line, Hint: listing(l.item.Name), Field: "line"}
	}
	if on, ok := version.Day(highest); ok { // a line of calver is over when its date is; what is drawn on it belongs to it
		step.Date = on
	}
	v, err := l.successor(highest, step)
	if err == nil && v.Canonical() != line && !strings.HasPrefix(v.Canonical(), line+".") && v.Line() != line {
		err = invalid("level", "%s after %s is %s, which leaves the line %s; wanted a lower level or another line", step.Level, highest, v, line)
	}
	return v, []string{highest.Canonical()}, err
}

var lineForm = regexp.MustCompile(`^[0-9]+([._-][0-9]+)*$`)

// aLine refuses what is no line of a scheme. The error is Invalid.
func aLine(scheme version.Scheme, line string) error {
	if err := checkText("line", line, maxLine); err != nil {
		return err
	}
	if line != "" && scheme != version.Loose && !lineForm.MatchString(line) {
		return invalid("line", "found the line %s, wanted numbers such as 1.4", Quoted(line))
	}
	return nil
}

// after returns what follows a version that was named: the first number of the level above it and
// above all that were given there.
func (l *ledger) after(text string, step version.Step) (version.Version, []string, error) {
	from, err := l.grown(text)
	if err != nil {
		return from, nil, err
	}
	extends := []string{from.Canonical()}
	key := topMark
	if at, ok := position(l.scheme, step.Level); ok {
		key = prefixMark(from.Numbers()[:at])
	}
	highest, err := l.mark(key)
	if err != nil {
		return from, nil, err
	}
	if highest.IsZero() || from.Compare(highest) > 0 {
		highest = from
	}
	v, err := l.successor(highest, step)
	return v, extends, err
}

// merge returns the MERGE of versions; where its number is taken, the next one that is free by the
// level that the MERGE raised.
func (l *ledger) merge(texts []string) (version.Version, []string, error) {
	var none version.Version
	all := make([]version.Version, 0, len(texts))
	for _, text := range texts {
		v, err := l.grown(text)
		if err != nil {
			return none, nil, err
		}
		all = append(all, v)
	}
	slices.SortFunc(all, func(v, w version.Version) int { return w.Compare(v) })
	all = slices.CompactFunc(all, func(v, w version.Version) bool { return v.Compare(w) == 0 })
	extends := make([]string, len(all))
	for i, v := range all {
		extends[i] = v.Canonical()
	}
	merged, err := resolve.Merge(all, l.day(all[0]), l.item.Since)
	if err != nil {
		return none, nil, stepFault("extends", err)
	}
	key, step := topMark, version.Step{Kinds: []version.Kind{version.Bugfix}}
	if levels := levelsDown(l.scheme); levels != nil {
		at := 0
		for at < len(levels)-1 && merged.Numbers()[at] == all[0].Numbers()[at] {
			at++
		}
		key, step = prefixMark(merged.Numbers()[:at]), version.Step{Level: levels[at]}
	}
	highest, err := l.mark(key)
	if err != nil {
		return none, nil, err
	}
	if !highest.IsZero() && highest.Compare(merged) >= 0 {
		merged, err = l.successor(highest, step)
	} else {
		step.Date = l.day(merged)
		merged, err = l.overFloor(merged.Numbers(), merged, step)
	}
	return merged, extends, err
}

var candidateName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]{0,31}$`)

// candidate returns the next candidate of a number.
func (l *ledger) candidate(core version.Version, name string) (version.Version, error) {
	if !candidateName.MatchString(name) {
		return core, invalid("candidate", "found the candidate name %s, wanted one such as rc or beta", Quoted(name))
	}
	if strings.EqualFold(name, snapshot) {
		e := invalid("candidate", "found the candidate name %s, which a version has that still changes; wanted one such as rc or beta", Quoted(name))
		e.Hint = "a SNAPSHOT stands in a manifest and is drawn when it is cut; without a candidate, its production version is"
		return core, e
	}
	n := uint64(0)
	for _, key := range []string{candidateMark(core, name), floorMark(candidateMark(core, name))} {
		highest, err := l.mark(key)
		if err != nil {
			return core, err
		}
		if !highest.IsZero() {
			_, given, _ := candidate(highest)
			n = max(n, given)
		}
	}
	if n >= math.MaxInt64 {
		return core, &Error{Code: Conflict, Field: "candidate", Message: core.String() + " has the highest candidate " + name + " that there is", Hint: "draw one of another name"}
	}
	v, err := core.WithPrerelease(name + "." + uintText(n+1))
	if err != nil {
		return v, invalid("candidate", "%v", err)
	}
	return v, nil
}

// grown parses the number of a version that was given and did not lapse.
func (l *ledger) grown(text string) (version.Version, error) {
	v, err := l.parse("extends", text)
	if err != nil {
		return v, err
	}
	known, ok, err := l.version(numberOf(v))
	switch {
	case err != nil:
		return v, err
	case !ok:
		return v, &Error{Code: NotFound, Field: "extends", Message: l.item.Name + " has no version " + text, Hint: listing(l.item.Name)}
	case known.At(l.now) == Lapsed:
		return v, &Error{Code: Conflict, Field: "extends", Message: l.item.Name + " " + text + " lapsed: it was reserved and never published", Hint: "extend a version that there is"}
	}
	return v, nil
}

// parse reads a version of the item. The error is Invalid.
func (l *ledger) parse(field, text string) (version.Version, error) {
	v, err := l.scheme.Parse(text)
	if err != nil {
		return v, invalid(field, "found no %s version of %s: %v", l.scheme, l.item.Name, err)
	}
	return v, nil
}

// successor returns what a scheme has next. A clock that went back does not take versions with it.
func (l *ledger) successor(from version.Version, step version.Step) (version.Version, error) {
	if step.Date.IsZero() {
		step.Date = l.day(from)
	}
	step.FirstRelease = l.item.Since
	v, err := l.scheme.Next(from, step)
	if err != nil {
		return v, stepFault("level", err)
	}
	return l.overFloor(from.Numbers(), v, step)
}

// day returns today, or what is later: the day that a version writes, that of a restore, that of the
// first release.
func (l *ledger) day(from version.Version) time.Time {
	today := l.now.UTC().Truncate(24 * time.Hour)
	latest := func(v version.Version) {
		if on, ok := version.Day(v); ok && on.After(today) {
			today = on
		}
	}
	latest(from)
	if _, dated := version.Day(from); dated {
		if floor, err := l.mark(floorMark(topMark)); err == nil {
			latest(floor)
		}
		if l.item.Since.After(today) {
			today = l.item.Since
		}
	}
	return today
}

// position returns the place of the number that a level raises, in schemes that count.
func position(scheme version.Scheme, level version.Level) (int, bool) {
	at := slices.Index(levelsDown(scheme), level)
	return at, at >= 0
}

// levelsDown returns the levels of a scheme that counts, highest first, nil for the other schemes.
func levelsDown(scheme version.Scheme) []version.Level {
	if scheme != version.SemVer && scheme != version.FourPart {
		return nil
	}
	levels := scheme.Levels()
	slices.Reverse(levels)
	return levels
}
