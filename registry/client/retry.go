package client

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The waiting between attempts: the first, the longest, and how long a server may ask for.
const (
	firstWait   = 200 * time.Millisecond
	longestWait = 5 * time.Second
	mostAsked   = time.Minute
)

// verdict says of a failed attempt whether surely nothing was done, and whether to ask again.
func verdict(err error) (undone, again bool) {
	if lost := new(UnreachableError); errors.As(err, &lost) {
		op := new(net.OpError)
		switch {
		case lost.isTLS():
			return true, false
		case errors.As(err, &op) && op.Op == "dial":
			return true, true
		}
		return false, true
	}
	p := new(Problem)
	if !errors.As(err, &p) {
		return false, false
	}
	switch {
	case p.Code == "unsure":
		return false, true
	case p.Code == "unavailable", p.Status == http.StatusTooManyRequests, p.Status == http.StatusRequestTimeout:
		return true, true
	case p.Code != "":
		return true, false
	}
	switch p.Status { // whoever says it, it is no registry that knows
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return false, true
	}
	return p.Status < 500, false
}

// wait returns how long to wait before the attempt after this one. It is not bearable when the
// server asks for longer than anybody should sit and wait.
func (c *Client) wait(attempt int, err error) (wait time.Duration, bearable bool) {
	wait = longestWait
	if attempt < 6 {
		wait = min(firstWait<<(attempt-1), longestWait)
	}
	wait = wait/2 + time.Duration(float64(wait/2)*c.o.Random())
	if p := new(Problem); errors.As(err, &p) && p.After > 0 {
		return max(wait, p.After), p.After <= mostAsked
	}
	return wait, true
}

// after reads a Retry-After: seconds, or a time, against the server's own clock.
func after(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 20); err == nil {
		return time.Duration(seconds) * time.Second
	}
	then, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return max(0, then.Sub(now))
}
