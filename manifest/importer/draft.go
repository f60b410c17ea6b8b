package importer

import (
	"encoding/hex"
	"slices"
	"strings"
)

// draft is what a reader found in a file.
type draft struct {
	told
	product Product // its Title is what the file calls it
	version string  // the product's, as the file writes it
	at      string  // where that stands
	parts   []*part // in the file's order
	direct  []string
}

// part is one version of a component as a file lists it. Its Title is what the file calls it, its
// Version is as it is written there; Name, Scheme and Dependencies are not known yet.
type part struct {
	Component
	at    string   // where it stands
	kind  string   // a word that tells it from another part of the same name: chart, image
	id    string   // what all versions of one component share; the title when ""
	full  string   // its title with what tells it from others of that title; "" when that is the title
	key   string   // what others call this version
	needs []string // keys of what it needs
}

// told is what messages call a part.
func (p *part) told() string {
	if p.full != "" {
		return p.full
	}
	return p.Title
}

// add takes in a part.
func (d *draft) add(p *part) {
	if p.Title == "" {
		p.Title = p.Name
	}
	if p.id == "" {
		p.id = p.Title
	}
	if p.key == "" {
		p.key = p.id + "@" + p.Version
	}
	d.parts = append(d.parts, p)
}

// labels returns the pairs of keys and values that have a value, by key.
func labels(pairs ...string) []Label {
	var all []Label
	for i := 0; i+1 < len(pairs); i += 2 {
		if key, value := clean(pairs[i]), clean(pairs[i+1]); key != "" && value != "" {
			all = append(all, Label{key, value})
		}
	}
	slices.SortStableFunc(all, func(a, b Label) int { return strings.Compare(a.Key, b.Key) })
	return slices.CompactFunc(all, func(a, b Label) bool { return a.Key == b.Key })
}

// sha256 returns a digest as manifests write it from the 64 hexadecimal digits of one, "" from
// any other text.
func sha256(digits string) string {
	digits = strings.ToLower(digits)
	if sum, err := hex.DecodeString(digits); err != nil || len(sum) != 32 {
		return ""
	}
	return "sha256:" + digits
}
