package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"joinery/registry"
	"joinery/registry/api"
)

// Webhook is somebody who is told what happens. Each entry is sent at least once, in order; the next
// one waits until this one is taken, for a day at most.
type Webhook struct {
	URL     string   `json:"url"`               // https, or http to this machine; by it the registry knows how far it was told, so no two have one
	Secret  string   `json:"secret"`            // of the signature, 16 bytes or more
	Actions []string `json:"actions,omitempty"` // empty: all
	Items   []string `json:"items,omitempty"`   // patterns of item names; empty: all
}

// The patience of a hook.
const (
	hookTime    = 10 * time.Second // for one try
	hookFirst   = time.Second      // before the second try; twice that before the third, and so on
	hookLongest = 10 * time.Minute
	hookGivesUp = 24 * time.Hour
	hookLook    = 2 * time.Second
	hookPage    = 100
	leastSecret = 16
)

// hook is a webhook at work.
type hook struct {
	Webhook
	name   string // of its cursor
	host   string // with the scheme: what may be told of the URL
	client *http.Client
	now    func() time.Time
	after  func(time.Duration) <-chan time.Time
	log    *slog.Logger
	rests  func() bool // reports whether nothing may be written now
}

func newHook(w Webhook, o Options) (*hook, error) {
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("found a webhook without a URL that can be read, wanted https://HOST/PATH")
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return nil, fmt.Errorf("found the webhook %s, wanted https: anybody in between could read it", u.Redacted())
	case len(w.Secret) < leastSecret:
		return nil, fmt.Errorf("found a secret of %d bytes for the webhook %s, wanted %d or more", len(w.Secret), u.Redacted(), leastSecret)
	}
	for _, action := range w.Actions {
		if !slices.Contains(followed, action) {
			return nil, fmt.Errorf("found the action %q for the webhook %s, wanted one of %s", action, u.Redacted(), strings.Join(followed, ", "))
		}
	}
	if err := registry.CheckItems(w.Items); err != nil {
		return nil, fmt.Errorf("the webhook %s: %w", u.Redacted(), err)
	}
	sum := sha256.Sum256([]byte(w.URL))
	transport := o.Transport
	if transport == nil {
		transport = &http.Transport{TLSHandshakeTimeout: hookTime, ResponseHeaderTimeout: hookTime, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute}
	}
	return &hook{
		Webhook: w, name: "webhook " + hex.EncodeToString(sum[:8]), host: u.Scheme + "://" + u.Host, now: o.Now, after: o.After,
		log: o.Log.With(slog.String("webhook", u.Scheme+"://"+u.Host)),
		client: &http.Client{
			Transport: transport, Timeout: hookTime,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // a redirect is no answer
		},
	}, nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// run tells of all that happens until ctx ends. A hook that was never told anything begins now.
func (h *hook) run(ctx context.Context, r *registry.Registry, b *bell) {
	f := &follower{r: r, who: registry.Who{Name: "joinery", Role: registry.Read, Items: h.Items}, actions: h.Actions}
	for begun := false; ctx.Err() == nil; {
		rung := b.rung()
		err := error(nil)
		if !begun {
			begun, err = h.begin(ctx, f)
		}
		if begun {
			err = h.tell(ctx, f)
		}
		if err != nil && ctx.Err() == nil {
			h.log.Error("the log cannot be followed", slog.String("error", err.Error()))
			rung = nil // which would ring all the time
		}
		select {
		case <-ctx.Done():
		case <-rung:
		case <-h.after(hookLook):
		}
	}
}

// begin finds out where the hook was. Its cursor is the seq that it waits for, so that one that began
// with nothing in the log differs from one that never began.
func (h *hook) begin(ctx context.Context, f *follower) (begun bool, err error) {
	next, err := f.r.Cursor(ctx, h.name)
	if err != nil {
		return false, err
	}
	if next > 0 {
		f.after = next - 1
		return true, nil
	}
	if f.after, err = lastSeq(ctx, f.r); err == nil {
		err = h.keep(ctx, f, f.after)
	}
	return err == nil, err
}

// keep remembers that the hook was told of all up to a seq. It waits until that may be written.
func (h *hook) keep(ctx context.Context, f *follower, seq int64) error {
	for h.rests() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-h.after(hookLook):
		}
	}
	return f.r.Advance(ctx, h.name, seq+1)
}

// tell sends what happened since the last time.
func (h *hook) tell(ctx context.Context, f *follower) error {
	for {
		before := f.after
		entries, err := f.look(ctx, hookPage)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !h.deliver(ctx, e) {
				f.after = before
				return ctx.Err()
			}
			if err := h.keep(ctx, f, e.Seq); err != nil {
				f.after = e.Seq
				return err
			}
			before = e.Seq
		}
		if f.after > before {
			if err := h.keep(ctx, f, f.after); err != nil {
				return err
			}
		}
		if !f.more {
			return nil
		}
	}
}

// deliver sends one entry until it is taken, or given up. It is false when ctx ended before.
func (h *hook) deliver(ctx context.Context, e registry.Entry) bool {
	began, wait := h.now(), hookFirst
	for {
		err := h.send(ctx, e)
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		attrs := []any{slog.Int64("seq", e.Seq), slog.String("error", err.Error())}
		if h.now().Sub(began) >= hookGivesUp {
			h.log.Error("an event was not taken for a day and is left out", attrs...)
			return true
		}
		h.log.Warn("an event was not taken, trying again", attrs...)
		select {
		case <-ctx.Done():
			return false
		case <-h.after(wait):
		}
		wait = min(2*wait, hookLongest)
	}
}

// send sends one entry once. Any 2xx takes it.
func (h *hook) send(ctx context.Context, e registry.Entry) error {
	text, err := json.Marshal(api.Entry(e))
	if err != nil {
		return err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(text))
	if err != nil {
		return err
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("User-Agent", "joinery")
	q.Header.Set("Joinery-Event", e.Action)
	q.Header.Set("Joinery-Delivery", strconv.FormatInt(e.Seq, 10))
	q.Header.Set("Joinery-Signature", Sign(h.Secret, h.now(), text))
	answer, err := h.client.Do(q)
	if err != nil {
		if u := new(url.Error); errors.As(err, &u) {
			err = u.Err // without the URL: it may hold a secret
		}
		return err
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("found the status %d, wanted 2xx", answer.StatusCode)
	}
	return nil
}
