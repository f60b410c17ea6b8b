package manifest_test

import (
	"strings"
	"testing"

	"joinery/manifest"
)

func TestCheckRevision(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"9f2c1ab", ""},
		{"r4711 (trunk)", ""},
		{"größe", ""},
		{strings.Repeat("ü", 200), ""},
		{"", "found an empty text, wanted a commit"},
		{" \t", "found an empty text, wanted a commit"},
		{strings.Repeat("a", 5000), "found 5000 characters, wanted a commit of at most 200"},
		{"abc\n", `found blanks around "abc", wanted a commit without them`},
		{"abc\ndef", `found "abc\ndef", wanted a commit in one line of visible characters`},
		{"a\xffb", `found "a\xffb", wanted a commit in one line of visible characters`},
	} {
		got := ""
		if err := manifest.CheckRevision(c.text); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%.20q: got %q, want %q", c.text, got, c.want)
		}
	}
}
