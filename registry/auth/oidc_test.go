package auth_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/auth"
)

const (
	ciURL  = "https://ci.example/acme"
	ciName = "repo:acme/payments:ref:refs/heads/main (ci.example/acme)"
)

// trust is what a registry says of the issuer at ciURL.
func trust(rules ...auth.Rule) auth.Issuer {
	if rules == nil {
		rules = []auth.Rule{{Claims: map[string]string{"repository": "acme/payments"}, Role: registry.Publish, Items: []string{"payments-api"}}}
	}
	return auth.Issuer{URL: ciURL, Audience: "joinery.example", Rules: rules}
}

// job is what the issuer says of a job, at the clock's time.
func job(c *clock) claims {
	return claims{
		"iss": ciURL, "aud": "joinery.example", "sub": "repo:acme/payments:ref:refs/heads/main",
		"iat": c.at(0), "nbf": c.at(0), "exp": c.at(5 * time.Minute),
		"repository": "acme/payments", "ref": "refs/heads/main",
	}
}

func TestOIDC(t *testing.T) {
	k := rsaKey("one")
	ci := newIssuer(ciURL, k)
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: ci}, nil)
	now := b.clock
	stranger := strangeKey("one")
	publicBytes := makeRSA()[0].N.Bytes()
	good := job(now)
	const in = ciName + " publish payments-api from 192.0.2.7"
	for _, c := range []struct {
		name, token, want string
	}{
		{"genuine", k.sign(good), in},
		{"several audiences", k.sign(good.with(claims{"aud": []string{"vault", "joinery.example"}})), in},
		{"without nbf", k.sign(good.with(claims{"nbf": nil})), in},
		{"without a key's name", k.signAs(claims{"alg": "RS256"}, text(good)), in},

		{"another audience", k.sign(good.with(claims{"aud": "vault"})), "unknown: the token of " + ciName + " is for vault, wanted one for joinery.example"},
		{"no audience", k.sign(good.with(claims{"aud": nil})), "unknown: the token of " + ciName + " is for , wanted one for joinery.example"},
		{"a part of the audience", k.sign(good.with(claims{"aud": "joinery"})), "unknown: the token of " + ciName + " is for joinery, wanted one for joinery.example"},
		{"over", k.sign(good.with(claims{"exp": now.at(-time.Minute)})), "unknown: the token of " + ciName + " was good until 2026-11-21T11:59:00Z"},
		{"over, within the leeway", k.sign(good.with(claims{"exp": now.at(-59 * time.Second)})), in},
		{"over in years", k.sign(good.with(claims{"exp": 0})), "unknown: the token of " + ciName + " was good until 1970-01-01T00:00:00Z"},
		{"never over", k.sign(good.with(claims{"exp": nil})), "unknown: the token of " + ciName + " does not say how long it is good"},
		{"not yet", k.sign(good.with(claims{"nbf": now.at(61 * time.Second)})), "unknown: the token of " + ciName + " is good from 2026-11-21T12:01:01Z on"},
		{"not yet, as a text", k.sign(good.with(claims{"nbf": fmt.Sprint(now.at(61 * time.Second))})), "unknown: the token of " + ciName + " is good from 2026-11-21T12:01:01Z on"},
		{"not yet, by far", k.sign(good.with(claims{"nbf": 1e300})), "unknown: the token of " + ciName + " is good from 36812-02-20T00:36:16Z on"},
		{"not yet, within the leeway", k.sign(good.with(claims{"nbf": now.at(time.Minute)})), in},
		{"issued in the future", k.sign(good.with(claims{"iat": now.at(time.Hour), "nbf": nil})), "unknown: the token of " + ciName + " is good from 2026-11-21T13:00:00Z on"},
		{"another repository", k.sign(good.with(claims{"repository": "acme/shop"})), "denied: no rule lets " + ciName + " in"},
		{"no repository", k.sign(good.with(claims{"repository": nil})), "denied: no rule lets " + ciName + " in"},

		{"another issuer", k.sign(good.with(claims{"iss": "https://evil.example"})), unknown},
		{"a slash behind the issuer", k.sign(good.with(claims{"iss": ciURL + "/"})), unknown},
		{"no issuer", k.sign(good.with(claims{"iss": nil})), unknown},
		{"an issuer that is no text", k.sign(good.with(claims{"iss": 1})), unknown},
		{"somebody else's key", stranger.sign(good), unknown},
		{"no algorithm", k.signAs(claims{"alg": "none"}, text(good)), unknown},
		{"no algorithm, no signature", raw([]byte(`{"alg":"none"}`)) + "." + raw([]byte(text(good))) + ".", unknown},
		{"no signature", strings.TrimRightFunc(k.sign(good), func(r rune) bool { return r != '.' }), unknown},
		{"the public key as a secret", withSecret(publicBytes, "one", good), unknown},
		{"another algorithm of the same key", k.signAs(claims{"alg": "PS256", "kid": "one"}, text(good)), unknown},
		{"an algorithm of another key", k.signAs(claims{"alg": "ES256", "kid": "one"}, text(good)), unknown},
		{"a header that must be understood", k.signAs(claims{"alg": "RS256", "kid": "one", "crit": []string{"b64"}, "b64": false}, text(good)), unknown},
		{"a key of its own", k.signAs(claims{"alg": "RS256", "kid": "x", "jwk": stranger.public()}, text(good)), unknown},
		{"no subject", k.sign(good.with(claims{"sub": nil})), unknown},
		{"a subject that breaks the log's lines", k.sign(good.with(claims{"sub": "a\nb"})), unknown},
		{"no claims", k.signAs(claims{"alg": "RS256"}, "[]"), unknown},
		{"null", k.signAs(claims{"alg": "RS256"}, "null"), unknown},
		{"no JSON", k.signAs(claims{"alg": "RS256"}, "{"), unknown},
		{"another payload", swapPayload(k.sign(good), good.with(claims{"repository": "acme/payments", "sub": "root"})), unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			// A guard of its own, for there are limits.
			guard, err := auth.New(b.registry, auth.Options{Now: now.Now, Issuers: []auth.Issuer{trust()}, Transport: ci})
			if err != nil {
				t.Fatal(err)
			}
			if got := outcome(guard.Who(bearer(c.token))); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
	b.wants("as a password", request(basic("ci", k.sign(good))), in)
}

// swapPayload puts another payload under a signature.
func swapPayload(token string, c claims) string {
	parts := strings.Split(token, ".")
	return parts[0] + "." + raw([]byte(text(c))) + "." + parts[2]
}

func TestAlgorithms(t *testing.T) {
	for _, k := range []key{rsaKey("rsa"), ecKey("ec"), edKey("ed")} {
		b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: newIssuer(ciURL, k)}, nil)
		b.wants(k.alg, bearer(k.sign(job(b.clock))), ciName+" publish payments-api from 192.0.2.7")
	}
}

