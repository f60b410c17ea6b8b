package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest/diag"
	"joinery/registry"
	"joinery/registry/client"
)

// remote gives what a server said its exit status: what it refuses is a verdict about the input, a
// name that it does not know, somebody who may not, or trouble is the command's failure. It also
// says which token was shown, and where a manifest says the server's address.
func (p *program) remote(err error) error {
	said, lost := new(client.Problem), new(client.UnreachableError)
	if errors.As(err, &said) {
		return p.saidWhere(said.Address, p.refused(said))
	}
	if errors.As(err, &lost) {
		return p.saidWhere(lost.Address, err)
	}
	return err
}

// saidWhere adds to an error about a server where a manifest says its address, if one does.
func (p *program) saidWhere(address string, err error) error {
	if place, said := p.named[strings.TrimRight(address, "/")]; said {
		return astray{err, place}
	}
	return err
}

// astray is an error about a server whose address stands in a manifest.
type astray struct {
	error
	place diag.Place
}

// Hints returns what to do next.
func (e astray) Hints() []string {
	return append(hints(e.error), e.place.String()+" says this address")
}

// Unwrap returns the error itself.
func (e astray) Unwrap() error { return e.error }

// refused is what remote makes of what a server said.
func (p *program) refused(said *client.Problem) error {
	told := &refusal{Problem: said}
	switch said.Status {
	case http.StatusUnauthorized:
		switch token := p.tokenName(); {
		case token != "" && said.Bare:
			told.more = append(told.more, token+" goes only to a registry that --registry or "+registryVariable+" names, not to one that a manifest names")
		case token != "":
			told.more = append(told.more, "what was shown is "+token)
		default:
			here := *said
			here.Hint = "" // which is for other clients
			told.Problem = &here
			told.more = append(told.more, tokenVariable+" is where it is looked for, and is not set; joinery token add makes one")
		}
	case http.StatusForbidden:
		if token := p.tokenName(); token != "" && !said.Bare {
			told.more = append(told.more, "what was shown is "+token)
		}
	}
	switch registry.Code(said.Code) {
	case registry.Invalid, registry.Conflict, registry.Exists, registry.Reused:
		return verdict{told}
	}
	return told
}

// remoteWrite is remote for a write under a key: who stopped it before its answer came learns how to
// ask for that.
func (p *program) remoteWrite(err error, key string) error {
	if errors.Is(err, context.Canceled) {
		return failed{"stopped before the answer came", "whether it was done is not known; the same again with --idempotency-key " + key + " tells"}
	}
	return p.remote(err)
}

// keyOf returns the idempotency key of a command, made unless the person gives one.
func keyOf(c *cli.Context) string {
	if key := c.String("idempotency-key"); key != "" {
		return key
	}
	return rand.Text()
}

// refusal is what a server said, with what this side knows about it.
type refusal struct {
	*client.Problem
	more []string
}

// Error returns what the server said, and below it what is wrong with documents, line by line.
func (r *refusal) Error() string {
	text := r.Problem.Error()
	for _, line := range r.Problem.Errors {
		text += "\n  " + strings.ReplaceAll(strings.TrimSpace(line), "\n", "\n  ")
	}
	return text
}

// Hints returns what to do next.
func (r *refusal) Hints() []string { return slices.Concat(r.Problem.Hints(), r.more) }

// Unwrap returns what the server said.
func (r *refusal) Unwrap() error { return r.Problem }
