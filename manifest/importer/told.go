package importer

import (
	"fmt"
	"maps"
	"slices"
)

// told is what cannot be carried over, by reason in the order in which they were met first.
type told struct {
	reasons []string
	all     map[string][]Skip
}

// skip remembers that what stands at a place is not carried over, and why. The arguments are texts
// of the file.
func (t *told) skip(at, why string, args ...string) {
	if t.all == nil {
		t.all = map[string][]Skip{}
	}
	if t.all[why] == nil {
		t.reasons = append(t.reasons, why)
	}
	t.all[why] = append(t.all[why], Skip{At: clean(at), reason: why, args: args})
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

// skipped returns all of it, those of one reason together.
func (t *told) skipped() []Skip {
	var all []Skip
	for _, why := range t.reasons {
		all = append(all, t.all[why]...)
	}
	return all
}

// filled writes a reason with its arguments, each cut to that many characters; 0 cuts none.
func filled(reason string, args []string, most int) string {
	texts := make([]any, len(args))
	for i, arg := range args {
		texts[i] = cut(clean(arg), most)
	}
	return fmt.Sprintf(reason, texts...)
}
