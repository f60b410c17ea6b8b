package client

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
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

	// Unsure says that it was a write, which may have been done. Key is its idempotency key: the same
	// request under it tells. "" where it has none.
	Unsure bool
	Key    string
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
	p := ReadProblem(c.base, answer)
	p.Bare = c.o.Token == ""
	return p
}

// unrouted says that a registry answers at an address, and has nothing of what a client asks there.
func unrouted(address string, asked *http.Request) (message, hint string) {
	message = address + " is the address of no registry: its server knows no path " + asked.URL.Path
	if u, err := url.Parse(address); err == nil && u.Path != "" {
		return message, "is " + u.Path + " part of the address? a registry that no proxy serves is asked without a path"
	}
	return message, "is it of another version? /openapi.json says what it is"
}

// ReadProblem reads an answer that is no success, of the server at an address: what a registry says of it, or
// what is told by that none has answered. The message of the latter begins with the address.
func ReadProblem(address string, answer *http.Response) *Problem {
	p := &Problem{Status: answer.StatusCode, Address: address, After: after(answer.Header)}
	text, _ := io.ReadAll(io.LimitReader(answer.Body, maxProblem)) // half of a problem is none, and told as that
	var said api.Problem
	if json.Unmarshal(text, &said) == nil && said.Code != "" {
		p.Code, p.Message, p.Hint, p.Field, p.Errors, p.ID = said.Code, said.Detail, said.Hint, said.Field, said.Errors, said.ID
		if p.Message == "" {
			p.Message = said.Title
		}
		if p.Status == http.StatusNotFound && p.Field == "path" {
			p.Message, p.Hint = unrouted(address, answer.Request)
		}
		return p
	}
	status := strings.TrimSpace(fmt.Sprintf("%d %s", p.Status, http.StatusText(p.Status)))
	p.Message = address + " answered " + status
	switch to := answer.Header.Get("Location"); {
	case p.Status < 400 && to != "":
		p.Message, p.Hint = fmt.Sprintf("%s sends on to %s", address, to), "give the address that it sends on to"
	case p.Status == http.StatusBadRequest && strings.Contains(string(text), "HTTP request to an HTTPS server"):
		p.Message, p.Hint = address+" speaks TLS", "give its address with https://"
	case p.Status == http.StatusNotFound || p.Status == http.StatusMethodNotAllowed:
		p.Message += ": there is no registry at this address"
	}
	return p
}
