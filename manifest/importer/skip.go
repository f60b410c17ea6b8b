package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Skip is something that the file says and the workspace does not.
type Skip struct {
	At string // the path to it, as dependencies[2].condition, or its line

	reason string // with a verb for each text of the file in it
	args   []string
}

// Why says why it is not carried over, whole: it may quote a text of the file without end.
func (s Skip) Why() string { return filled(s.reason, s.args, 0) }

// How much a summary tells.
const (
	maxPlaces = 5   // places of one reason
	maxQuoted = 3   // reasons that differ only in what they quote
	maxWord   = 120 // characters of a place or of a quoted text
)

// Summary returns what was skipped in lines for a person, each with the file, places and the
// reason: a line for all of one reason, three at most for those of one kind. It says how many are
// not told, and cuts places and quoted texts that are long.
func (im *Import) Summary() []string {
	var lines []string
	for rest := im.Skipped; len(rest) > 0; {
		end := slices.IndexFunc(rest, func(s Skip) bool { return s.reason != rest[0].reason })
		if end < 0 {
			end = len(rest)
		}
		lines = append(lines, summary(rest[:end])...)
		rest = rest[end:]
	}
	for i, line := range lines {
		lines[i] = im.File + ": " + line
	}
	return lines
}

// summary returns the lines of those that are of one kind.
func summary(kind []Skip) []string {
	var whys []string
	places := map[string][]string{}
	more := 0
	for _, s := range kind {
		why := filled(s.reason, s.args, maxWord)
		switch {
		case places[why] == nil && len(whys) == maxQuoted:
			more++
			continue
		case places[why] == nil:
			whys = append(whys, why)
		}
		places[why] = append(places[why], s.At)
	}
	lines := make([]string, len(whys))
	for i, why := range whys {
		lines[i] = where(places[why]) + ": " + why
	}
	if more > 0 {
		lines[len(lines)-1] += fmt.Sprintf(" (and %d more like it)", more)
	}
	return lines
}

// index is the part in which the places of items of one list differ.
var index = regexp.MustCompile(`\[[0-9]+\]`)

// where writes places: of those that differ in indices alone the first and how many there are,
// and five of them at most.
func where(places []string) string {
	alike := map[string]int{}
	var first, kinds []string
	for _, p := range places {
		kind := index.ReplaceAllString(p, "[]")
		if alike[kind] == 0 {
			first, kinds = append(first, p), append(kinds, kind)
		}
		alike[kind]++
	}
	var words []string
	for i, p := range first[:min(len(first), maxPlaces)] {
		p = cut(p, maxWord)
		if n := alike[kinds[i]]; n > 1 {
			p = fmt.Sprintf("%s and %d like it", p, n-1)
		}
		words = append(words, p)
	}
	if more := len(first) - maxPlaces; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}
