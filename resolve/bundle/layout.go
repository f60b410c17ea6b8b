package bundle

import "slices"

// layout says in which order the keys of a map are written, and how the map looks in YAML. The
// nil layout is that of fields that this release does not know: sorted, in flow style.
type layout struct {
	keys   []string // others stands for the keys that are not named here, sorted
	parts  map[string]*layout
	spread bool // in YAML: a line for each key
	lone   bool // in YAML: a list of one such map stays on its key's line
}

const others = ""

// document is the layout of a bundle.
var document = &layout{
	spread: true,
	keys: []string{
		"apiVersion", "kind", "name", "version", "versioning", "extends", "released", "bump",
		"overrides", "changes", "components", "labels", others, "digest",
	},
	parts: map[string]*layout{
		"versioning": {keys: []string{"scheme", "pattern", "initial", "firstRelease", others}},
		"bump": {
			spread: true,
			keys:   []string{"level", "kinds", "raisedBy", "because", others},
			parts: map[string]*layout{
				"because": {lone: true, keys: []string{"component", "from", "to", "change", "level", others}},
			},
		},
		"changes": {
			spread: true,
			keys:   []string{"type", "summary", "details", "texts", "internal", "reverts", "id", "links", others},
			parts:  map[string]*layout{"texts": {keys: []string{"sales", "engineering", "support", others}}},
		},
		"components": {
			keys:  []string{"name", "version", "direct", "exception", "requiredBy", "digest", "artifacts", others},
			parts: map[string]*layout{"artifacts": {keys: []string{"uri", "digest", "mediaType", others}}},
		},
	},
}

// order appends the keys of m to into, in the order of l.
func (l *layout) order(into []string, m map[string]any) []string {
	if l == nil {
		return l.others(into, m)
	}
	base := len(into)
	at := -1
	for _, k := range l.keys {
		if k == others {
			at = len(into)
		} else if _, ok := m[k]; ok {
			into = append(into, k)
		}
	}
	known := len(into) - base
	if at < 0 || known == len(m) {
		return into
	}
	behind := slices.Clone(into[at:])
	return append(l.others(into[:at], m), behind...)
}

// others appends the keys of m that l does not name.
func (l *layout) others(into []string, m map[string]any) []string {
	base := len(into)
	for k := range m {
		if l == nil || k == others || !slices.Contains(l.keys, k) {
			into = append(into, k)
		}
	}
	sortKeys(into[base:])
	return into
}

// part returns the layout of the maps that stand under a key, in a list or alone.
func (l *layout) part(key string) *layout {
	if l == nil {
		return nil
	}
	return l.parts[key]
}

func (l *layout) spreads() bool { return l != nil && l.spread }
