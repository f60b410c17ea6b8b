package manifest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// shelfOf is what lies elsewhere: what a name is answered with, address and text each. It notes
// what it was asked for.
type shelfOf struct {
	answers map[string][]Document
	asked   []string
}

func (s *shelfOf) ask(_ context.Context, names []string) ([]Document, error) {
	s.asked = append(s.asked, strings.Join(names, " "))
	var all []Document
	for _, name := range names {
		all = append(all, s.answers[name]...)
	}
	return all, nil
}

func loadWith(t *testing.T, files map[string]string, opt Options) *Workspace {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	w, err := Load(t.Context(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// part is a component with one version that needs others.
func partOf(name string, needs ...string) string {
	text := "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\nversions:\n  - version: 1.0.0\n"
	if len(needs) > 0 {
		text += "    dependencies: {" + strings.Join(needs, ": 1.0.0, ") + ": 1.0.0}\n"
	}
	return text
}

func suite(name string, needs ...string) string {
	return "apiVersion: joinery/v1\nkind: Product\nname: " + name + "\ncomponents: {" + strings.Join(needs, ": 1.0.0, ") + ": 1.0.0}\n"
}

func bundleOf(name, version string, holds ...string) string {
	text := "apiVersion: joinery/v1\nkind: Bundle\nname: " + name + "\nversion: " + version + "\ncomponents:\n"
	for _, h := range holds {
		text += "  - {name: " + h + ", version: 1.0.0}\n"
	}
	return text
}

func offer(name, text string) []Document {
	return []Document{{File: "https://host/v1/items/" + name, Text: []byte(text)}}
}

func TestElsewhere(t *testing.T) {
	chain := map[string][]Document{
		"a": offer("a", partOf("a", "c", "b")), "b": offer("b", partOf("b", "c", "nowhere")), "c": offer("c", partOf("c")),
		"stray": offer("stray", partOf("stray", "b")),
		"suite": append(offer("suite", suite("suite", "a")), Document{"https://host/v1/suite/releases/suite-1.0.0.joinery.yaml", []byte(bundleOf("suite", "1.0.0", "c"))}),
	}
	for _, c := range []struct {
		name   string
		files  map[string]string
		wanted []string
		whole  Histories
		asked  []string
		names  string
	}{
		{name: "nothing is missing", files: map[string]string{"joinery.yaml": partOf("a")}, names: "a"},
		{
			name: "what came requires more", files: map[string]string{"joinery.yaml": suite("p", "a")}, whole: AllHistories,
			asked: []string{"a p", "b c", "nowhere"}, names: "a b c p",
		},
		{
			name: "nobody wants a history", files: map[string]string{"joinery.yaml": suite("p", "a")},
			asked: []string{"a", "b c", "nowhere"}, names: "a b c p",
		},
		{
			name:  "nothing is missing, and nobody wants a history",
			files: map[string]string{"joinery.yaml": suite("outer", "inner"), "inner.joinery.yaml": suite("inner", "c"), "c.joinery.yaml": partOf("c")},
			names: "c inner outer",
		},
		{
			name:  "the history of a product that another requires",
			files: map[string]string{"joinery.yaml": suite("outer", "inner"), "inner.joinery.yaml": suite("inner", "c"), "c.joinery.yaml": partOf("c")},
			whole: RequiredHistories, asked: []string{"inner"}, names: "c inner outer",
		},
		{
			name: "no product requires another", files: map[string]string{"joinery.yaml": suite("p", "c"), "c.joinery.yaml": partOf("c")},
			whole: RequiredHistories, names: "c p",
		},
		{
			name: "the product that is required came", files: map[string]string{"joinery.yaml": suite("outer", "suite")},
			asked: []string{"suite", "a c", "b", "nowhere"}, names: "a b c outer suite",
		},
		{
			name: "a file leads", files: map[string]string{"joinery.yaml": suite("p", "a"), "b.joinery.yaml": partOf("b")}, whole: AllHistories,
			asked: []string{"a p", "c"}, names: "a b c p",
		},
		{name: "what somebody asks about", wanted: []string{"suite", "suite"}, asked: []string{"suite", "a", "b c", "nowhere"}, names: "a b c suite"},
		{
			name:  "what a bundle lists that a product here holds",
			files: map[string]string{"joinery.yaml": suite("outer", "inner"), "inner.joinery.yaml": suite("inner", "a"), "releases/inner-1.0.0.joinery.yaml": bundleOf("inner", "1.0.0", "stray")},
			whole: AllHistories, asked: []string{"a inner outer stray", "b c", "nowhere"}, names: "a b c inner outer stray",
		},
		{
			name:  "what a bundle lists that came",
			files: map[string]string{"joinery.yaml": suite("outer", "suite")},
			whole: AllHistories, asked: []string{"outer suite", "a c", "b", "nowhere"}, names: "a b c outer suite",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			there := &shelfOf{answers: chain}
			w := loadWith(t, c.files, Options{Elsewhere: there.ask, Wanted: c.wanted, Histories: c.whole})
			if diff := cmp.Diff(c.asked, there.asked); diff != "" {
				t.Errorf("asked for other names (-want +got):\n%s", diff)
			}
			if got := strings.Join(w.Names(), " "); got != c.names {
				t.Errorf("got the names %s, want %s", got, c.names)
			}
			if len(w.Problems) > 0 {
				t.Errorf("got the problems %v, want none", w.Problems)
			}
			for _, part := range w.Components {
				for _, d := range part.Versions[0].Dependencies {
					if w.Component(d.Name.Value) != nil && d.Constraint.IsZero() {
						t.Errorf("%s: got the requirement on %s unparsed", part.Name.Value, d.Name.Value)
					}
				}
			}
		})
	}
}

// What came unasked stays, but for what a file declares: that is not even looked at.
func TestElsewhereIsHidden(t *testing.T) {
	all := slices.Concat(offer("a", partOf("a")), offer("b", strings.Replace(partOf("b"), "version:", "verzion:", 1)), offer("c", partOf("c")))
	files := map[string]string{"joinery.yaml": suite("p", "a", "b"), "b.joinery.yaml": partOf("b")}
	w := loadWith(t, files, Options{Elsewhere: func(context.Context, []string) ([]Document, error) { return all, nil }})
	if got := strings.Join(w.Names(), " "); got != "a b c p" || len(w.Problems) > 0 {
		t.Errorf("got the names %s and the problems %v, want a b c p and none", got, w.Problems)
	}
	if got := w.Component("b").File; got != "b.joinery.yaml" {
		t.Errorf("got b from %s, want it from its file", got)
	}
	if file := w.Component("a").File; !w.IsElsewhere(file) || w.IsElsewhere("b.joinery.yaml") {
		t.Errorf("got %s elsewhere: %t, b.joinery.yaml: %t, want true and false", file, w.IsElsewhere(file), w.IsElsewhere("b.joinery.yaml"))
	}
}

// Findings name the address, and their lines can be shown.
func TestElsewhereFindings(t *testing.T) {
	there := &shelfOf{answers: map[string][]Document{
		"a": offer("a", strings.Replace(partOf("a", "b"), "{b: 1.0.0}", `{b: "^1.0.0.0"}`, 1)),
		"b": append(offer("b", partOf("b")), offer("b-again", partOf("b"))...),
		"c": offer("c", "\xef\xbb\xbfapiVersion: joinery/v1\nkind: Component\nnmae: c\n"),
	}}
	w := loadWith(t, map[string]string{"joinery.yaml": suite("p", "a", "c")}, Options{Elsewhere: there.ask})
	var got []string
	for _, p := range w.Problems {
		got = append(got, p.At.String()+": "+p.Rule)
		if text, err := w.Source(p.At.File); err != nil || len(text) == 0 || text[0] != 'a' {
			t.Errorf("%s: got the text %q and %v", p.At, text, err)
		}
	}
	want := []string{
		"https://host/v1/items/a:6:23: constraint",
		"https://host/v1/items/b-again:3:7: unique-name",
		"https://host/v1/items/c:3:1: schema",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("got other findings (-want +got):\n%s\n%v", diff, w.Problems)
	}
}

// Bundles of files and of elsewhere stand on one shelf; those of files lead.
func TestElsewhereBundles(t *testing.T) {
	far := func(version, holds string) Document {
		return Document{"https://host/v1/products/inner/releases/inner-" + version + ".joinery.yaml", []byte(bundleOf("inner", version, holds))}
	}
	there := &shelfOf{answers: map[string][]Document{
		"inner": {
			{"https://host/v1/products/inner", []byte(suite("inner", "far"))}, far("1.0.0", "far"), far("1.1.0", "far"),
			{"https://host/v1/other-name", []byte(bundleOf("inner", "0.9.0", "far"))},
		},
		"far": offer("far", partOf("far")), "near": offer("near", partOf("near")),
	}}
	files := map[string]string{"joinery.yaml": suite("p", "inner"), "releases/inner-1.0.0.joinery.yaml": bundleOf("inner", "1.0.0", "near")}
	w := loadWith(t, files, Options{Elsewhere: there.ask})
	var got []string
	for _, ref := range w.Bundles("inner") {
		b, problems := w.Bundle(ref)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		got = append(got, ref.Version.String()+" holds "+b.Components[0].Name.Value)
	}
	if want := []string{"0.9.0 holds far", "1.0.0 holds near", "1.1.0 holds far"}; !slices.Equal(got, want) || len(w.Problems) > 0 {
		t.Errorf("got the bundles %q and the problems %v, want %q and none", got, w.Problems, want)
	}
}

// A product's history goes on where a file declares the product and the bundles are elsewhere.
func TestElsewhereHasTheHistory(t *testing.T) {
	there := &shelfOf{answers: map[string][]Document{
		"p": {
			{"https://host/v1/products/p", []byte(suite("p", "gone"))},
			{"https://host/v1/products/p/releases/p-1.0.0.joinery.yaml", []byte(bundleOf("p", "1.0.0", "a"))},
		},
		"a": offer("a", partOf("a")),
	}}
	w := loadWith(t, map[string]string{"joinery.yaml": suite("p", "a")}, Options{Elsewhere: there.ask, Histories: AllHistories})
	if got := w.Bundles("p"); len(got) != 1 || got[0].Version.String() != "1.0.0" {
		t.Errorf("got the bundles %v, want 1.0.0", got)
	}
	if p := w.Product("p"); p.File != "joinery.yaml" || len(w.Problems) > 0 {
		t.Errorf("got p of %s and the problems %v, want the file's and none", p.File, w.Problems)
	}
	if got := strings.Join(there.asked, ", "); got != "a p" {
		t.Errorf("asked for %s, want a and p: what only the hidden product needs is not wanted", got)
	}
}

// A workspace that was loaded before is of use for documents from elsewhere, too.
func TestElsewhereKnown(t *testing.T) {
	there := &shelfOf{answers: map[string][]Document{"a": offer("a", partOf("a", "b")), "b": offer("b", partOf("b"))}}
	files := map[string]string{"joinery.yaml": suite("p", "a")}
	before := loadWith(t, files, Options{Elsewhere: there.ask})
	there.answers["b"] = offer("b", partOf("b", "a"))
	fresh := loadWith(t, files, Options{Elsewhere: there.ask})
	again := loadWith(t, files, Options{Elsewhere: there.ask, Known: before})
	if got := again.Component("b").Versions[0].Dependencies; len(got) != 1 {
		t.Errorf("got the requirements %v of b, want the one that came since", got)
	}
	if diff := cmp.Diff(fresh.Components, again.Components, meaning...); diff != "" {
		t.Errorf("got another workspace (-without +with the known one):\n%s", diff)
	}
}

func TestElsewhereFails(t *testing.T) {
	tree := fstest.MapFS{"joinery.yaml": {Data: []byte(suite("p", "a"))}}
	gone := errors.New("gone")
	load := func(ctx context.Context, docs []Document, err error) error {
		_, failed := Load(ctx, tree, Options{Elsewhere: func(context.Context, []string) ([]Document, error) { return docs, err }})
		return failed
	}
	if got := load(t.Context(), nil, gone); !errors.Is(got, gone) {
		t.Errorf("got %v, want what was returned instead of documents", got)
	}
	for _, name := range []string{"joinery.yaml", "", "/", "://x", "a/b://c"} {
		if got := load(t.Context(), []Document{{File: name}}, nil); got == nil {
			t.Errorf("%q: got no error, want that it is no address", name)
		}
	}
}
