package version

import "time"

// ParseDate reads a day as YYYY-MM-DD and returns its midnight in UTC. The error is a
// *[ParseError]; a day that no calendar has, such as 2026-02-30, is one.
func ParseDate(text string) (time.Time, error) {
	for i := range len("YYYY-MM-DD") {
		ok := i < len(text) && isDigit(text[i])
		if i == 4 || i == 7 {
			ok = i < len(text) && text[i] == '-'
		}
		if !ok {
			return time.Time{}, &ParseError{Text: text, Offset: i, Found: found(text, i), Wanted: "a date as YYYY-MM-DD"}
		}
	}
	if at := len("YYYY-MM-DD"); len(text) > at {
		return time.Time{}, &ParseError{Text: text, Offset: at, Found: found(text, at), Wanted: "the end of the date"}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, &ParseError{Text: text, Found: "a day that does not exist", Wanted: "a real day as YYYY-MM-DD"}
	}
	return day, nil
}
