package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"joinery/registry"
)

// limitsAreWide writes the longest texts, the highest numbers and the most rows that a store must
// take: names of 128 bytes, numbers of 256, scopes of 512, texts of 70 000.
func limitsAreWide(t testing.TB, h Harness) {
	s := open(t, h)
	for _, letter := range []string{"a", "ä", "🦉"} { // of one, two and four bytes
		long := func(bytes int) string { return strings.Repeat(letter, bytes/len(letter)) }
		name, number := long(128), long(256)
		item := registry.Item{
			Name: name, Title: long(1024), Description: long(70_000), Scheme: "calver", Pattern: long(128),
			Created: noon, Given: 1<<62 + 1, Edition: 1<<62 + 3,
		}
		version := registry.Version{
			Item: name, Number: number, Text: long(512), Line: number, Seq: 1<<62 + 5, State: registry.Drawn, Created: noon,
			Level: long(1024), Revision: long(256), Description: long(70_000), By: long(256), Digest: long(256), Status: "active",
			Log: []registry.StatusChange{{Date: noon, Status: "active", Comment: long(20_000), By: long(256)}},
		}
		for i := range 200 {
			version.Extends = append(version.Extends, fmt.Sprint(i)+number[len(letter)*2:])
		}
		mark := registry.Mark{Item: name, Key: number, Number: number}
		answer := registry.Answer{Scope: long(512), Key: long(256), Fingerprint: long(256), Created: noon}
		product := registry.Product{Name: name, Edition: 1<<62 + 7, Changed: noon}
		bundle := registry.Bundle{Product: name, Version: number, Created: noon}
		entry := registry.Entry{
			At: noon, Who: long(256), From: long(256), Request: long(256), Action: registry.StatusChanged,
			Item: name, Version: number, Detail: long(20_000),
		}
		token := registry.Token{ID: long(64), Name: long(256), Hash: make([]byte, 64), Role: registry.Publish, Created: noon}
		for range 100 {
			token.Items = append(token.Items, name)
		}
		s.write(registry.Writing{
			NewItems: []registry.Item{item}, NewVersions: []registry.Version{version}, Marks: []registry.Mark{mark},
			Answers: []registry.Answer{answer}, NewProducts: []registry.Product{product}, NewBundles: []registry.Bundle{bundle},
			Entries: []registry.Entry{entry}, NewTokens: []registry.Token{token}, Cursors: map[string]int64{name: 1<<62 + 9},
		})
		same(t, "item", s.item(name), item)
		same(t, "version", s.version(name, number), version)
		same(t, "versions on the line", len(s.versions(registry.VersionQuery{Item: name, Line: number, Before: 1<<62 + 6, Limit: 2})), 1)
		same(t, "mark", s.mark(name, number), number)
		same(t, "answer", s.answer(answer.Scope, answer.Key), answer)
		same(t, "product", s.product(name), product)
		bundle.Seq = 1
		same(t, "bundle", s.bundle(name, number), bundle)
		same(t, "audit", unnumbered(s.audit(registry.AuditQuery{Item: name, Limit: every})), []registry.Entry{entry})
		same(t, "token", s.token(token.ID), token)
		same(t, "cursor", s.cursor(name), 1<<62+9)
	}

	// More rows than a statement has room for, of each kind, new and changed.
	const rows = 2_500
	var added, changed registry.Writing
	added.Cursors = map[string]int64{}
	for i := range rows {
		name := fmt.Sprintf("many-%04d", i)
		item, version := plainItem(name), drawnVersion("many-0000", int64(i+1))
		added.NewItems, added.NewVersions = append(added.NewItems, item), append(added.NewVersions, version)
		added.Marks = append(added.Marks, registry.Mark{Item: "many-0000", Key: name, Number: "1"})
		added.Answers = append(added.Answers, registry.Answer{Scope: "many", Key: name})
		added.NewProducts = append(added.NewProducts, sampleProduct(name))
		added.NewBundles = append(added.NewBundles, sampleBundle("many", name))
		added.Entries = append(added.Entries, registry.Entry{At: noon, Who: "many", Action: registry.ItemAdded, Request: name})
		added.Cursors[name] = int64(i)
		item.Given, version.State = 1, registry.Lapsed
		changed.Items, changed.Versions = append(changed.Items, item), append(changed.Versions, version)
		changed.Marks = append(changed.Marks, registry.Mark{Item: "many-0000", Key: name, Number: "2"})
	}
	var names []string
	for _, item := range added.NewItems {
		names = append(names, item.Name)
	}
	s.write(added)
	err := s.Update(s.ctx, names, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, changed) })
	if err != nil {
		t.Fatalf("holding and changing %d rows: got %v", rows, err)
	}
	same(t, "many items", s.items(registry.ItemQuery{After: "many-", Contains: "many-", Limit: every}), changed.Items)
	same(t, "many versions", s.versions(registry.VersionQuery{Item: "many-0000", Oldest: true, Limit: every}), changed.Versions)
	same(t, "many marks", s.marks("many-0000"), changed.Marks)
	same(t, "an answer", s.answer("many", "many-1234"), added.Answers[1234])
	same(t, "a product", s.product("many-1234"), added.NewProducts[1234])
	same(t, "a cursor", s.cursor("many-1234"), 1234)
	for i, b := range s.bundles("many") {
		if b.Version != added.NewBundles[i].Version {
			t.Fatalf("bundle %d: got %s, want %s", i, b.Version, added.NewBundles[i].Version)
		}
	}
	same(t, "many entries", unnumbered(s.audit(registry.AuditQuery{Who: "many", Oldest: true, Limit: every})), added.Entries)
}
