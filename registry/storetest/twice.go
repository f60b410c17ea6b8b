package storetest

import (
	"context"
	"fmt"
	"testing"

	"joinery/registry"
)

// collisions are two Writings each of which at most one can be kept, in a store that has the item
// lib and the product suite.
var collisions = []struct {
	what       string
	one, other registry.Writing
}{
	{
		"an item's name",
		registry.Writing{NewItems: []registry.Item{plainItem("app")}},
		registry.Writing{NewItems: []registry.Item{sampleItem("app")}},
	},
	{
		"a version's number",
		registry.Writing{NewVersions: []registry.Version{sampleVersion("lib", "1.0.0", 1)}},
		registry.Writing{NewVersions: []registry.Version{sampleVersion("lib", "1.0.0", 2)}},
	},
	{
		"a version's place",
		registry.Writing{NewVersions: []registry.Version{sampleVersion("lib", "1.0.0", 1)}},
		registry.Writing{NewVersions: []registry.Version{sampleVersion("lib", "1.0.1", 1)}},
	},
	{
		"an answer's key",
		registry.Writing{Answers: []registry.Answer{{Scope: "draw lib", Key: "k1", Fingerprint: "1"}}},
		registry.Writing{Answers: []registry.Answer{{Scope: "draw lib", Key: "k1", Fingerprint: "2"}}},
	},
	{
		"a product's name",
		registry.Writing{NewProducts: []registry.Product{sampleProduct("apps")}},
		registry.Writing{NewProducts: []registry.Product{{Name: "apps", Edition: 4, Document: []byte("other")}}},
	},
	{
		"a bundle's version",
		registry.Writing{NewBundles: []registry.Bundle{sampleBundle("suite", "1.0.0")}},
		registry.Writing{NewBundles: []registry.Bundle{{Product: "suite", Version: "1.0.0", Document: []byte("other")}}},
	},
	{
		"a token's id",
		registry.Writing{NewTokens: []registry.Token{sampleToken("t1", "ci")}},
		registry.Writing{NewTokens: []registry.Token{sampleToken("t1", "anna")}},
	},
	{
		"a token's name",
		registry.Writing{NewTokens: []registry.Token{sampleToken("t1", "ci")}},
		registry.Writing{NewTokens: []registry.Token{sampleToken("t2", "ci")}},
	},
}

// beside is written together with what cannot be, and must not be kept either.
var beside = registry.Writing{
	NewItems: []registry.Item{plainItem("beside")},
	Marks:    []registry.Mark{{Item: "lib", Key: "1", Number: "1.0.0"}},
	Entries:  []registry.Entry{sampleEntry(1)},
	Cursors:  map[string]int64{"webhooks": 7},
}

// ground is what collisions need to be there.
var ground = registry.Writing{
	NewItems:    []registry.Item{plainItem("lib")},
	NewProducts: []registry.Product{sampleProduct("suite")},
}

func nothingIsThereTwice(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	before := s.contents()
	for _, c := range collisions {
		err := s.update([]string{"lib"}, join(beside, c.one, c.other))
		coded(t, c.what+" twice in a Write", err, registry.Exists)
		same(t, c.what+" twice in a Write: contents", s.contents(), before)

		err = s.Update(s.ctx, []string{"lib"}, func(ctx context.Context, tx registry.Tx) error {
			if err := tx.Write(ctx, join(beside, c.one)); err != nil {
				t.Errorf("%s: writing it once: got %v", c.what, err)
			}
			err := tx.Write(ctx, c.other)
			coded(t, c.what+" in two Writes", err, registry.Exists)
			return err
		})
		coded(t, c.what+" in two Writes", err, registry.Exists)
		same(t, c.what+" in two Writes: contents", s.contents(), before)
	}
}

// changeThatDoesNotLook writes over what was there all along. Running it again does not help.
func changeThatDoesNotLook(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(join(ground, registry.Writing{
		NewItems:    []registry.Item{plainItem("app")},
		NewVersions: []registry.Version{sampleVersion("lib", "1.0.0", 1)},
		Answers:     []registry.Answer{sampleAnswer("draw lib", "k1")},
		NewProducts: []registry.Product{{Name: "apps", Edition: 3}},
		NewBundles:  []registry.Bundle{sampleBundle("suite", "1.0.0")},
		NewTokens:   []registry.Token{sampleToken("t1", "ci")},
	}))
	before := s.contents()
	for _, c := range collisions {
		coded(t, "writing over "+c.what, s.update([]string{"lib"}, join(beside, c.other)), registry.Exists)
		same(t, c.what+": contents", s.contents(), before)
	}
	for _, edition := range []int64{0, 2, 3, 5} {
		err := s.update(nil, join(beside, registry.Writing{Products: []registry.Product{{Name: "apps", Edition: edition}}}))
		coded(t, fmt.Sprintf("edition %d after 3", edition), err, registry.Conflict)
		same(t, "contents", s.contents(), before)
	}
}

func nothingIsChangedThatIsNotThere(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(ground)
	s.write(registry.Writing{NewVersions: []registry.Version{sampleVersion("lib", "1.0.0", 1)}})
	before := s.contents()
	for _, c := range []struct {
		what string
		w    registry.Writing
	}{
		{"an item", registry.Writing{Items: []registry.Item{plainItem("ghost")}}},
		{"a version of an item", registry.Writing{Versions: []registry.Version{sampleVersion("lib", "1.0.1", 1)}}},
		{"one of two versions", registry.Writing{Versions: []registry.Version{drawnVersion("lib", 0), sampleVersion("lib", "1.0.1", 1)}}},
		{"a version of nothing", registry.Writing{Versions: []registry.Version{sampleVersion("ghost", "1.0.0", 1)}}},
		{"a product", registry.Writing{Products: []registry.Product{sampleProduct("ghost")}}},
		{"a token", registry.Writing{Tokens: []registry.Token{sampleToken("ghost", "ghost")}}},
	} {
		coded(t, "changing "+c.what+" that is not there", s.update([]string{"lib", "ghost"}, join(beside, c.w)), registry.NotFound)
		same(t, c.what+": contents", s.contents(), before)
	}
}
