package version

import "time"

// Day returns the first day, in UTC, that a calver or anyver version can have been released on,
// by the date that it writes: 2026.11.3 is 2026-11-01. It is false in the other schemes. Next never
// refuses this day as being too early.
func Day(v Version) (time.Time, bool) {
	year, month, day := 0, 1, 1
	switch s := v.Scheme().(type) {
	case anyver:
		written := int(number(v, fieldMonth))
		year, month = written/100, written%100
	case calver:
		for i, slot := range s.slots[:s.size] {
			n := int(number(v, i))
			switch tok := slot.get(); tok.part {
			case partYear:
				year = n
				if tok.width != 4 {
					year += 2000
				}
			case partMonth:
				month = n
			case partWeek:
				day = 1 + 7*(n-1)
			case partDay:
				day = n
			default: // no part of the date
			}
		}
	default:
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), true
}
