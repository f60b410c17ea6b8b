package auth

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

// How often an issuer is asked, at most, and how long it has to answer: strangers' tokens with
// unknown keys make us ask, and wait.
const (
	fetchEvery  = 5 * time.Second
	fetchAtOnce = 6
	fetchTime   = 5 * time.Second
)

// maxAnswer is how many bytes an issuer's answer has at most.
const maxAnswer = 1 << 20

// fetchError says why an issuer's answer could not be had.
type fetchError struct{ why string }

func (e *fetchError) Error() string { return e.why }

// errTooSoon is the fetchError about an issuer that was not asked, since it was a moment ago.
var errTooSoon = &fetchError{"it was asked a moment ago"}

// fetcher is a transport that brings whole answers or a *fetchError, and not too many.
type fetcher struct {
	next  http.RoundTripper
	now   func() time.Time
	limit *rate.Limiter
}

func newFetcher(o Options) *fetcher {
	return &fetcher{next: o.Transport, now: o.Now, limit: rate.NewLimiter(rate.Every(fetchEvery), fetchAtOnce)}
}

// RoundTrip makes it an [http.RoundTripper].
func (f *fetcher) RoundTrip(req *http.Request) (*http.Response, error) {
	if !f.limit.AllowN(f.now(), 1) {
		return nil, errTooSoon
	}
	resp, err := f.next.RoundTrip(req)
	if err != nil {
		return nil, &fetchError{err.Error()}
	}
	if resp.StatusCode/100 == 3 && resp.Header.Get("Location") != "" {
		return resp, nil // which the client follows
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, &fetchError{err.Error()}
	case resp.StatusCode != http.StatusOK:
		return nil, &fetchError{"it answered " + resp.Status}
	case len(body) > maxAnswer:
		return nil, &fetchError{fmt.Sprintf("its answer has more than %d bytes", maxAnswer)}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
