package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"joinery/manifest"
	"joinery/registry/api"
)

// Products returns products sorted by name, without their documents.
func (c *Client) Products(ctx context.Context) iter.Seq2[api.Product, error] {
	return pages[api.Product](ctx, c, "/v1/products", url.Values{})
}

// Bundles lists a product's bundles in the order in which they came, without their texts.
func (c *Client) Bundles(ctx context.Context, product string) iter.Seq2[api.Bundle, error] {
	path, err := bundlesPath(product)
	if err != nil {
		return func(yield func(api.Bundle, error) bool) { yield(api.Bundle{}, err) }
	}
	return pages[api.Bundle](ctx, c, path, url.Values{})
}

// Bundle returns a bundle with its text.
func (c *Client) Bundle(ctx context.Context, product, version string) (b api.Bundle, err error) {
	path, err := bundlesPath(product)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodGet, path: path + "/" + url.PathEscape(version), large: true}, &b)
	}
	return b, err
}

// Cut composes a product's next bundle and keeps it.
func (c *Client) Cut(ctx context.Context, product string, n api.Cut, key string) (b api.Bundle, err error) {
	path, err := bundlesPath(product)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodPost, path: path, body: n, key: c.key(key), large: true}, &b)
	}
	return b, err
}

func bundlesPath(product string) (string, error) {
	return "/v1/products/" + url.PathEscape(product) + "/bundles", manifest.CheckName(product)
}
