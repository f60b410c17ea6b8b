package resolve

import (
	"slices"
	"strings"

	"joinery/manifest"
)

// Tale is the same for two changes exactly when they are told as one: they have one id, and say
// the same. One without an id is told alone.
type Tale struct {
	key  changeKey
	said string
}

// Tale returns what the change is told as.
func (t Told) Tale() Tale {
	return Tale{t.key(), strings.Join(strings.Fields(t.Note.Summary.Value), " ")}
}

// ToldOnce is one change, wherever it was brought.
type ToldOnce struct {
	Type string // of the types that it has in these places the one that asks for most
	In   []Told // in the order in which they were given; never empty
}

// Once brings together what one change brought to several components, or to several versions:
// changes of one [Tale] are one. They come in the order in which they first occur.
func Once(all []Told) []ToldOnce {
	var once []ToldOnce
	at := map[Tale]int{}
	for _, t := range all {
		i, known := at[t.Tale()]
		if !known {
			i = len(once)
			at[t.Tale()] = i
			once = append(once, ToldOnce{Type: t.Note.Type.Value})
		}
		once[i].In = append(once[i].In, t)
		if typeRank(t.Note.Type.Value) < typeRank(once[i].Type) {
			once[i].Type = t.Note.Type.Value
		}
	}
	return once
}

// typeRank orders types of change: what asks for most first, unknown ones last.
func typeRank(changeType string) int {
	if at := slices.Index(manifest.ChangeTypes, changeType); at >= 0 {
		return at
	}
	return len(manifest.ChangeTypes)
}
