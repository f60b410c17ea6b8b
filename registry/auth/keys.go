package auth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"joinery/registry"
)

// keysAge is how long an issuer's keys are good for without looking again: a key that the issuer has
// withdrawn is trusted no longer than that.
const keysAge = time.Hour

// keys are what an issuer signs with. They are looked for when the first token comes; a token with
// an unknown key makes it look again.
type keys struct {
	issuer string
	now    func() time.Time
	client *http.Client

	mu     sync.Mutex
	set    oidc.KeySet // nil: none yet
	since  time.Time
	search *search // that runs, or was the last that failed
	failed time.Time
}

// search is one look for where the keys are. Its results are there when done is closed.
type search struct {
	done chan struct{}
	set  oidc.KeySet
	err  error
}

// over reports whether the search has come to an end.
func (s *search) over() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

func newKeys(issuer string, o Options) *keys {
	return &keys{issuer: issuer, now: o.Now, client: newClient(o)}
}

// current returns the keys. Those who come while they are looked for wait together; those who come
// right after a search that failed are told the same.
func (k *keys) current(ctx context.Context) (oidc.KeySet, error) {
	k.mu.Lock()
	if k.set != nil && k.now().Sub(k.since).Abs() < keysAge {
		defer k.mu.Unlock()
		return k.set, nil
	}
	if ctx.Err() != nil {
		k.mu.Unlock()
		return nil, ctx.Err()
	}
	s := k.search
	if s == nil || s.over() && k.now().Sub(k.failed).Abs() >= fetchEvery {
		s = &search{done: make(chan struct{})}
		k.search = s
		go k.find(s)
	}
	k.mu.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.done:
		return s.set, s.err
	}
}

// find asks the issuer where its keys are.
func (k *keys) find(s *search) {
	ctx := oidc.ClientContext(context.Background(), k.client)
	at, err := k.discover(ctx)
	if s.err = err; err == nil {
		s.set = oidc.NewRemoteKeySet(ctx, at)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil {
		k.set, k.since, k.search = s.set, k.now(), nil
	} else {
		k.failed = k.now()
	}
	close(s.done)
}

func (k *keys) discover(ctx context.Context) (string, error) {
	p, err := oidc.NewProvider(ctx, k.issuer)
	if err != nil {
		return "", err
	}
	var meta struct {
		Keys string `json:"jwks_uri"`
	}
	if err := p.Claims(&meta); err != nil {
		return "", err
	}
	if u, err := url.Parse(meta.Keys); err != nil || !secure(u) {
		return "", errors.New("found the jwks_uri " + meta.Keys + ", wanted https")
	}
	return meta.Keys, nil
}

// looking is one look at a signature. It keeps why it could not be done, which the library does not
// tell apart from a bad one.
type looking struct {
	keys *keys
	err  error
}

// VerifySignature makes it an [oidc.KeySet].
func (l *looking) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	set, err := l.keys.current(ctx)
	if err != nil {
		l.err = l.keys.unavailable(ctx, err)
		return nil, err
	}
	payload, err := set.VerifySignature(ctx, jwt)
	if errors.Is(err, errTooSoon) {
		// Who looks between another's question and its answer would ask, too. The answer is there now.
		payload, err = set.VerifySignature(ctx, jwt)
	}
	if fetch := new(fetchError); errors.As(err, &fetch) || err != nil && ctx.Err() != nil {
		l.err = l.keys.unavailable(ctx, err)
	}
	return payload, err
}

// unavailable is the error of keys that could not be had: the context's own when that has ended.
func (k *keys) unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &registry.Error{
		Code: registry.Unavailable, Message: "the keys of " + k.issuer + " cannot be had at the moment",
		Hint: "try again; the server's log says why", Err: err,
	}
}
