package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"joinery/registry"
)

// lookalikes are texts that some database takes for each other, or for a pattern. To a store they
// are all different.
var lookalikes = []string{
	"lib", "Lib", "LIB", "lib ", "lib  ", " lib", "lib\t", "lib\n", "lib\u200b", "li\u00adb", "lib\u3000",
	"\u00e4", "a\u0308", "a", "\u00c4", "\u00e1", "\uff41", "\u0430", "ß", "ss", "ẞ", "æ", "ae", "\ufb01", "fi",
	"\u0131", "i", "\u0130", "I", "\u017f", "s", "\u212a", "K", "k",
	"%", "_", "l%", "l_b", "l?b", "l*", "[l]ib", `\`, `\\`, `l\%b`, "'", "''", `"`, `""`, "`", "]", "]]", ";", "--", "#",
	"0", "00", "1", "1.0", "1.00", "01", "1e0", "+1", "-1", "0x1", "true", "TRUE", "null", "NULL", "nil",
	"🦉", "🦊", "👩‍🚀", "\uff5e", "\U00010000", "\U0010ffff", "\ufffd", "\uff76", "\u30ab", "\u304b", "𝔩𝔦𝔟", "²", "2", "①",
}

// keyed are the ways to write something under a text and to read it again.
var keyed = []struct {
	what  string
	write func(text, value string) registry.Writing
	read  func(ctx context.Context, s registry.Reader, text string) (value string, ok bool, err error)
}{
	{
		"item name",
		func(text, value string) registry.Writing {
			return registry.Writing{NewItems: []registry.Item{{Name: text, Scheme: "semver", Title: value}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Item(ctx, text)
			return v.Title, ok, err
		},
	},
	{
		"version number",
		func(text, value string) registry.Writing {
			v := drawnVersion("numbers", int64(1+slices.Index(lookalikes, text)))
			v.Number, v.Text = text, value
			return registry.Writing{NewVersions: []registry.Version{v}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Version(ctx, "numbers", text)
			return v.Text, ok, err
		},
	},
	{
		"mark key",
		func(text, value string) registry.Writing {
			return registry.Writing{Marks: []registry.Mark{{Item: "numbers", Key: text, Number: value}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, err := s.Mark(ctx, "numbers", text)
			return v, v != "", err
		},
	},
	{
		"answer key",
		func(text, value string) registry.Writing {
			return registry.Writing{Answers: []registry.Answer{{Scope: "draw", Key: text, Fingerprint: value}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Answer(ctx, "draw", text)
			return v.Fingerprint, ok, err
		},
	},
	{
		"answer scope",
		func(text, value string) registry.Writing {
			return registry.Writing{Answers: []registry.Answer{{Scope: text, Key: "key", Fingerprint: value}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Answer(ctx, text, "key")
			return v.Fingerprint, ok, err
		},
	},
	{
		"product name",
		func(text, value string) registry.Writing {
			return registry.Writing{NewProducts: []registry.Product{{Name: text, Document: []byte(value), Edition: 1}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Product(ctx, text)
			return string(v.Document), ok, err
		},
	},
	{
		"bundle version",
		func(text, value string) registry.Writing {
			return registry.Writing{NewBundles: []registry.Bundle{{Product: "suite", Version: text, Document: []byte(value)}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Bundle(ctx, "suite", text)
			return string(v.Document), ok, err
		},
	},
	{
		"token id",
		func(text, value string) registry.Writing {
			return registry.Writing{NewTokens: []registry.Token{{ID: text, Name: value, Hash: []byte{1}, Role: registry.Read}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			v, ok, err := s.Token(ctx, text)
			return v.Name, ok, err
		},
	},
	{
		"token name",
		func(text, value string) registry.Writing {
			return registry.Writing{NewTokens: []registry.Token{{ID: value, Name: text, Hash: []byte{1}, Role: registry.Read}}}
		},
		func(ctx context.Context, s registry.Reader, text string) (string, bool, error) {
			tokens, err := s.Tokens(ctx)
			at := slices.IndexFunc(tokens, func(t registry.Token) bool { return t.Name == text })
			if at < 0 {
				return "", false, err
			}
			return tokens[at].ID, true, err
		},
	},
}

func namesAreBytes(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(registry.Writing{
		NewItems:    []registry.Item{plainItem("numbers")},
		NewProducts: []registry.Product{sampleProduct("suite")},
	})
	for _, k := range keyed {
		// The second half comes later: none of it may be found before.
		half := len(lookalikes) / 2
		for _, texts := range [][]string{lookalikes[:half], lookalikes[half:]} {
			var all []registry.Writing
			for _, text := range texts {
				if v, ok, err := k.read(s.ctx, s.Store, text); ok || err != nil {
					t.Errorf("%s %q before it is written: got %q, %t, %v", k.what, text, v, ok, err)
				}
				all = append(all, k.write(text, k.what+" "+text))
			}
			if err := s.update(nil, join(all...)); err != nil {
				t.Errorf("%s: writing: got %v, want no error", k.what, err)
			}
		}
		for _, text := range lookalikes {
			if v, ok, err := k.read(s.ctx, s.Store, text); v != k.what+" "+text || !ok || err != nil {
				t.Errorf("%s %q: got %q, %t, %v", k.what, text, v, ok, err)
			}
		}
	}

	// Filters compare bytes, too.
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("lines")}})
	var w registry.Writing
	w.Cursors = map[string]int64{}
	for i, text := range lookalikes {
		v := drawnVersion("lines", int64(i+1))
		v.Line = text
		w.NewVersions = append(w.NewVersions, v)
		w.Entries = append(w.Entries, registry.Entry{At: noon, Who: text, Item: text, Action: registry.ItemAdded})
		w.Cursors[text] = int64(i + 1)
	}
	s.write(w)
	for i, text := range lookalikes {
		same(t, fmt.Sprintf("places on line %q", text), placesOf(s.versions(registry.VersionQuery{Item: "lines", Line: text, Limit: every})), fmt.Sprint(i+1))
		same(t, fmt.Sprintf("entries of item %q", text), len(s.audit(registry.AuditQuery{Item: text, Limit: every})), 1)
		same(t, fmt.Sprintf("entries of %q", text), len(s.audit(registry.AuditQuery{Who: text, Limit: every})), 1)
		same(t, fmt.Sprintf("cursor %q", text), s.cursor(text), int64(i+1))
	}
}

func listsAreSortedByBytes(t testing.TB, h Harness) {
	s := open(t, h)
	var w registry.Writing
	sorted := map[string]bool{}
	for i, text := range lookalikes {
		// Also with common beginnings: "lib" < "lib-a" < "lib.a" < "lib/a" < "liba".
		for j, end := range []string{"", "-a", ".a", "/a", "a", "Z", "_a", "~a"} {
			name := text + end
			if sorted[name] {
				continue
			}
			sorted[name] = true
			w.NewItems = append(w.NewItems, plainItem(name))
			w.NewProducts = append(w.NewProducts, sampleProduct(name))
			w.NewTokens = append(w.NewTokens, sampleToken(fmt.Sprintf("%d-%d", i, j), name))
			w.Marks = append(w.Marks, registry.Mark{Item: "lib", Key: name, Number: "1"})
		}
	}
	s.write(w)

	names := slices.Sorted(maps.Keys(sorted))
	listed := map[string][]string{}
	for _, item := range s.items(registry.ItemQuery{Limit: every}) {
		listed["items"] = append(listed["items"], item.Name)
	}
	for _, p := range s.products() {
		listed["products"] = append(listed["products"], p.Name)
	}
	for _, token := range s.tokens() {
		listed["tokens"] = append(listed["tokens"], token.Name)
	}
	for _, mark := range s.marks("lib") {
		listed["marks"] = append(listed["marks"], mark.Key)
	}
	for last := ""; ; {
		page := s.items(registry.ItemQuery{After: last, Limit: 50})
		if len(page) == 0 {
			break
		}
		for _, item := range page {
			listed["items in pages"] = append(listed["items in pages"], item.Name)
			last = item.Name
		}
		if len(listed["items in pages"]) > len(names) {
			t.Fatal("items in pages: they do not come to an end")
		}
	}
	for _, what := range []string{"items", "items in pages", "products", "tokens", "marks"} {
		same(t, what+", sorted", strings.Join(listed[what], "\n"), strings.Join(names, "\n"))
	}
}
