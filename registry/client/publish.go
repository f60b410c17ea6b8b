package client

import (
	"context"
	"net/http"
	"net/url"

	"joinery/registry/api"
)

// Publish records what documents say, all of it or nothing: a stream of Component, Product and
// Bundle documents. It returns what was done with each component, version, product and bundle, in
// their order.
func (c *Client) Publish(ctx context.Context, documents []byte, key string) ([]api.Outcome, error) {
	var done api.Published
	err := c.do(ctx, call{method: http.MethodPost, path: "/v1/documents", body: documents, key: c.key(key), large: true}, &done)
	return done.Outcomes, err
}

// LookPublish returns what [Client.Publish] would do now, and does nothing.
func (c *Client) LookPublish(ctx context.Context, documents []byte) ([]api.Outcome, error) {
	var done api.Published
	err := c.do(ctx, call{method: http.MethodPost, path: "/v1/documents", query: url.Values{"look": {"true"}}, body: documents, large: true}, &done)
	return done.Outcomes, err
}

// Confirm publishes a version that was drawn, without a document.
func (c *Client) Confirm(ctx context.Context, item, number string, n api.Confirmation, key string) (v api.Version, err error) {
	path, err := versionPath(item, number)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodPost, path: path + "/publish", body: n, key: c.key(key)}, &v)
	}
	return v, err
}
