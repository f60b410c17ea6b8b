package sqlstore

import (
	"context"

	"joinery/registry"
)

const tokenColumns = "id, name, hash, role, items, created, expires, used, revoked"

var tokens = &table{name: "tokens", columns: tokenColumns, width: 9}

func scanToken(columns scanFunc) (registry.Token, error) {
	var t registry.Token
	err := columns(&t.ID, &t.Name, &t.Hash, &t.Role, (*list)(&t.Items), (*instant)(&t.Created), (*instant)(&t.Expires), (*instant)(&t.Used), (*instant)(&t.Revoked))
	return t, err
}

func (p *pending) addToken(d *Dialect, t registry.Token) error {
	return p.add(d, tokens, key(t.ID), key(t.Name), t.Hash, string(t.Role), list(t.Items), t.Created, t.Expires, t.Used, t.Revoked)
}

// updateToken lets a token get older only: who knows of no revocation does not undo it.
func updateToken(t registry.Token) *statement {
	return write("update tokens set used = case when used is null or used < ? then ? else used end, revoked = coalesce(revoked, ?) where id = ?",
		t.Used, t.Used, t.Revoked, key(t.ID)).must(errNotThere("there is no token %s to change", t.Name))
}

// Token implements [registry.Reader].
func (r *reader) Token(ctx context.Context, id string) (registry.Token, bool, error) {
	return single(ctx, r, scanToken, "select "+tokenColumns+" from tokens where id = ?", key(id))
}

// Tokens implements [registry.Reader].
func (r *reader) Tokens(ctx context.Context) ([]registry.Token, error) {
	return query(ctx, r, scanToken, "select "+tokenColumns+" from tokens order by name")
}
