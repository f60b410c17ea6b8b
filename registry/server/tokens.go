package server

import (
	"context"
	"net/http"
	"net/url"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) tokenRoutes() {
	register(s, route("list-tokens", http.MethodGet, "/v1/tokens", "List tokens, by name"), s.listTokens)
	register(s, route("add-token", http.MethodPost, "/v1/tokens", "Make a token", creating, failing(http.StatusConflict),
		described("The secret is in this answer and nowhere else. A key that comes again gets no second token and no secret: 409 names the token that it made. "+
			"Where the answer is lost, revoke that one and make another under a new key.")), s.addToken)
	register(s, route("revoke-token", http.MethodDelete, "/v1/tokens/{name}", "End a token", failing(http.StatusNotFound),
		described("For good. A token that is over already is told again: it needs no Idempotency-Key.")), s.revokeToken)
}

func (s *Server) listTokens(ctx context.Context, in *struct{ param.Paged }) (*body[api.Page[api.Token]], error) {
	after, err := in.After("tokens")
	if err != nil {
		return nil, err
	}
	tokens, err := s.r.Tokens(ctx, whoOf(ctx))
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Token]{Items: []api.Token{}}
	for i := range tokens {
		if tokens[i].Name <= after {
			continue
		}
		if len(page.Items) == in.Limit {
			page.Next = param.Next(page.Items[in.Limit-1].Name, "tokens")
			break
		}
		page.Items = append(page.Items, TokenOf(&tokens[i]))
	}
	return &body[api.Page[api.Token]]{page}, nil
}

func (s *Server) addToken(ctx context.Context, in *struct {
	param.Keyed
	Body api.NewToken
},
) (*made[api.Token], error) {
	n := registry.NewToken{Name: in.Body.Name, Role: registry.Role(in.Body.Role), Items: in.Body.Items, Key: in.Key}
	if in.Body.Expires != nil {
		n.Expires = *in.Body.Expires
	}
	secret, t, err := s.r.AddToken(ctx, whoOf(ctx), n)
	if err != nil {
		return nil, err
	}
	out := &made[api.Token]{Location: "/v1/tokens/" + url.PathEscape(t.Name), Body: TokenOf(&t)}
	out.Body.Secret = secret
	return out, nil
}

func (s *Server) revokeToken(ctx context.Context, in *struct {
	Name string `path:"name" maxLength:"100" doc:"The token's name, its / written %2F."`
},
) (*body[api.Token], error) {
	t, err := s.r.RevokeToken(ctx, whoOf(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	return &body[api.Token]{TokenOf(&t)}, nil
}

// TokenOf returns a token as the API tells it: without its secret, which nobody keeps.
func TokenOf(t *registry.Token) api.Token {
	return api.Token{
		Name: t.Name, ID: t.ID, Role: string(t.Role), Items: t.Items, Created: t.Created,
		Expires: moment(t.Expires), Used: moment(t.Used), Revoked: moment(t.Revoked),
	}
}
