package auth

import (
	"fmt"
	"time"

	"golang.org/x/time/rate"

	"joinery/registry"
)

// LimitError says that somebody asked too often. Beneath it is a [registry.Error] of the code
// Unavailable: nothing was done.
type LimitError struct {
	Of       string // a token's name, or an address
	Failures bool   // of an address: it tried too many tokens that are not known

	wait time.Duration
}

// Error says who, and what is too much.
func (e *LimitError) Error() string {
	if e.Failures {
		return fmt.Sprintf("found too many tokens from %s that are not known here", e.Of)
	}
	return fmt.Sprintf("found too many requests of %s", e.Of)
}

// Unwrap returns the same as an error with a code.
func (e *LimitError) Unwrap() error {
	hint := "wait as long as Retry-After says"
	if e.Failures {
		hint += "; a token that is known here gets in at once from another address"
	}
	return &registry.Error{Code: registry.Unavailable, Message: e.Error(), Hint: hint}
}

// RetryAfter returns how long to wait before asking again.
func (e *LimitError) RetryAfter() time.Duration { return e.wait }

// limits are one limit for each of many.
type limits struct {
	per   rate.Limit
	burst int
	of    *recent[string, *rate.Limiter]
}

// newLimits makes limits of so many per second, and so many at once; below 0 there is none.
func newLimits(perSecond float64, burst int) *limits {
	if perSecond < 0 {
		return nil
	}
	return &limits{rate.Limit(perSecond), burst, newRecent[string, *rate.Limiter](remembered)}
}

// take counts one of key's, and returns how long it has to wait: 0 when it may go on. What has to
// wait is not counted.
func (l *limits) take(key string, now time.Time) time.Duration {
	if l == nil {
		return 0
	}
	limiter := l.of.get(key, func() *rate.Limiter { return rate.NewLimiter(l.per, l.burst) })
	r := limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// over returns how long key has to wait, without counting.
func (l *limits) over(key string, now time.Time) time.Duration {
	limiter, ok := l.of.find(key)
	if !ok {
		return 0
	}
	missing := 1 - limiter.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return time.Duration(missing / float64(l.per) * float64(time.Second))
}
