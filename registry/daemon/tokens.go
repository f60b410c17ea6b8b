package daemon

import (
	"context"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server"
)

// Tokens are those of a registry on this machine, as its server would tell of them.
type Tokens struct {
	Registry *registry.Registry
	Who      registry.Who
}

// Add makes a token. Its secret is told this once. Errors are those of [registry.Registry.AddToken].
func (t Tokens) Add(ctx context.Context, n api.NewToken) (api.Token, error) {
	asked := registry.NewToken{Name: n.Name, Role: registry.Role(n.Role), Items: n.Items}
	if n.Expires != nil {
		asked.Expires = *n.Expires
	}
	secret, made, err := t.Registry.AddToken(ctx, t.Who, asked)
	told := server.TokenOf(&made)
	told.Secret = secret
	return told, err
}

// List returns all tokens, by name. Errors are those of [registry.Registry.Tokens].
func (t Tokens) List(ctx context.Context) ([]api.Token, error) {
	stored, err := t.Registry.Tokens(ctx, t.Who)
	all := make([]api.Token, len(stored))
	for i := range stored {
		all[i] = server.TokenOf(&stored[i])
	}
	return all, err
}

// Revoke ends a token, for good. Errors are those of [registry.Registry.RevokeToken].
func (t Tokens) Revoke(ctx context.Context, name string) (api.Token, error) {
	revoked, err := t.Registry.RevokeToken(ctx, t.Who, name)
	return server.TokenOf(&revoked), err
}
