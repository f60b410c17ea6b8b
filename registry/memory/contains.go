package memory

import (
	"strings"

	"joinery/registry"
)

// contains reports whether an item's name, title or description has a text. Letters of ASCII are
// the same in both cases, others are not.
func contains(item *registry.Item, text string) bool {
	text = lower(text)
	for _, field := range []string{item.Name, item.Title, item.Description} {
		if strings.Contains(lower(field), text) {
			return true
		}
	}
	return false
}

func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
