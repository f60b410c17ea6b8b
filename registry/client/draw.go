package client

import (
	"context"
	"net/http"
	"net/url"

	"joinery/registry/api"
)

// Draw gives out the next version of an item. The same key gets the same version for good; "" makes
// a new one.
func (c *Client) Draw(ctx context.Context, item string, d api.Draw, key string) (v api.Version, err error) {
	path, err := itemPath(item)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodPost, path: path + "/draws", body: d, key: c.key(key)}, &v)
	}
	return v, err
}

// Look returns the version that a draw would get now. Nothing is drawn, and somebody else may get it.
func (c *Client) Look(ctx context.Context, item string, d api.Draw) (v api.Version, err error) {
	path, err := itemPath(item)
	if err == nil {
		r := call{method: http.MethodPost, path: path + "/draws", query: url.Values{"look": {"true"}}, body: d}
		err = c.do(ctx, r, &v)
	}
	return v, err
}
