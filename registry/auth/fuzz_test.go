package auth_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/auth"
)

// FuzzAuthorization sends headers that nobody was given: nobody gets in.
func FuzzAuthorization(f *testing.F) {
	k := edKey("one")
	b := newBench(f, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: newIssuer(ciURL, k), PerSecond: -1}, nil)
	good := b.token("ci", registry.NewToken{})
	genuine := k.sign(job(b.clock))
	for _, seed := range []string{
		"", "Bearer", "Bearer jny_", "Bearer jny_0123456789abcdef_0123456789012345678901234567890123456789012", basic("ci", "x")[len("Authorization: "):],
		"Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2NpLmV4YW1wbGUvYWNtZSJ9.", "Basic Og==", "Bearer ..",
		"Bearer " + good[:len(good)-1], "Bearer " + genuine[:len(genuine)-2],
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		req := request()
		req.Header = http.Header{"Authorization": {header}}
		b.clock.pass(time.Minute) // so that limits do not hide what is beneath
		if who, err := b.guard.Who(req); err == nil {
			t.Errorf("%q: got in as %s %s, want nobody", header, who.Name, who.Role)
		}
	})
}

// FuzzClaims has an issuer sign whatever there is: who gets in has the claims of the rule, and a name
// that a log can hold.
func FuzzClaims(f *testing.F) {
	k := edKey("one")
	ci := newIssuer(ciURL, k)
	b := newBench(f, auth.Options{}, nil)
	good := job(b.clock)
	for _, c := range []claims{
		good, good.with(claims{"aud": []string{"x", "joinery.example"}}), good.with(claims{"nbf": "1"}), good.with(claims{"exp": 1e300}),
		good.with(claims{"sub": "\u2028"}), good.with(claims{"repository": []any{"acme/payments", 1, nil, claims{}}}), good.with(claims{"_claim_names": claims{"x": "y"}}),
	} {
		f.Add(text(c))
	}
	header := claims{"alg": k.alg, "kid": k.id}
	f.Fuzz(func(t *testing.T, payload string) {
		guard, err := auth.New(b.registry, auth.Options{Now: b.clock.Now, Issuers: []auth.Issuer{trust()}, Transport: ci})
		if err != nil {
			t.Fatal(err)
		}
		who, err := guard.Who(bearer(k.signAs(header, payload)))
		if err != nil {
			return
		}
		var c struct {
			Repository any `json:"repository"`
		}
		if err := json.Unmarshal([]byte(payload), &c); err != nil || c.Repository == nil {
			t.Errorf("%s: got in (%v), want the claim repository", payload, err)
		}
		if len(who.Name) > 256 || who.Role != registry.Publish {
			t.Errorf("%s: got in as %q %s", payload, who.Name, who.Role)
		}
	})
}
