package resolve

import (
	"slices"

	"joinery/manifest"
)

// ToldOnce is one change, wherever it was brought.
type ToldOnce struct {
	Type string // of the types that it has in these places the one that asks for most
	In   []Told // in the order in which they were given; never empty
}

// Once brings together what one change brought to several components, or to several versions:
// changes of one id are one. They come in the order in which they first occur.
func Once(all []Told) []ToldOnce {
	var once []ToldOnce
	at := map[changeKey]int{}
	for _, t := range all {
		i, known := at[t.key()]
		if !known {
			i = len(once)
			at[t.key()] = i
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
