package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// call is one request, however often it has to be made.
type call struct {
	method, path string
	query        url.Values
	body         any // JSON; a []byte is YAML and goes as it is
	header       http.Header
	key          string // of a write; every attempt has the same
	once         bool   // a write without a key, which must not be done twice
	large        bool   // documents, which take longer
}

const (
	keyHeader = "Idempotency-Key"
	maxAnswer = 512 << 20 // bytes; more than all documents of one request have
)

// do makes the request until there is an answer, and reads it into out unless that is nil.
func (c *Client) do(ctx context.Context, r call, out any) error {
	body, kind, err := r.encode()
	if err != nil {
		return err
	}
	maybe := false // some attempt may have been done
	for attempt := 1; ; attempt++ {
		err := c.attempt(ctx, r, body, kind, out)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return c.ended(ctx, r)
		}
		undone, again := verdict(err)
		maybe = maybe || !undone
		if !again || attempt >= c.o.Attempts || r.once && !undone {
			return r.told(err, maybe)
		}
		wait, bearable := c.wait(attempt, err)
		if !bearable {
			return r.told(err, maybe)
		}
		if c.o.Sleep(ctx, wait) != nil {
			return c.ended(ctx, r)
		}
	}
}

// ended is the error of a caller that did not wait for the answer.
func (c *Client) ended(ctx context.Context, r call) error {
	return fmt.Errorf("%s %s%s: %w", r.method, c.base, r.path, context.Cause(ctx))
}

// told says in the error of a write that it may have been done, and the key under which that can be asked.
func (r *call) told(err error, maybe bool) error {
	if !maybe || r.key == "" && !r.once {
		return err
	}
	if lost := new(UnreachableError); errors.As(err, &lost) {
		lost.Unsure, lost.Key = true, r.key
	}
	if p := new(Problem); errors.As(err, &p) {
		if _, again := verdict(err); !again && p.Code != "" {
			return err // which is about this write, and so about those before under the same key
		}
		p.Unsure, p.Key = true, r.key
	}
	return err
}

// IsUnsure reports whether an error of a write says that it may have been done nevertheless.
func IsUnsure(err error) bool {
	lost, p := new(UnreachableError), new(Problem)
	return errors.As(err, &lost) && lost.Unsure || errors.As(err, &p) && p.Unsure
}

func (r *call) encode() (body []byte, kind string, err error) {
	switch b := r.body.(type) {
	case nil:
		return nil, "", nil
	case []byte:
		return b, "application/yaml", nil
	}
	body, err = json.Marshal(r.body)
	return body, "application/json", err
}

// attempt makes the request once. The error is a *Problem or an *UnreachableError.
func (c *Client) attempt(ctx context.Context, r call, body []byte, kind string, out any) error {
	timeout := c.o.Timeout
	if r.large {
		timeout *= 10
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(body))
	if err != nil {
		return &UnreachableError{Address: c.base, Err: err}
	}
	if len(body) == 0 {
		request.Body = http.NoBody
	}
	request.GetBody = nil // else the transport asks again by itself, and nobody could tell what became of the first time
	for name, values := range r.header {
		request.Header[name] = values
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.o.Agent)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if r.key != "" {
		request.Header.Set(keyHeader, r.key)
	}
	if c.o.Token != "" {
		request.Header.Set("Authorization", "Bearer "+c.o.Token)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return c.unreachable(err, timeout)
	}
	defer answer.Body.Close()
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return c.problem(answer)
	}
	if out == nil {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return c.unreachable(err, timeout)
	}
	if len(text) > maxAnswer {
		return &Problem{Status: answer.StatusCode, Address: c.base, Message: fmt.Sprintf("%s%s answered with more than %d bytes", c.base, r.path, maxAnswer)}
	}
	if err := json.Unmarshal(text, out); err != nil {
		return &Problem{
			Status: answer.StatusCode, Address: c.base,
			Message: fmt.Sprintf("%s%s answered with something that is no answer of a registry", c.base, r.path),
			Hint:    "is it the address of joinery serve?",
		}
	}
	return nil
}

func (c *Client) unreachable(err error, timeout time.Duration) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("no answer within %s", timeout)
	}
	return &UnreachableError{Address: c.base, Err: err}
}
