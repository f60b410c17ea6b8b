package client

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"joinery/registry/api"
)

// Problem is an error that a server answered with.
type Problem struct {
	Status  int    // of HTTP
	Code    string // as package registry calls it; "" when no registry answered
	Message string
	Hint    string   // "" if there is nothing to say
	Field   string   // the part of the request that is to blame, "" if none is
	Errors  []string // all that is wrong with documents, with places
	ID      string   // under which the server's log has the request
	Address string   // the server's
	Bare    bool     // no token was shown

	After time.Duration // how long the server asks to wait, 0 if it does not say

	// Key is the idempotency key of a write that may have been done: the same request under it
	// tells. "" for others.
	Key string
}

// Error returns what the server said.
func (p *Problem) Error() string {
	if p.Code == "internal" && p.ID != "" {
		return fmt.Sprintf("%s; the server's log has it under %s", p.Message, p.ID)
	}
	return p.Message
}

// Hints returns what to do next.
func (p *Problem) Hints() []string {
	var all []string
	if p.Hint != "" {
		all = append(all, p.Hint)
	}
	if p.Key != "" {
		all = append(all, "whether it was done is not known; the same again under the idempotency key "+p.Key+" tells")
	}
	return all
}

const maxProblem = 4 << 20

// problem reads an answer that is no success.
func (c *Client) problem(answer *http.Response) error {
	p := &Problem{Status: answer.StatusCode, Address: c.base, Bare: c.o.Token == "", After: after(answer.Header)}
	text, _ := io.ReadAll(io.LimitReader(answer.Body, maxProblem)) // half of a problem is none, and told as that
	var said api.Problem
	if json.Unmarshal(text, &said) == nil && said.Code != "" {
		p.Code, p.Message, p.Hint, p.Field, p.Errors, p.ID = said.Code, said.Detail, said.Hint, said.Field, said.Errors, said.ID
		if p.Message == "" {
			p.Message = said.Title
		}
		return p
	}
	status := strings.TrimSpace(fmt.Sprintf("%d %s", p.Status, http.StatusText(p.Status)))
	p.Message = c.base + " answered " + status
	switch to := answer.Header.Get("Location"); {
	case p.Status < 400 && to != "":
		p.Message, p.Hint = fmt.Sprintf("%s sends on to %s", c.base, to), "give the address that it sends on to"
	case p.Status == http.StatusBadRequest && strings.Contains(string(text), "HTTP request to an HTTPS server"):
		p.Message, p.Hint = c.base+" speaks TLS", "give its address with https://"
	case p.Status == http.StatusNotFound || p.Status == http.StatusMethodNotAllowed:
		p.Message += ": there is no registry at this address"
	}
	return p
}
