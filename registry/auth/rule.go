package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"joinery/registry"
)

// A Rule says what those may whose token has certain claims.
type Rule struct {
	// Claims are patterns by claim, see [registry.Matches]. All of them must be there and match: a
	// list, when one of its elements does; a number or a boolean, as it is written; an object never.
	Claims map[string]string `json:"claims"`

	Role  registry.Role `json:"role"`
	Items []string      `json:"items,omitempty"` // patterns of item names; empty: all, as for an admin it must be
}

// shared are issuers that sign for everybody in the world, by host, each with the claims that tell
// whose a token is, and how their patterns begin: whoever may choose what his own subject is made
// of must not be able to choose somebody else's.
var shared = map[string]map[string]string{
	"token.actions.githubusercontent.com": {"repository": "", "repository_id": "", "repository_owner": "", "repository_owner_id": "", "sub": "repo:"},
	"gitlab.com":                          {"project_path": "", "project_id": "", "namespace_path": "", "namespace_id": "", "sub": "project_path:"},
	"agent.buildkite.com":                 {"organization_slug": "", "organization_id": ""},
	"accounts.google.com":                 {"sub": "", "email": ""},
}

// check returns what is wrong with a rule of an issuer on that host, and in which field.
func (r Rule) check(host string) (field string, err error) {
	if _, err := registry.ParseRole(string(r.Role)); err != nil {
		return "role", err
	}
	if err := registry.CheckItems(r.Items); err != nil {
		return "items", err
	}
	if r.Role == registry.Admin && len(r.Items) > 0 {
		return "items", errors.New("found items for the role admin, who makes tokens for all of them; wanted none, or the role publish")
	}
	if len(r.Claims) == 0 {
		return "claims", errors.New("found no claim: everybody to whom the issuer gives tokens would get in")
	}
	for claim, pattern := range r.Claims {
		if claim == "" || pattern == "" {
			return "claims", fmt.Errorf("found %q: %q, wanted a claim and a pattern", claim, pattern)
		}
	}
	if r.Role == registry.Admin && !r.narrow() {
		return "claims", errors.New("found only * in the claims of the role admin: everybody to whom the issuer gives tokens would be one; wanted who is meant")
	}
	telling, everybodys := shared[host]
	if !everybodys {
		return "", nil
	}
	for claim, beginning := range telling {
		if pattern := r.Claims[claim]; strings.HasPrefix(pattern, beginning) && pinned(pattern) {
			return "", nil
		}
	}
	return "claims", fmt.Errorf("found none that says whose tokens, and %s signs for everybody; wanted one of %s, without * or with it behind a /",
		host, strings.Join(slices.Sorted(maps.Keys(telling)), ", "))
}

// narrow reports whether some claim has to be of some text.
func (r Rule) narrow() bool {
	for _, pattern := range r.Claims {
		if strings.Trim(pattern, "*") != "" {
			return true
		}
	}
	return false
}

// pinned reports whether a pattern of a shared issuer's claim leaves no room for strangers: acme/*
// does not, acme* does.
func pinned(pattern string) bool {
	before, _, open := strings.Cut(pattern, "*")
	return pattern != "" && (!open || strings.Contains(before, "/"))
}

// fits reports whether a token's claims are those of the rule.
func (r Rule) fits(claims map[string]any) bool {
	for claim, pattern := range r.Claims {
		value, there := claims[claim]
		if !there || !matches(pattern, value) {
			return false
		}
	}
	return true
}

func matches(pattern string, value any) bool {
	switch value := value.(type) {
	case string:
		return registry.Matches(pattern, value)
	case json.Number:
		return registry.Matches(pattern, value.String())
	case bool:
		return registry.Matches(pattern, strconv.FormatBool(value))
	case []any:
		return slices.ContainsFunc(value, func(one any) bool {
			_, list := one.([]any)
			return !list && matches(pattern, one)
		})
	}
	return false
}
