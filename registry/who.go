package registry

import (
	"slices"
	"strings"
)

// Who is the one that asks.
type Who struct {
	Name    string // a token's name, "anonymous" where nobody is asked
	From    string // an address, for the audit log
	Request string // the request's id, for the audit log
	Role    Role
	Items   []string // patterns of item names; empty: all
}

var roles = []Role{Read, Drawer, Publish, Admin}

// Roles returns the roles, least first.
func Roles() []Role { return slices.Clone(roles) }

// ParseRole returns the role of that name, letter for letter. The error is Invalid.
func ParseRole(text string) (Role, error) {
	if r := Role(text); slices.Contains(roles, r) {
		return r, nil
	}
	return "", Errorf(Invalid, "found the role %q, wanted read, draw, publish or admin", text)
}

// includes reports whether a role may what another may.
func (r Role) includes(other Role) bool {
	return slices.Contains(roles, other) && slices.Index(roles, r) >= slices.Index(roles, other)
}

// May returns nil when w has at least the role, and the item or product is among its own; "" stands for
// what belongs to none, which its patterns do not limit. The error is Denied.
func (w Who) May(role Role, item string) error {
	if !w.Role.includes(role) {
		e := Errorf(Denied, "%s has the role %s, wanted %s", w.Name, orNone(string(w.Role)), role)
		e.Hint = "joinery token add makes a token with another role"
		return e
	}
	if item != "" && !w.sees(item) {
		return Errorf(Denied, "%s may not touch %s: it is for %s", w.Name, item, strings.Join(w.Items, ", "))
	}
	return nil
}

func (w Who) sees(item string) bool {
	if len(w.Items) == 0 {
		return true
	}
	for _, pattern := range w.Items {
		if Matches(pattern, item) {
			return true
		}
	}
	return false
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// Matches reports whether a pattern matches a whole item name: "*" stands for any text, also
// with "/" in it, everything else for itself.
func Matches(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok {
		return false
	}
	for _, middle := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, middle)
		if at < 0 {
			return false
		}
		rest = rest[at+len(middle):]
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
