package storetest

import (
	"fmt"
	"testing"

	"joinery/registry"
)

// hostile are texts that mean something to a database, a format or a terminal. To a store they are
// texts.
var hostile = []string{
	"'; drop table items; --", `"; drop table items; --`, "' or '1'='1", `\'; delete from versions; --`, "1); drop table items; --",
	"/*", "*/", "$1", "?", "??", "@p1", ":name", "${home}", "{{.}}", "%s%d%n", "%00", `\0`, `\x00`, `\u0000`, "$$", "$tag$",
	"a,b", "a\nb", "a\r\nb", "a\tb", "a\x01b", "a\x1bb", "a\x7fb", "[\"a\"]", `{"a":null}`, "null", "a|b", "a;b", "a\\,b", `a\`,
	"<b>&amp;</b>", "\ufeffa", "\u202eabc", "\u2028", "\ufffd", "👩‍👩‍👧", "\U0010ffff", "`a`", "[a]", "''''", "N'a'", "0x27", "x'27'", " ",
}

func textsComeBack(t testing.TB, h Harness) {
	s := open(t, h)
	for i, text := range hostile {
		item := registry.Item{Name: text, Title: text, Description: text, Scheme: "calver", Pattern: text, Created: noon, Document: []byte(text)}
		version := registry.Version{
			Item: text, Number: text, Text: text, Line: text, Seq: 1, State: registry.Published, Created: noon,
			Extends: []string{text, "", text + "2", ""}, Level: text, Revision: text, Description: text, By: text,
			Digest: text, Entry: []byte(text), Status: "active",
			Log: []registry.StatusChange{{Date: noon, Status: "active"}, {Date: noon, Status: "active", Comment: text, By: text}},
		}
		mark := registry.Mark{Item: text, Key: text, Number: text}
		answer := registry.Answer{Scope: text, Key: text, Fingerprint: text, Body: []byte(text), Created: noon}
		product := registry.Product{Name: text, Document: []byte(text), Edition: 1, Changed: noon}
		bundle := registry.Bundle{Product: text, Version: text, Document: []byte(text), Created: noon}
		entry := registry.Entry{At: noon, Who: text, From: text, Request: text, Action: text, Item: text, Version: text, Detail: text}
		token := registry.Token{ID: text, Name: text, Hash: []byte(text), Role: registry.Admin, Items: []string{text, "", text}, Created: noon}
		err := s.update([]string{text}, registry.Writing{
			NewItems: []registry.Item{item}, NewVersions: []registry.Version{version}, Marks: []registry.Mark{mark},
			Answers: []registry.Answer{answer}, NewProducts: []registry.Product{product}, NewBundles: []registry.Bundle{bundle},
			Entries: []registry.Entry{entry}, NewTokens: []registry.Token{token}, Cursors: map[string]int64{text: int64(i)},
		})
		if err != nil {
			t.Errorf("writing %q: got %v, want no error", text, err)
			continue
		}
		what := fmt.Sprintf(" of %q", text)
		same(t, "item"+what, s.item(text), item)
		same(t, "version"+what, s.version(text, text), version)
		same(t, "versions on the line"+what, len(s.versions(registry.VersionQuery{Item: text, Line: text, Limit: every})), 1)
		same(t, "mark"+what, s.mark(text, text), text)
		same(t, "answer"+what, s.answer(text, text), answer)
		same(t, "product"+what, s.product(text), product)
		bundle.Seq = 1
		same(t, "bundle"+what, s.bundle(text, text), bundle)
		same(t, "audit"+what, unnumbered(s.audit(registry.AuditQuery{Item: text, Who: text, Limit: every})), []registry.Entry{entry})
		same(t, "token"+what, s.token(text), token)
		same(t, "cursor"+what, s.cursor(text), int64(i))

		// Changed in place, by the same text as a key.
		item.Given, version.State, product.Edition = 1, registry.Lapsed, 2
		s.write(registry.Writing{Items: []registry.Item{item}, Versions: []registry.Version{version}, Products: []registry.Product{product}})
		same(t, "item"+what+", changed", s.item(text), item)
		same(t, "version"+what+", changed", s.version(text, text), version)
		same(t, "product"+what+", changed", s.product(text), product)

		found := false
		for _, item := range s.items(registry.ItemQuery{Contains: text, Limit: every}) {
			found = found || item.Name == text
		}
		same(t, "found by"+what, found, true)
	}
	same(t, "number of items", len(s.items(registry.ItemQuery{Limit: every})), len(hostile))
}