// TestIssuersApart has two issuers of which each signs for itself alone.
func TestIssuersApart(t *testing.T) {
	one, two := ecKey("k"), ecKey("k")
	other := trust()
	other.URL = "https://other.example"
	first, second := newIssuer(ciURL, one), newIssuer(other.URL, two)
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust(), other}, Transport: route{first, second}}, nil)
	good := job(b.clock)
	theirs := good.with(claims{"iss": other.URL})
	b.wants("one", bearer(one.sign(good)), ciName+" publish payments-api from 192.0.2.7")
	b.wants("two", bearer(two.sign(theirs)), "repo:acme/payments:ref:refs/heads/main (other.example) publish payments-api from 192.0.2.7")
	b.wants("two for one", bearer(two.sign(good)), unknown)
	b.wants("one for two", bearer(one.sign(theirs)), unknown)
}

// route asks the issuer that a request is for.
type route []*issuer

func (r route) RoundTrip(req *http.Request) (*http.Response, error) {
	for _, i := range r {
		if strings.HasPrefix(req.URL.String(), i.url+"/") {
			return i.RoundTrip(req)
		}
	}
	return nil, fmt.Errorf("nobody at %s", req.URL)
}

// TestOverTLS asks an issuer at a real address.
func TestOverTLS(t *testing.T) {
	k := ecKey("k")
	ci := newIssuer("", k)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.URL.Scheme, req.URL.Host = "https", req.Host
		resp, err := ci.RoundTrip(req)
		if err != nil {
			t.Error(err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if _, err := io.Copy(w, resp.Body); err != nil {
			t.Error(err)
		}
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // who does not know the certificate hangs up
	server.StartTLS()
	defer server.Close()
	ci.set(func(i *issuer) { i.url = server.URL })
	trusted := trust()
	trusted.URL = server.URL
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trusted}, Transport: server.Client().Transport}, nil)
	who, err := b.guard.Who(bearer(k.sign(job(b.clock).with(claims{"iss": server.URL}))))
	if err != nil || who.Role != registry.Publish {
		t.Errorf("got %v (%v), want the role publish", who, err)
	}

	b = newBench(t, auth.Options{Issuers: []auth.Issuer{trusted}}, nil)
	b.wants("a certificate of nobody's", bearer(k.sign(job(b.clock).with(claims{"iss": server.URL}))),
		"unavailable: the keys of "+server.URL+" cannot be had at the moment")
}

// TestLongSubjects are told apart in the audit log although they do not fit.
func TestLongSubjects(t *testing.T) {
	k := ecKey("k")
	b := newBench(t, auth.Options{Issuers: []auth.Issuer{trust()}, Transport: newIssuer(ciURL, k)}, nil)
	seen := map[string]bool{}
	for _, end := range []string{"a", "b", "ä"} {
		subject := strings.Repeat("ä/", 150) + end
		who, err := b.guard.Who(bearer(k.sign(job(b.clock).with(claims{"sub": subject}))))
		if err != nil {
			t.Fatal(err)
		}
		if len(who.Name) > 256 || !strings.HasSuffix(who.Name, " (ci.example/acme)") || !strings.HasPrefix(who.Name, "ä/ä/") {
			t.Errorf("got the name %q of %d bytes, want the subject's beginning, the issuer, at most 256 bytes", who.Name, len(who.Name))
		}
		if seen[who.Name] {
			t.Errorf("got %q twice, want two names for two subjects", who.Name)
		}
		seen[who.Name] = true
	}
}
