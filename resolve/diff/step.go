package diff

import (
	"strings"

	"joinery/manifest/version"
)

// StepText says how much a step is: its kinds in anyver, else its level; "" where neither is
// known, as in a first version.
func StepText(level version.Level, kinds []version.Kind) string {
	if len(kinds) > 0 {
		return strings.Join(KindNames(kinds), ", ")
	}
	return level.Name()
}

// KindNames returns the names of kinds, in their order; nil for none.
func KindNames(kinds []version.Kind) []string {
	var all []string
	for _, kind := range kinds {
		all = append(all, kind.String())
	}
	return all
}
