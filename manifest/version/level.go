package version

import (
	"strconv"
	"strings"
)

// A Level says how much a version moves. Levels are ordered: the higher one weighs more.
type Level uint8

// The levels, lowest first.
const (
	None Level = iota
	Build
	Patch
	Minor
	Major
)

var levelNames = [...]string{None: "none", Build: "build", Patch: "patch", Minor: "minor", Major: "major"}

// String returns the level's name in lower case.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "level " + strconv.Itoa(int(l))
}

// Name returns the level's name, "" for None: what a report writes where there may be no level.
func (l Level) Name() string {
	if l == None {
		return ""
	}
	return l.String()
}

// ParseLevel returns the level of that name. The error is a *[ParseError].
func ParseLevel(text string) (Level, error) {
	for l, name := range levelNames {
		if name == text {
			return Level(l), nil
		}
	}
	return None, unknownWord(text, levelNames[:])
}

// unknownWord is the error about a text that is none of a few words.
func unknownWord(text string, words []string) *ParseError {
	return &ParseError{Text: text, Found: strconv.Quote(clip(text)), Wanted: "one of " + strings.Join(words, ", ")}
}
