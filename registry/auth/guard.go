package auth

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"net/netip"
	"time"

	"joinery/registry"
)

// Options say whom a guard lets in. Now is required.
type Options struct {
	Now func() time.Time // what time it is

	// Open lets in who brings no token, as "anonymous", who is admin.
	Open bool
	// Insecure does so for requests from elsewhere, too. Without it, those that name a host that is
	// not this machine, or came through a proxy, are Denied.
	Insecure bool

	Issuers []Issuer       // whose OIDC tokens are taken
	Proxies []netip.Prefix // whose X-Forwarded-For is believed, see [ParseProxies]

	// PerSecond is how many requests each token may make, Burst how many at once: 0 means 100 and
	// 1000. Below 0 there is no limit. All jobs of one OIDC subject share theirs.
	PerSecond float64
	Burst     int

	// Transport is the way to issuers; nil means [http.DefaultTransport].
	Transport http.RoundTripper
}

// The defaults of [Options].
const (
	defaultPerSecond = 100
	defaultBurst     = 1000
)

// What an address may try: how many tokens that are not known per second, and at once.
const (
	failuresPerSecond = 0.1
	failuresAtOnce    = 30
)

// remembered is how many names, addresses and tokens are kept in mind.
const remembered = 10_000

// A Guard says who asks. Its methods may be called by many goroutines at once.
type Guard struct {
	registry *registry.Registry
	o        Options
	issuers  map[string]*issuer // by URL

	requests *limits                          // by name
	failures *limits                          // by address
	known    *recent[[sha256.Size]byte, bool] // hashes of tokens that were right when they came last
}

// New makes a guard before a registry. Issuers are not asked for anything yet. The error is Invalid;
// its Field is the place in the options that is to blame: issuers[0].rules[1].role.
func New(r *registry.Registry, o Options) (*Guard, error) {
	if o.PerSecond == 0 {
		o.PerSecond = defaultPerSecond
	}
	if o.Burst <= 0 {
		o.Burst = defaultBurst
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	issuers, err := newIssuers(o)
	if err != nil {
		return nil, err
	}
	return &Guard{
		registry: r, o: o, issuers: issuers,
		requests: newLimits(o.PerSecond, o.Burst), failures: newLimits(failuresPerSecond, failuresAtOnce),
		known: newRecent[[sha256.Size]byte, bool](remembered),
	}, nil
}

// Who returns who sent a request, and from where; the request's id is not its business. The error is
//
//	Unknown      no token, or none that is known here
//	Denied       a genuine OIDC token that no rule lets in; where nobody is asked, a request from elsewhere
//	Unavailable  the store or an issuer does not answer
//	*LimitError  too many requests, or too many tokens that are not known
//
// or the context's own.
func (g *Guard) Who(req *http.Request) (registry.Who, error) {
	now, from := g.o.Now(), origin(req, g.o.Proxies)
	token, err := tokenOf(req)
	if err != nil {
		return registry.Who{}, err
	}
	if token == "" {
		return g.anonymous(req, from)
	}
	hash := sha256.Sum256([]byte(token))
	wait := g.failures.over(block(from), now)
	if g.known.has(hash) {
		wait = 0
	}
	who, strange, err := g.authenticate(req.Context(), token, now, wait > 0)
	switch {
	case err != nil && wait > 0:
		return registry.Who{}, &LimitError{Of: from, Failures: true, wait: wait}
	case err != nil && strange:
		g.known.drop(hash)
		g.failures.take(block(from), now)
		return registry.Who{}, err
	case err != nil:
		return registry.Who{}, err
	}
	g.known.add(hash, true)
	if wait := g.requests.take(who.Name, now); wait > 0 {
		return registry.Who{}, &LimitError{Of: who.Name, wait: wait}
	}
	who.From = from
	return who, nil
}

// anonymous lets in who brings no token, where nobody is asked.
func (g *Guard) anonymous(req *http.Request, from string) (registry.Who, error) {
	if !g.o.Open {
		return registry.Who{}, &registry.Error{
			Code: registry.Unknown, Message: "found no token, wanted one",
			Hint: "send it as Authorization: Bearer TOKEN, or as the password of curl -u; joinery token add makes one",
		}
	}
	if !g.o.Insecure {
		if err := fromHere(req); err != nil {
			return registry.Who{}, err
		}
	}
	return registry.Who{Name: "anonymous", From: from, Role: registry.Admin}, nil
}

// authenticate looks a token up, or checks it against its issuer's keys. With an error comes whether
// it is the token's sender who may have to wait for it.
//
// When hasty, it waits for neither the store nor an issuer: any token for which it would have to is an
// error.
func (g *Guard) authenticate(ctx context.Context, token string, now time.Time, hasty bool) (who registry.Who, strange bool, err error) {
	if isJWT(token) {
		if i := g.issuers[claimedIssuer(token)]; i != nil {
			asking, cancel := context.WithCancel(ctx)
			defer cancel()
			if hasty {
				cancel()
			}
			who, genuine, err := i.authenticate(asking, token, now)
			if genuine || err != nil {
				return who, ctx.Err() == nil, err
			}
		}
	}
	if hasty {
		return who, true, errHasty
	}
	// Whatever else it is: the registry has the words for what is not known.
	who, err = g.registry.Authenticate(ctx, token)
	return who, registry.CodeOf(err) == registry.Unknown, err
}

var errHasty = errors.New("this would take waiting")
