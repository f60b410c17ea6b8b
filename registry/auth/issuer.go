package auth

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"

	"joinery/registry"
)

// An Issuer is a service whose OIDC tokens are taken, such as a CI system.
type Issuer struct {
	URL      string `json:"issuer"`   // what its tokens call it, to the byte: https, no query
	Audience string `json:"audience"` // what its tokens for this registry are for; nobody else's should be
	Rules    []Rule `json:"rules"`    // the first that fits counts
}

// maxIssuer is how long an issuer's URL is at most: it is a part of names in the audit log.
const maxIssuer = 100

// issuer is an Issuer at work.
type issuer struct {
	Issuer
	name string // the URL without its scheme
	keys *keys
}

// newIssuers reads the issuers of options, by URL. The error is Invalid.
func newIssuers(o Options) (map[string]*issuer, error) {
	if err := CheckIssuers(o.Issuers); err != nil {
		return nil, err
	}
	all := map[string]*issuer{}
	for _, i := range o.Issuers {
		u, err := checkIssuerURL(i.URL)
		if err != nil {
			return nil, err
		}
		all[i.URL] = &issuer{Issuer: i, name: u.Host + u.Path, keys: newKeys(i.URL, o)}
	}
	return all, nil
}

// CheckIssuers returns what is wrong with issuers, nil for nothing. The error is Invalid, and says which field
// of which of them.
func CheckIssuers(all []Issuer) error {
	known := map[string]bool{}
	for n, i := range all {
		place := fmt.Sprintf("issuers[%d].", n)
		u, err := checkIssuerURL(i.URL)
		if err != nil {
			return misconfigured(place+"issuer", "%v", err)
		}
		if known[i.URL] {
			return misconfigured(place+"issuer", "found %s twice, wanted its rules in one place", i.URL)
		}
		if i.Audience == "" {
			return misconfigured(place+"audience", "found no audience, wanted what tokens for this registry are for, such as its address")
		}
		if len(i.Rules) == 0 {
			return misconfigured(place+"rules", "found no rule: nobody would get in")
		}
		for m, r := range i.Rules {
			if field, err := r.check(u.Hostname()); err != nil {
				return misconfigured(fmt.Sprintf("%srules[%d].%s", place, m, field), "%v", err)
			}
		}
		known[i.URL] = true
	}
	return nil
}

func misconfigured(field, format string, args ...any) error {
	e := registry.Errorf(registry.Invalid, field+": "+format, args...)
	e.Field = field
	return e
}

// checkIssuerURL reads an issuer's URL.
func checkIssuerURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("found %q, wanted an address such as https://token.actions.githubusercontent.com", clip(text))
	case !secure(u):
		return nil, fmt.Errorf("found %s, wanted https: its keys would be anybody's", text)
	case len(text) > maxIssuer:
		return nil, fmt.Errorf("found an address of %d bytes, wanted at most %d", len(text), maxIssuer)
	}
	return u, nil
}

// secure reports whether nobody can be in between: https, or this very machine.
func secure(u *url.URL) bool {
	if u.Scheme == "https" {
		return true
	}
	a, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && a.IsLoopback())
}

// newClient makes the client that asks an issuer.
func newClient(o Options) *http.Client {
	return &http.Client{
		Timeout:   fetchTime,
		Transport: newFetcher(o),
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if !secure(req.URL) || len(via) > 3 {
				return &fetchError{"it led on to " + req.URL.Redacted()}
			}
			return nil
		},
	}
}
