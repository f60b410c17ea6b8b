package manifest

import (
	"errors"
	"testing"
)

const libHead = "apiVersion: joinery/v1\nkind: Component\nname: lib\n"

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries []string
		want    string
	}{
		{"no versions", nil, libHead},
		{"two versions", []string{"version: 1.1.0\nextends: [1.0.0]\n", "version: 1.0.0\n"}, libHead + "versions:\n" +
			"  - version: 1.1.0\n    extends: [1.0.0]\n  - version: 1.0.0\n"},
		{"comments and texts", []string{"# the first\n# of all\nversion: 1.0.0 # yes\n# what it is about\ndescription: |\n  one\n\n    two\n# the end\n"}, libHead + "versions:\n" +
			"  # the first\n  # of all\n  - version: 1.0.0 # yes\n    # what it is about\n    description: |\n      one\n\n        two\n    # the end\n"},
	} {
		var entries [][]byte
		for _, e := range c.entries {
			entries = append(entries, []byte(e))
		}
		got, err := Join([]byte(libHead), entries)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: got\n%s%v\nwant\n%s", c.name, got, err, c.want)
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	for _, c := range []struct{ name, header, entry, want string }{
		{"nothing", "", "", "cannot join the component: found nothing, wanted the field apiVersion"},
		{"only a comment", libHead, "# version\n", "cannot join entry 1: found nothing, wanted the field version"},
		{"no line end", libHead, "version: 1.0.0", "cannot join entry 1, line 1: found no line end, wanted one behind every line"},
		{"two documents", libHead, "version: 1.0.0\n---\n", `cannot join entry 1, line 2: found "---", which is no field of it`},
		{"versions in the header", libHead + "versions: []\n", "version: 1.0.0\n", `cannot join the component, line 4: found "versions", which is no field of it`},
		{"a field first", libHead, "extends: []\nversion: 1.0.0\n", `cannot join entry 1, line 1: found "extends", wanted the field version first`},
		{"another indent", libHead, "  version: 1.0.0\n", `cannot join entry 1, line 1: found "  version", wanted the field version first`},
		{"line ends", libHead, "version: 1.0.0\r\n", "cannot join entry 1, line 1: found a carriage return, wanted LF alone"},
		{"no text", libHead, "\x00\xff", "cannot join entry 1, line 1: found no line end, wanted one behind every line"},
	} {
		got, err := Join([]byte(c.header), [][]byte{[]byte(c.entry)})
		var refused *JoinError
		if !errors.As(err, &refused) || err.Error() != c.want || got != nil {
			t.Errorf("%s: got %q and the error %v, want %s", c.name, got, err, c.want)
		}
	}
}
