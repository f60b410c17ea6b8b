package manifest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlain(t *testing.T) {
	type m = map[string]any
	type l = []any
	for _, tt := range []struct {
		name, text string
		want       any
	}{
		{"nothing", "", nil},
		{"comments alone", "# nothing\n", nil},
		{"scalars are text", "{a: 1.10, b: true, c: 'x', d: null, e: ~, f: }", m{"a": "1.10", "b": "true", "c": "x", "d": nil, "e": nil, "f": nil}},
		{"lists and maps", "- a: [1, 2]\n- {}\n", l{m{"a": l{"1", "2"}}, m{}}},
		{"JSON", `{"a": ["1\u00e9", 2, null]}`, m{"a": l{"1é", "2", nil}}},
		{"an alias", "a: &x {k: v}\nb: *x\n", m{"a": m{"k": "v"}, "b": m{"k": "v"}}},
		{"a merge", "a: &x {k: v, l: w}\nb:\n  <<: *x\n  k: own\n", m{"a": m{"k": "v", "l": "w"}, "b": m{"k": "own", "l": "w"}}},
		{"a merge of several, the first wins", "b:\n  <<: [{k: 1}, {k: 2, l: 3}]\n", m{"b": m{"k": "1", "l": "3"}}},
		{"a byte order mark", "\ufeffa: 1\n", m{"a": "1"}},
		{"a marked start", "---\na: 1\n", m{"a": "1"}},
	} {
		got, err := Plain(t.Context(), []byte(tt.text))
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestPlainWrong(t *testing.T) {
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	for _, tt := range []struct{ name, text, want string }{
		{"cut off", "a: [1, 2", "1:9: did not find expected ',' or ']'"},
		{"a tab", "a:\n\tb: 1\n", "2:1: found character that cannot start any token"},
		{"a key twice", "a: 1\nb: 2\na: 3\n", `3:1: the key "a" stands twice`},
		{"a key that is a list", "? [a]\n: 1\n", "1:3: found a list as a key, wanted text"},
		{"an unknown alias", "a: *b\n", "unknown anchor 'b' referenced"},
		{"an alias into itself", "a: &a [*a]\n", "1:8: the alias *a leads into itself"},
		{"an odd merge", "a:\n  <<: text\n", "2:7: found something else than a map behind the merge key <<"},
		{"two documents", "a: 1\n---\nb: 2\n", "found a second document, wanted one"},
		{"a billion laughs", laughs, "with its aliases written out the document has more than 2000000 values"},
		{"too deep", strings.Repeat("[", 1500) + strings.Repeat("]", 1500), "1:1002: found lists or maps nested deeper than 1000"},
		{"too large", strings.Repeat("#", 17<<20), "the document has 17 MiB, at most 16 are read"},
	} {
		_, err := Plain(t.Context(), []byte(tt.text))
		if wrong := new(PlainError); !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestPlainStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, text := range []string{"a: 1\n", "", "a: [1"} {
		if v, err := Plain(ctx, []byte(text)); v != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%q: got %v and %v, want %v", text, v, err, context.Canceled)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, text := range []string{"a: &x [1]\nb: {<<: *x}\n", "a: &a [*a]\n", "? [a]\n: 1\n", "a: 1\n---\nb: 2\n", "%YAML 1.1\n---\n!!binary a"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := Plain(t.Context(), text)
		if wrong := new(PlainError); err != nil && !errors.As(err, &wrong) {
			t.Errorf("got the error %T, want a *PlainError", err)
		}
	})
}
