package pack

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	attempts = 5

	// A server that says nothing for so long is given up, in all attempts together, and so is one
	// that brings fewer bytes than that: a kilobyte a second.
	stall  = time.Minute
	enough = 60 << 10
)

var errSilent = fmt.Errorf("the server said nothing, or next to nothing, for %s", stall)

// final is an error that trying again does not help.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

// statusError is an answer that is not the one that was wanted.
type statusError struct {
	code int
	said string // by the server, besides; "" when nothing
}

// Error returns the status and what the server said, in one line.
func (e *statusError) Error() string {
	text := fmt.Sprintf("the server says %d %s", e.code, http.StatusText(e.code))
	if e.said != "" {
		text += fmt.Sprintf(": %q", e.said)
	}
	return text
}

// again does what once does until there is no error, or one that trying again does not help, five
// times at most. What once gets ends with ctx, and when silent has run out, which once puts off
// whenever the server gives a sign of life.
func again(ctx context.Context, pause time.Duration, once func(ctx context.Context, silent *time.Timer) error) error {
	return patiently(ctx, func(ctx context.Context, silent *time.Timer) error {
		for attempt := 1; ; attempt++ {
			err := once(ctx, silent)
			switch {
			case err == nil:
				return nil
			case ctx.Err() != nil:
				return ctx.Err()
			case lasting(err):
				return err
			case attempt == attempts:
				return fmt.Errorf("%w, %d times", err, attempts)
			}
			wait := time.NewTimer(pause)
			select {
			case <-ctx.Done():
				wait.Stop()
				return ctx.Err()
			case <-wait.C:
			}
		}
	})
}

// patiently does something until silent has run out.
func patiently(outer context.Context, do func(context.Context, *time.Timer) error) error {
	ctx, cancel := context.WithCancel(outer)
	defer cancel()
	silent := time.AfterFunc(stall, cancel)
	defer silent.Stop()
	err := do(ctx, silent)
	if err != nil && ctx.Err() != nil && outer.Err() == nil {
		return errSilent
	}
	return err
}

// lasting reports whether the same question would get the same answer.
func lasting(err error) bool {
	if status := new(statusError); errors.As(err, &status) {
		return status.code < 500 && status.code != http.StatusTooManyRequests && status.code != http.StatusRequestTimeout &&
			status.code != http.StatusRequestedRangeNotSatisfiable
	}
	if name := new(net.DNSError); errors.As(err, &name) {
		return name.IsNotFound
	}
	return errors.As(err, new(final)) || errors.As(err, new(local)) || errors.Is(err, http.ErrSchemeMismatch) ||
		errors.As(err, new(*tls.CertificateVerificationError)) || errors.As(err, new(tls.AlertError))
}

// heard puts off the end of patience as long as enough is read.
type heard struct {
	from   io.Reader
	silent *time.Timer
	since  int // how many bytes were read since it was put off
}

func (h *heard) Read(p []byte) (int, error) {
	n, err := h.from.Read(p)
	if h.since += n; h.since >= enough {
		h.since = 0
		h.silent.Reset(stall)
	}
	return n, err
}
