package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
	"joinery/registry/daemon"
)

// tokens is where tokens are made and ended: at a server, or in a database.
type tokens interface {
	Add(ctx context.Context, n api.NewToken) (api.Token, error)
	List(ctx context.Context) ([]api.Token, error)
	Revoke(ctx context.Context, name string) (api.Token, error)
}

// withTokens does something with the tokens of the database that --db names, else of the server.
func (p *program) withTokens(c *cli.Context, do func(ctx context.Context, t tokens) error) error {
	db := c.String("db")
	if db == "" && p.registryAddress(c) == "" {
		db = p.getenv(daemon.Variable("db")) // where a server runs, which has no shell perhaps
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
		return do(c.Context, daemon.Tokens{Registry: r, Who: registry.Who{Name: "joinery token", Role: registry.Admin}})
	})
}

// serverTokens are those of a server.
type serverTokens struct{ server *client.Client }

// Add makes a token.
func (t serverTokens) Add(ctx context.Context, n api.NewToken) (api.Token, error) {
	made, err := t.server.AddToken(ctx, n)
	if client.IsUnsure(err) {
		err = failed{err.Error(), "where joinery token list shows the token " + n.Name + ", nobody knows it: revoke it, and make one of another name"}
	}
	return made, err
}

// List returns all tokens, by name.
func (t serverTokens) List(ctx context.Context) ([]api.Token, error) {
	var all []api.Token
	for one, err := range t.server.Tokens(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// Revoke ends a token, for good.
func (t serverTokens) Revoke(ctx context.Context, name string) (api.Token, error) {
	return t.server.RevokeToken(ctx, name)
}
