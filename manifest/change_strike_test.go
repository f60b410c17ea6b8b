package manifest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const struckProse = "Pay by instalments.\n\ncomponents: {a: fix}   \n---\nlast"

func TestStrike(t *testing.T) {
	tests := []struct {
		name, matter, strike, want string
		left                       int
	}{
		{"braces, first", "components: {a: fix, b: {type: fix, level: minor}, c: docs} # c\n", "a", "components: {b: {type: fix, level: minor}, c: docs} # c\n", 2},
		{"braces, middle", "components: { a: fix , 'b' : {type: fix, level: minor} , c: docs }\n", "b", "components: { a: fix , c: docs }\n", 2},
		{"braces, last", "components: {a: fix, \"b\": fix}\nlinks: [x]\n", "b", "components: {a: fix}\nlinks: [x]\n", 1},
		{"braces, several", "components: {a: fix, b: fix, c: fix, d: fix, e: fix}\n", "d a b", "components: {c: fix, e: fix}\n", 2},
		{"braces, all", "components:  { a: fix, b: fix } # c\n", "b a", "components:  {} # c\n", 0},
		{"braces, one", "components: {a: fix}\n", "a", "components: {}\n", 0},
		{"braces with lines", "components: {\n  a: fix, # one\n  # two\n  b: fix, # three\n  c: fix # four\n}\n", "a c", "components: {\n  # two\n  b: fix, # three\n}\n", 1},
		{"braces with lines, all", "components: {\n  a: fix, # one\n}\n", "a", "components: {}\n", 0},
		{"lines, first", "components: # all\n  # about a\n  a: fix # one\n  b: fix   # two\n", "a", "components: # all\n  # about a\n  b: fix   # two\n", 1},
		{"lines, a map", "components:\n  a:\n    type: fix\n    # least\n    level: minor # one\n\n  \"b\": fix\n# end\n", "a", "components:\n\n  \"b\": fix\n# end\n", 1},
		{"lines, last", "links: [x]\ncomponents:\n    a: fix\n    b: fix # two\ninternal: true\n", "b", "links: [x]\ncomponents:\n    a: fix\ninternal: true\n", 1},
		{"lines, all", "components: # all\n  a: fix # one\n  # about b\n  b: fix\ninternal: true\n", "a b", "components: {} # all\n  # about b\ninternal: true\n", 0},
		{"all in braces", "{components: {a: fix, b: fix}, internal: true}\n", "a b", "{components: {}, internal: true}\n", 0},
		{"twice there", "components: {a: fix, a: fix, b: fix}\n", "a", "components: {b: fix}\n", 1},
		{"asked twice", "components: {a: fix, b: fix}\n", "a a", "components: {b: fix}\n", 1},
		{"nothing asked", "components: {a: fix}\n", "", "components: {a: fix}\n", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, as := range []func(string) string{
				func(s string) string { return s },
				func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
				func(s string) string { return string(byteOrderMark) + s },
			} {
				src, want := as("--- \n"+test.matter+"---\n"+struckProse), as("--- \n"+test.want+"---\n"+struckProse)
				got, left, err := Strike("changes/x.md", []byte(src), strings.Fields(test.strike))
				if err != nil {
					t.Fatal(err)
				}
				if string(got) != want || left != test.left {
					t.Errorf("got %q with %d left, want %q with %d", got, left, want, test.left)
				}
			}
		})
	}
}

func TestStrikeFails(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"not there", "---\n# c\ncomponents:\n  b: fix\n---\nx\n", "changes/x.md:3:1: cannot strike a: found no a among the components"},
		{"no front matter", "a: fix\n", "changes/x.md: cannot strike a: found no front matter between two lines \"---\""},
		{"never closed", "---\ncomponents: {a: fix}\n", "found no front matter"},
		{"empty", "---\n---\nx\n", "changes/x.md:2:1: cannot strike a: found no field \"components\""},
		{"no components", "---\ninternal: true\n---\nx\n", "changes/x.md:2:1: cannot strike a: found no field \"components\""},
		{"a list", "---\ncomponents: [a]\n---\nx\n", "changes/x.md:2:13: cannot strike a: found a list in components, wanted a map"},
		{"no value", "---\ncomponents:\n---\nx\n", "changes/x.md:2:12: cannot strike a: found no value in components, wanted a map"},
		{"broken", "---\ncomponents: {a: fix\n---\nx\n", "changes/x.md: cannot strike a: it does not parse"},
		{"two documents", "---\ncomponents: {a: fix}\n--- x\n---\n", "cannot strike a: found no map in the front matter"},
		{"an anchor", "---\ncomponents: {a: &x fix, b: *x}\n---\nx\n", "the document uses an anchor at line 2"},
		{"a comment in the way", "---\ncomponents: {a: fix, # one\n  b: fix}\n---\nx\n", "changes/x.md:2:13: cannot strike a: a comment stands in the way"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := Strike("changes/x.md", []byte(test.src), []string{"a"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %q, error %v, want %q", got, err, test.want)
			}
			if failed := new(EditError); !errors.As(err, &failed) || len(failed.Hints()) != 1 {
				t.Errorf("got %T, want an EditError with a hint", err)
			}
		})
	}
}

