package registry_test

import (
	"strings"
	"testing"

	"joinery/registry"
)

func TestQuoted(t *testing.T) {
	long := strings.Repeat("x", 99)
	for text, want := range map[string]string{
		"":                 `""`,
		"a \"b\"\n":        `"a \"b\"\n"`,
		"\xff":             `"\xff"`,
		long + "x":         `"` + long + `x"`,
		long + "xy":        `"` + long + `x…"`,
		long + "äöü":       `"` + long + `…"`,
		long[1:] + "äöü":   `"` + long[1:] + `ä…"`,
		long[2:] + "😀 etc": `"` + long[2:] + `…"`,
	} {
		if got := registry.Quoted(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
