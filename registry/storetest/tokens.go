package storetest

import (
	"testing"
	"time"

	"joinery/registry"
)

func tokensAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "token of nobody", s.token("t1"), registry.Token{})
	same(t, "no tokens", s.tokens(), nil)

	// The ids' order is not the names'.
	ci := sampleToken("t1", "ci")
	anna := registry.Token{ID: "t2", Name: "anna", Hash: []byte{7}, Role: registry.Read, Created: noon}
	s.write(registry.Writing{NewTokens: []registry.Token{ci, anna}})
	same(t, "token t1", s.token("t1"), ci)
	same(t, "token t2", s.token("t2"), anna)
	same(t, "token by its name", s.token("ci"), registry.Token{})
	same(t, "tokens, by name", s.tokens(), []registry.Token{anna, ci})
}

func tokensOnlyGetOlder(t testing.TB, h Harness) {
	s := open(t, h)
	token := registry.Token{
		ID: "t1", Name: "ci", Hash: []byte{1, 2}, Role: registry.Drawer, Items: []string{"lib"},
		Created: noon, Expires: noon.AddDate(1, 0, 0),
	}
	s.write(registry.Writing{NewTokens: []registry.Token{token, sampleToken("t2", "other")}})
	none := time.Time{}
	for _, c := range []struct {
		what                    string
		used, revoked           time.Time
		wantsUsed, wantsRevoked time.Time
	}{
		{"nothing happened", none, none, none, none},
		{"used", noon, none, noon, none},
		{"used again", noon.Add(time.Minute), none, noon.Add(time.Minute), none},
		{"used, told late", noon.Add(time.Second), none, noon.Add(time.Minute), none},
		{"told by one who knows of no use", none, none, noon.Add(time.Minute), none},
		{"revoked", none, noon.Add(time.Hour), noon.Add(time.Minute), noon.Add(time.Hour)},
		{"used, told by one who knows of no revocation", noon.Add(2 * time.Minute), none, noon.Add(2 * time.Minute), noon.Add(time.Hour)},
		{"revoked again", none, noon.Add(2 * time.Hour), noon.Add(2 * time.Minute), noon.Add(time.Hour)},
	} {
		// Nothing else of a token can be changed.
		s.write(registry.Writing{Tokens: []registry.Token{{
			ID: "t1", Name: "root", Hash: []byte{9}, Role: registry.Admin, Created: noon.AddDate(0, 0, 1), Used: c.used, Revoked: c.revoked,
		}}})
		want := token
		want.Used, want.Revoked = c.wantsUsed, c.wantsRevoked
		same(t, c.what, s.token("t1"), want)
	}
	same(t, "the other token", s.token("t2"), sampleToken("t2", "other"))
}
