package auth

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/coreos/go-oidc/v3/oidc"

	"joinery/registry"
)

// leeway is how far an issuer's clock may be from ours.
const leeway = time.Minute

// algorithms are those whose keys are an issuer's alone: none of them lets who can check a
// signature make one.
var algorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512,
	oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
}

// isJWT reports whether a token looks like a JWT: three parts with dots between them.
func isJWT(token string) bool { return strings.Count(token, ".") == 2 }

// claimedIssuer returns who a JWT says has issued it, "" if it does not say.
func claimedIssuer(token string) string {
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err != nil {
		return ""
	}
	var claims struct {
		Issuer string `json:"iss"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return ""
	}
	return claims.Issuer
}

// authenticate returns whom a JWT lets in, and whether the issuer has signed it. The error of one
// that is not genuine is only ever about not having been able to look.
func (i *issuer) authenticate(ctx context.Context, token string, now time.Time) (who registry.Who, genuine bool, err error) {
	looking := &looking{keys: i.keys}
	verifier := oidc.NewVerifier(i.URL, looking, &oidc.Config{
		SupportedSigningAlgs: algorithms,
		// Both are looked at below, with words of ours.
		SkipClientIDCheck: true, SkipExpiryCheck: true,
	})
	t, err := verifier.Verify(ctx, token)
	if err != nil {
		return who, false, looking.err
	}
	claims, notBefore, err := claimsOf(t)
	if err != nil || !speakable(t.Subject) {
		return who, false, nil
	}
	name := nameOf(t.Subject, i.name)
	if err := i.checkUse(t, notBefore, name, now); err != nil {
		return who, true, err
	}
	for _, rule := range i.Rules {
		if rule.fits(claims) {
			return registry.Who{Name: name, Role: rule.Role, Items: slices.Clone(rule.Items)}, true, nil
		}
	}
	return who, true, &registry.Error{
		Code: registry.Denied, Message: "no rule lets " + name + " in",
		Hint: "a rule for its claims belongs to the issuer in the registry's configuration",
	}
}

// checkUse returns Unknown when a genuine token is for somebody else, or for another time.
func (i *issuer) checkUse(t *oidc.IDToken, notBefore time.Time, name string, now time.Time) error {
	begins := t.IssuedAt
	if notBefore.After(begins) {
		begins = notBefore
	}
	switch {
	case !slices.Contains(t.Audience, i.Audience):
		return &registry.Error{
			Code: registry.Unknown, Message: "the token of " + name + " is for " + clip(strings.Join(t.Audience, ", ")) + ", wanted one for " + i.Audience,
			Hint: "the pipeline names the audience when it asks for its token",
		}
	case t.Expiry.IsZero():
		return registry.Errorf(registry.Unknown, "the token of %s does not say how long it is good", name)
	case !now.Before(t.Expiry.Add(leeway)):
		return registry.Errorf(registry.Unknown, "the token of %s was good until %s", name, t.Expiry.UTC().Format(time.RFC3339))
	case now.Add(leeway).Before(begins):
		return registry.Errorf(registry.Unknown, "the token of %s is good from %s on", name, begins.UTC().Format(time.RFC3339))
	}
	return nil
}

// claimsOf returns a token's claims, numbers as they are written, and the time from which on it is
// good, zero if it does not say.
func claimsOf(t *oidc.IDToken) (claims map[string]any, notBefore time.Time, err error) {
	var text json.RawMessage
	if err := t.Claims(&text); err != nil {
		return nil, notBefore, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&claims); err != nil {
		return nil, notBefore, err
	}
	var times struct {
		NotBefore *json.Number `json:"nbf"` // also a text with a number in it, as in the other times
	}
	if err := json.Unmarshal(text, &times); err != nil || times.NotBefore == nil {
		return claims, notBefore, err
	}
	seconds, err := times.NotBefore.Float64()
	const farOff = 1 << 40 // far beyond any date, and small enough for time to reckon with
	return claims, time.Unix(int64(max(0, min(seconds, farOff))), 0), err
}

// speakable reports whether a subject can stand in a log.
func speakable(subject string) bool {
	return subject != "" && utf8.ValidString(subject) && !strings.ContainsFunc(subject, unicode.IsControl)
}

// maxName is how many bytes a name has at most in the audit log.
const maxName = 256

// nameOf returns what a subject of an issuer is called, in logs and as the one who drew a version: a
// name that no token of the registry's own can have. A long subject is cut, with a hash for the rest.
func nameOf(subject, issuer string) string {
	behind := " (" + issuer + ")"
	if len(subject)+len(behind) <= maxName {
		return subject + behind
	}
	sum := sha256.Sum256([]byte(subject))
	rest := "~" + hex.EncodeToString(sum[:8])
	return strings.ToValidUTF8(subject[:maxName-len(rest)-len(behind)], "") + rest + behind
}
