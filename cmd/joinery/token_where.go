package main

import (
	"context"
	"errors"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
)

// tokens is where tokens are made and ended: at a server, or in a database.
type tokens interface {
	add(ctx context.Context, n api.NewToken) (api.Token, error)
	list(ctx context.Context) ([]api.Token, error)
	revoke(ctx context.Context, name string) (api.Token, error)
}

// withTokens does something with the tokens of the database that --db names, else of the server.
func (p *program) withTokens(c *cli.Context, do func(ctx context.Context, t tokens) error) error {
	db := c.String("db")
	if db == "" && p.registryAddress(c) == "" {
		db = p.getenv(variableOf("db")) // where a server runs, which has no shell perhaps
	}
	if db == "" {
		server, err := p.client(c)
		if err != nil {
			return err
		}
		return p.remote(do(c.Context, serverTokens{server}))
	}
	if c.IsSet("registry") {
		return failed{"found both --db and --registry, wanted one of them", ""}
	}
	return p.withRegistryAt(c.Context, db, func(r *registry.Registry, _ registry.Store) error {
		return do(c.Context, storedTokens{r, registry.Who{Name: "joinery token", Role: registry.Admin}})
	})
}

// serverTokens are those of a server.
type serverTokens struct{ server *client.Client }

func (t serverTokens) add(ctx context.Context, n api.NewToken) (api.Token, error) {
	made, err := t.server.AddToken(ctx, n)
	if lost := new(client.UnreachableError); errors.As(err, &lost) {
		err = failed{err.Error(), "where joinery token list shows the token " + n.Name + ", nobody knows it: revoke it, and make one of another name"}
	}
	return made, err
}

func (t serverTokens) list(ctx context.Context) ([]api.Token, error) {
	var all []api.Token
	for one, err := range t.server.Tokens(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func (t serverTokens) revoke(ctx context.Context, name string) (api.Token, error) {
	return t.server.RevokeToken(ctx, name)
}

// storedTokens are those of a database, on the machine where it is.
type storedTokens struct {
	registry *registry.Registry
	who      registry.Who
}

func (t storedTokens) add(ctx context.Context, n api.NewToken) (api.Token, error) {
	asked := registry.NewToken{Name: n.Name, Role: registry.Role(n.Role), Items: n.Items}
	if n.Expires != nil {
		asked.Expires = *n.Expires
	}
	secret, made, err := t.registry.AddToken(ctx, t.who, asked)
	told := tokenOf(made)
	told.Secret = secret
	return told, err
}

func (t storedTokens) list(ctx context.Context) ([]api.Token, error) {
	stored, err := t.registry.Tokens(ctx, t.who)
	all := make([]api.Token, len(stored))
	for i, one := range stored {
		all[i] = tokenOf(one)
	}
	return all, err
}

func (t storedTokens) revoke(ctx context.Context, name string) (api.Token, error) {
	revoked, err := t.registry.RevokeToken(ctx, t.who, name)
	return tokenOf(revoked), err
}

func tokenOf(t registry.Token) api.Token {
	set := func(at time.Time) *time.Time {
		if at.IsZero() {
			return nil
		}
		return &at
	}
	return api.Token{
		Name: t.Name, ID: t.ID, Role: string(t.Role), Items: t.Items, Created: t.Created,
		Expires: set(t.Expires), Used: set(t.Used), Revoked: set(t.Revoked),
	}
}
