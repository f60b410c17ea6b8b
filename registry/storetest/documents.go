package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"joinery/registry"
)

// documentsComeBack writes all sorts of bytes, up to 4 MiB, into everything that has bytes.
func documentsComeBack(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	big := make([]byte, 4<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range big {
		big[i] = byte(random.Uint32())
	}
	for i, bytes := range [][]byte{nil, {}, {0}, []byte("\r\n"), []byte(" a \n\n"), all, {0xff, 0xfe, 0, 0x80}, []byte(`\x41\\`), big} {
		name, hash := fmt.Sprintf("item-%d", i), bytes
		if len(hash) > 512 {
			hash = hash[:512]
		}
		item, version := plainItem(name), drawnVersion(name, 1)
		item.Document, version.Entry = bytes, bytes
		answer, token := sampleAnswer(name, "key"), sampleToken(name, name)
		answer.Body, token.Hash = bytes, hash
		product, bundle := sampleProduct(name), sampleBundle(name, "1.0.0")
		product.Document, bundle.Document = bytes, bytes
		s.write(registry.Writing{
			NewItems: []registry.Item{item}, NewVersions: []registry.Version{version}, Answers: []registry.Answer{answer},
			NewProducts: []registry.Product{product}, NewBundles: []registry.Bundle{bundle}, NewTokens: []registry.Token{token},
		})
		check := func(what string, got, want []byte) {
			if string(got) != string(want) {
				t.Errorf("%s of %d bytes (case %d): got %d bytes, want what was written", what, len(want), i, len(got))
			}
		}
		check("item document", s.item(name).Document, bytes)
		check("version entry", s.version(name, "1.0.1").Entry, bytes)
		check("answer body", s.answer(name, "key").Body, bytes)
		check("product document", s.product(name).Document, bytes)
		check("bundle document", s.bundle(name, "1.0.0").Document, bytes)
		check("token hash", s.token(name).Hash, hash)

		// Written over, and down to nothing.
		item.Document, version.Entry, product.Document, product.Edition = all, nil, nil, 2
		s.write(registry.Writing{Items: []registry.Item{item}, Versions: []registry.Version{version}, Products: []registry.Product{product}})
		check("changed item document", s.item(name).Document, all)
		check("changed version entry", s.version(name, "1.0.1").Entry, nil)
		check("changed product document", s.product(name).Document, nil)
	}
}
