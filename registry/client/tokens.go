package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"joinery/registry/api"
)

// Tokens returns all tokens, sorted by name.
func (c *Client) Tokens(ctx context.Context) iter.Seq2[api.Token, error] {
	return pages[api.Token](ctx, c, "/v1/tokens", url.Values{})
}

// AddToken makes a token; its Secret comes this once. It has no key: where its answer is lost, a
// token of the name may be there that nobody knows, and is to be revoked.
func (c *Client) AddToken(ctx context.Context, n api.NewToken) (t api.Token, err error) {
	err = c.do(ctx, call{method: http.MethodPost, path: "/v1/tokens", body: n, once: true}, &t)
	return t, err
}

// RevokeToken ends a token, by its name. One that is revoked stays so.
func (c *Client) RevokeToken(ctx context.Context, name string) (t api.Token, err error) {
	err = c.do(ctx, call{method: http.MethodDelete, path: "/v1/tokens/" + url.PathEscape(name)}, &t)
	return t, err
}
