package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Options say how a server is asked. The zero Options are fine for one that knows no tokens.
type Options struct {
	Token string // an API token, or an OIDC token of a CI system; "": none is sent

	// PlainHTTP allows that a token is sent without TLS to another machine.
	PlainHTTP bool

	// HTTP is what requests go through; nil: a client with the usual proxies. It is used as it
	// is, but that redirects are never followed: a token is for the server that was named.
	HTTP *http.Client

	// Attempts is how often one request is made at most; 0 means 5, 1 never asks again.
	Attempts int

	// Timeout is how long one attempt may take; 0 means 45 seconds. Documents may take ten times
	// as long.
	Timeout time.Duration

	// Sleep waits between attempts and returns ctx's error when that ends first; nil waits.
	Sleep func(ctx context.Context, d time.Duration) error

	// Random spreads the waiting of several clients; it returns numbers from 0 up to 1 and is
	// called by many goroutines. Nil: nothing is spread.
	Random func() float64

	// Key makes idempotency keys, no two alike; nil: they are random.
	Key func() string

	// Agent is what the client calls itself; "" means joinery.
	Agent string
}

// Client asks one server. All methods may be called by many goroutines at once.
type Client struct {
	base string // without a slash at its end
	http *http.Client
	o    Options
}

// New makes a client of the server at an address, such as https://registry.example.com or
// http://127.0.0.1:4747; the address may have a path. Nothing is sent. The error is an
// *[AddressError].
func New(address string, o Options) (*Client, error) {
	u, err := url.Parse(strings.TrimRight(address, "/"))
	switch {
	case err != nil || u.Opaque != "":
		return nil, &AddressError{Address: address, Why: "it is no address, wanted one such as https://registry.example.com"}
	case u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return nil, &AddressError{Address: address, Why: "wanted one that starts with https:// or http://"}
	case u.User != nil:
		return nil, &AddressError{Address: u.Redacted(), Why: "found a user in it, wanted none: who asks is told by a token"}
	case u.RawQuery != "" || u.Fragment != "":
		return nil, &AddressError{Address: address, Why: "found more than a host and a path"}
	case o.Token != "" && u.Scheme == "http" && !o.PlainHTTP && !isThisMachine(u.Hostname()):
		return nil, &AddressError{Address: address, Why: "the token would go there for everybody on the way to read, wanted https://"}
	case strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return nil, &AddressError{Address: address, Why: "the token has a blank or another character in it that no token has"}
	}
	if o.HTTP == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = 64
		o.HTTP = &http.Client{Transport: transport}
	}
	if o.Attempts <= 0 {
		o.Attempts = 5
	}
	if o.Timeout <= 0 {
		o.Timeout = 45 * time.Second
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Random == nil {
		o.Random = func() float64 { return 1 }
	}
	if o.Key == nil {
		o.Key = rand.Text
	}
	if o.Agent == "" {
		o.Agent = "joinery"
	}
	own := *o.HTTP
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{base: u.String(), http: &own, o: o}, nil
}

// Address returns the server's address, without a slash at its end.
func (c *Client) Address() string { return c.base }

// AddressError is an address that no server can be asked at.
type AddressError struct{ Address, Why string }

// Error returns the address and what is wrong with it.
func (e *AddressError) Error() string {
	return fmt.Sprintf("the registry's address %s: %s", e.Address, e.Why)
}

// isThisMachine reports whether a host is the machine that asks.
func isThisMachine(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
