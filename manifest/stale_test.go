package manifest

import (
	"strings"
	"testing"
)

func TestSays(t *testing.T) {
	const text = `apiVersion: joinery/v1
kind: Component
name: lib
versions:
  - version: 1.1.0-SNAPSHOT
    extends: [1.0.0]
    dependencies: {base: ^1}
  - version: 1.0.0
---
apiVersion: joinery/v1
kind: Product
name: suite
components: {lib: 1.0.0}
overrides: [{component: base, version: 1.0.0, reason: it holds}]
`
	w := load(t, map[string]string{"joinery.yaml": text, "base.joinery.yaml": "apiVersion: joinery/v1\nkind: Component\nname: base\nversions: [{version: 1.0.0}]\n"})
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"as it was", text, true},
		{"with a byte order mark", "\xef\xbb\xbf" + text, true},
		{"another version", strings.Replace(text, "1.1.0-SNAPSHOT", "1.1.0", 1), false},
		{"elsewhere in the file", "# a comment\n" + text, false},
		{"another pin", strings.Replace(text, "{lib: 1.0.0}", "{lib: 1.1.0}", 1), false},
		{"another dependency", strings.Replace(text, "^1", "^2", 1), false},
		{"nothing", "", false},
	} {
		if got := w.Says("joinery.yaml", []byte(c.text)); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
	if !w.Says("changes/a.md", []byte("text")) {
		t.Error("a file that nothing was read from: got false, want true")
	}
}