// TestStrikeRandom strikes some of the names of a random change file, and then the rest.
func TestStrikeRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &draft{T: t, step: "  "}
		d.noisy = d.yes("noisy")
		names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b/c", "d", "e-f", "g"}), 1, 5, rapid.ID).Draw(t, "names")
		d.line("", "links: [x]")
		flow := d.yes("braces")
		var pairs []string
		if !flow {
			d.line("", "components:")
		}
		for _, name := range names {
			pair := d.scalar(name) + ": " + d.pick("type", "fix", "'docs'", "{type: fix, level: minor}")
			if flow {
				pairs = append(pairs, pair)
				continue
			}
			d.line("  ", pair)
		}
		if flow {
			d.line("", "components: {"+strings.Join(pairs, d.pick("comma", ", ", ",", " , "))+d.pick("end", "}", " }", ", }"))
		}
		d.line("", "internal: true")
		src := "---\n" + d.b.String() + "---\n" + struckProse
		if d.yes("crlf") {
			src = strings.ReplaceAll(src, "\n", "\r\n")
		}
		gone := rapid.SliceOfDistinct(rapid.SampledFrom(names), rapid.ID).Draw(t, "struck")
		stay := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(gone, name) })
		once := wantStruck(t, []byte(src), gone, stay)
		wantStruck(t, once, stay, nil)
	})
}

// wantStruck strikes and holds the result against the names that are to stay.
func wantStruck(t *rapid.T, src []byte, gone, stay []string) []byte {
	got, left, err := Strike("x.md", src, gone)
	if err != nil {
		t.Fatalf("got error %v for:\n%s", err, src)
	}
	d := newDecoder()
	before, _ := d.change(&source{name: "x.md", text: src})
	after, problems := d.change(&source{name: "x.md", text: got})
	if len(problems) > 0 || left != len(stay) {
		t.Fatalf("got %d left and %v, want %d:\n%s", left, problems, len(stay), got)
	}
	want := slices.DeleteFunc(slices.Clone(before.Components), func(c ChangedComponent) bool { return slices.Contains(gone, c.Name.Value) })
	if !slices.EqualFunc(after.Components, want, sameChanged) || after.Summary.Value != before.Summary.Value || after.Details.Value != before.Details.Value || !after.Internal {
		t.Fatalf("got %+v, want %+v:\n%s", after, want, got)
	}
	edited := map[int]bool{}
	for i, line := range strings.Split(string(src), "\n") {
		edited[i+1] = strings.Contains(line, "components:") || slices.ContainsFunc(before.Components, func(c ChangedComponent) bool { return int(c.Name.Line) == i+1 })
	}
	wantLinesKept(t, string(src), string(got), edited)
	return got
}

func FuzzStrike(f *testing.F) {
	f.Add([]byte("---\ncomponents: {a: fix, b: {type: fix, level: minor}}\n---\nx\n"), "a")
	f.Add([]byte("---\r\ncomponents:\r\n  a: fix # c\r\n  b: fix\r\n---\r\nx\r\n"), "b")
	f.Add([]byte("---\n{components: {a: |\n x\n}}\n---\n"), "a")
	f.Add([]byte("---\ncomponents:\n  ? a\n  : fix\n---\n"), "a")
	f.Fuzz(func(t *testing.T, src []byte, name string) {
		got, left, err := Strike("fuzz.md", src, []string{name})
		if err != nil {
			return
		}
		mark := len(src) - len(trimMark(src))
		before, err := matterEnd(string(src[mark:]))
		if err != nil {
			t.Fatal(err)
		}
		after, err := matterEnd(string(got[mark:]))
		if err != nil || string(got[mark+after:]) != string(src[mark+before:]) {
			t.Fatalf("got %q, error %v, want the prose of %q", got, err, src)
		}
		matter, err := newEditFile(got[:mark+after])
		if err != nil {
			t.Fatalf("got %q, which does not read: %v", got, err)
		}
		if components := valueOf(matter.docs[0].Content[0], "components"); fieldIndex(components, name) >= 0 || len(components.Content) != 2*left {
			t.Fatalf("got %q with %d left, want %s struck", got, left, name)
		}
	})
}
