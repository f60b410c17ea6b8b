package storetest

import (
	"testing"

	"joinery/registry"
)

// copiesAreApart changes what was given to a store, and what it gave: the store keeps its own.
func copiesAreApart(t testing.TB, h Harness) {
	s := open(t, h)
	w := sampleWriting()
	s.write(w)
	spoil(w.NewItems[0].Document, w.NewVersions[0].Entry, w.Answers[0].Body, w.NewProducts[0].Document, w.NewBundles[0].Document, w.NewTokens[0].Hash)
	w.NewVersions[0].Extends[0], w.NewVersions[0].Log[0].By, w.NewTokens[0].Items[0] = "spoilt", "spoilt", "spoilt"
	want := sampleWriting()

	for range 2 {
		item, version, answer := s.item("lib"), s.version("lib", "1.4.0"), s.answer("draw lib", "k1")
		product, bundle, token := s.product("suite"), s.bundle("suite", "1.0.0"), s.token("t1")
		bundle.Seq = 0
		same(t, "item", item, want.NewItems[0])
		same(t, "version", version, want.NewVersions[0])
		same(t, "answer", answer, want.Answers[0])
		same(t, "product", product, want.NewProducts[0])
		same(t, "bundle", bundle, want.NewBundles[0])
		same(t, "token", token, want.NewTokens[0])
		spoil(item.Document, version.Entry, answer.Body, product.Document, bundle.Document, token.Hash)
		version.Extends[0], version.Log[0].By, token.Items[0] = "spoilt", "spoilt", "spoilt"

		for _, v := range s.versions(registry.VersionQuery{Item: "lib", Oldest: true, Limit: 1}) {
			same(t, "version in a list", v, want.NewVersions[0])
			spoil(v.Entry)
		}
	}
}

func spoil(all ...[]byte) {
	for _, bytes := range all {
		for i := range bytes {
			bytes[i] ^= 0xff
		}
	}
}
