package storetest

import (
	"fmt"
	"testing"
	"time"

	"joinery/registry"
)

func timesComeBack(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	east := time.FixedZone("east", 5*3600+45*60)
	for i, c := range []struct{ written, want time.Time }{
		{time.Time{}, time.Time{}},
		{noon, noon},
		{time.Unix(0, 0), time.Unix(0, 0)}, // is not the zero time
		{time.Unix(0, 1000), time.Unix(0, 1000)},
		{time.Unix(-1, 999_999_000), time.Unix(-1, 999_999_000)},
		{time.Date(2026, 3, 14, 23, 59, 59, 999_999_999, time.UTC), time.Date(2026, 3, 14, 23, 59, 59, 999_999_000, time.UTC)},
		{time.Date(1969, 7, 20, 20, 17, 40, 1_999, time.UTC), time.Date(1969, 7, 20, 20, 17, 40, 1_000, time.UTC)},
		{time.Date(2026, 3, 15, 2, 30, 0, 1_000, east), time.Date(2026, 3, 14, 20, 45, 0, 1_000, time.UTC)},
		{time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC)},
		{time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC)},
		{time.Date(2106, 2, 7, 6, 28, 16, 0, time.UTC), time.Date(2106, 2, 7, 6, 28, 16, 0, time.UTC)},
		{time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)},
	} {
		name, at, want := fmt.Sprintf("item-%d", i), c.written, c.want.UTC()
		item, version := plainItem(name), drawnVersion(name, 1)
		item.Created, item.Since = at, at
		version.Created, version.Expires, version.Published = at, at, at
		version.Log = []registry.StatusChange{{Date: at, Status: "active"}}
		answer, product, bundle := sampleAnswer(name, "key"), sampleProduct(name), sampleBundle(name, "1.0.0")
		answer.Created, product.Changed, bundle.Created = at, at, at
		entry, token := sampleEntry(1), sampleToken(name, name)
		entry.At, entry.Item = at, name
		token.Created, token.Expires, token.Used, token.Revoked = at, at, at, at
		s.write(registry.Writing{
			NewItems: []registry.Item{item}, NewVersions: []registry.Version{version}, Answers: []registry.Answer{answer},
			NewProducts: []registry.Product{product}, NewBundles: []registry.Bundle{bundle},
			Entries: []registry.Entry{entry}, NewTokens: []registry.Token{token},
		})
		gotItem, gotVersion, gotToken := s.item(name), s.version(name, "1.0.1"), s.token(name)
		entries := s.audit(registry.AuditQuery{Item: name, Limit: 1})
		if len(gotVersion.Log) != 1 || len(entries) != 1 {
			t.Fatalf("%v: got %d lines and %d entries, want one each", at, len(gotVersion.Log), len(entries))
		}
		for what, got := range map[string]time.Time{
			"item created": gotItem.Created, "item since": gotItem.Since,
			"version created": gotVersion.Created, "version expires": gotVersion.Expires,
			"version published": gotVersion.Published, "status date": gotVersion.Log[0].Date,
			"answer created": s.answer(name, "key").Created, "product changed": s.product(name).Changed,
			"bundle created": s.bundle(name, "1.0.0").Created, "entry at": entries[0].At,
			"token created": gotToken.Created, "token expires": gotToken.Expires,
			"token used": gotToken.Used, "token revoked": gotToken.Revoked,
		} {
			same(t, fmt.Sprintf("%s %v", what, at), got, want)
		}
	}
}
