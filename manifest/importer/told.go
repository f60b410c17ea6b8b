package importer

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// told is what cannot be carried over: reasons, in the order in which they were met first, each
// with the places that it holds for.
type told struct {
	reasons []string
	places  map[string][]string
}

// skip remembers that what stands at a place is not carried over, and why.
func (t *told) skip(at, why string, args ...any) {
	if t.places == nil {
		t.places = map[string][]string{}
	}
	why = fmt.Sprintf(why, args...)
	if t.places[why] == nil {
		t.reasons = append(t.reasons, why)
	}
	t.places[why] = append(t.places[why], at)
}

// skipIf skips what stands at n, if anything does.
func (t *told) skipIf(n node, why string) {
	if !n.empty() {
		t.skip(n.path, why)
	}
}

// noField is the reason for what manifests do not speak of.
const noField = "a manifest has no field for it"

// rest skips every field of a map but the known ones, by key.
func (t *told) rest(n node, why string, known ...string) {
	fields, _ := n.value.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(known, key) {
			t.skipIf(n.at(key), why)
		}
	}
}

// lines returns a line for each reason, with some of its places.
func (t *told) lines(file string) []string {
	var lines []string
	for _, why := range t.reasons {
		lines = append(lines, file+": "+where(t.places[why])+": "+why)
	}
	return lines
}

// index is the part in which the places of items of one list differ.
var index = regexp.MustCompile(`\[[0-9]+\]`)

// where writes places: of those that differ in indices alone the first and how many there are, and
// five of them at most.
func where(places []string) string {
	const most = 5
	alike := map[string]int{}
	var first []string
	for _, p := range places {
		kind := index.ReplaceAllString(p, "[]")
		if alike[kind] == 0 {
			first = append(first, p)
		}
		alike[kind]++
	}
	var words []string
	for _, p := range first[:min(len(first), most)] {
		if n := alike[index.ReplaceAllString(p, "[]")]; n > 1 {
			p = fmt.Sprintf("%s and %d like it", p, n-1)
		}
		words = append(words, p)
	}
	if more := len(first) - most; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}
