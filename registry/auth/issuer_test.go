package auth_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"time"
)

// issuer is an issuer in this process: who asks it does so through its RoundTrip.
type issuer struct {
	url string

	mu       sync.Mutex
	keys     []map[string]any
	asked    int
	down     error                                         // when set: it does not answer
	instead  func(*http.Request) (status int, body string) // when set: what it answers
	location string                                        // of its answers
}

// claims are what a token says.
type claims map[string]any

func newIssuer(url string, keys ...key) *issuer {
	i := &issuer{url: url}
	i.publish(keys...)
	return i
}

// publish replaces the keys that the issuer tells of.
func (i *issuer) publish(keys ...key) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = nil
	for _, k := range keys {
		i.keys = append(i.keys, k.public())
	}
}

func (i *issuer) set(change func(*issuer)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change(i)
}

// requests returns how often the issuer was asked.
func (i *issuer) requests() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.asked
}

func (i *issuer) RoundTrip(req *http.Request) (*http.Response, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asked++
	if i.down != nil {
		return nil, i.down
	}
	status, body := http.StatusOK, ""
	switch req.URL.String() {
	case i.url + "/.well-known/openid-configuration":
		body = text(claims{"issuer": i.url, "jwks_uri": i.url + "/keys", "id_token_signing_alg_values_supported": []string{"HS256", "none"}})
	case i.url + "/keys":
		body = text(claims{"keys": i.keys})
	default:
		status = http.StatusNotFound
	}
	if i.instead != nil {
		status, body = i.instead(req)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if i.location != "" {
		header.Set("Location", i.location)
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

// key is a key that signs.
type key struct {
	id, alg string
	private crypto.Signer
}

func (k key) public() map[string]any {
	jwk := map[string]any{"kid": k.id, "alg": k.alg, "use": "sig"}
	switch p := k.private.Public().(type) {
	case *rsa.PublicKey:
		jwk["kty"], jwk["n"], jwk["e"] = "RSA", raw(p.N.Bytes()), raw(big.NewInt(int64(p.E)).Bytes())
	case *ecdsa.PublicKey:
		point, err := p.Bytes()
		if err != nil {
			panic(err)
		}
		jwk["kty"], jwk["crv"], jwk["x"], jwk["y"] = "EC", "P-256", raw(point[1:33]), raw(point[33:])
	case ed25519.PublicKey:
		jwk["kty"], jwk["crv"], jwk["x"] = "OKP", "Ed25519", raw(p)
	}
	return jwk
}

// sign returns a JWT.
func (k key) sign(c claims) string {
	return k.signAs(claims{"alg": k.alg, "kid": k.id, "typ": "JWT"}, text(c))
}

// signAs returns a JWT with that header.
func (k key) signAs(header claims, payload string) string {
	body := raw([]byte(text(header))) + "." + raw([]byte(payload))
	return body + "." + raw(k.signature(body))
}

func (k key) signature(body string) []byte {
	sum := sha256.Sum256([]byte(body))
	var signature []byte
	var err error
	switch private := k.private.(type) {
	case *ecdsa.PrivateKey:
		var r, s *big.Int
		r, s, err = ecdsa.Sign(rand.Reader, private, sum[:])
		signature = append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	case ed25519.PrivateKey:
		signature = ed25519.Sign(private, []byte(body))
	default:
		signature, err = k.private.Sign(rand.Reader, sum[:], crypto.SHA256)
	}
	if err != nil {
		panic(err)
	}
	return signature
}

// withSecret returns a JWT signed with a secret that both sides would have to know.
func withSecret(secret []byte, id string, c claims) string {
	body := raw([]byte(text(claims{"alg": "HS256", "kid": id}))) + "." + raw([]byte(text(c)))
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(body))
	return body + "." + raw(mac.Sum(nil))
}

func raw(bytes []byte) string { return base64.RawURLEncoding.EncodeToString(bytes) }

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

var makeRSA = sync.OnceValue(func() []*rsa.PrivateKey {
	var all []*rsa.PrivateKey
	for range 2 {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		all = append(all, k)
	}
	return all
})

func rsaKey(id string) key     { return key{id, "RS256", makeRSA()[0]} }
func strangeKey(id string) key { return key{id, "RS256", makeRSA()[1]} }

func ecKey(id string) key {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key{id, "ES256", k}
}

func edKey(id string) key {
	_, k, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key{id, "EdDSA", k}
}

// with returns the claims with some changed; nil takes one away.
func (c claims) with(changes claims) claims {
	all := claims{}
	for name, value := range c {
		all[name] = value
	}
	for name, value := range changes {
		if all[name] = value; value == nil {
			delete(all, name)
		}
	}
	return all
}

// clock is a clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// at returns a time from the clock's as tokens have it.
func (c *clock) at(d time.Duration) int64 { return c.Now().Add(d).Unix() }
