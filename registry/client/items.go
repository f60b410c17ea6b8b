package client

import (
	"context"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"joinery/manifest"
	"joinery/registry/api"
)

// Item returns an item.
func (c *Client) Item(ctx context.Context, name string) (item api.Item, err error) {
	path, err := itemPath(name)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodGet, path: path}, &item)
	}
	return item, err
}

// Items returns items sorted by name, those whose name, title or description has a text in it; ""
// is in all of them. They are asked for page by page; an error ends them.
func (c *Client) Items(ctx context.Context, contains string) iter.Seq2[api.Item, error] {
	query := url.Values{}
	if contains != "" {
		query.Set("contains", contains)
	}
	return pages[api.Item](ctx, c, "/v1/items", query)
}

// AddItem adds an item.
func (c *Client) AddItem(ctx context.Context, n api.NewItem, key string) (item api.Item, err error) {
	err = c.do(ctx, call{method: http.MethodPost, path: "/v1/items", body: n, key: c.key(key)}, &item)
	return item, err
}

// Current returns the highest version ever given to an item, or on a line of it unless that is "".
func (c *Client) Current(ctx context.Context, name, line string) (v api.Version, err error) {
	path, err := itemPath(name)
	if err != nil {
		return v, err
	}
	r := call{method: http.MethodGet, path: path + "/current"}
	if line != "" {
		r.query = url.Values{"line": {line}}
	}
	err = c.do(ctx, r, &v)
	return v, err
}

// Version returns a version of an item, by any spelling.
func (c *Client) Version(ctx context.Context, name, number string) (v api.Version, err error) {
	path, err := versionPath(name, number)
	if err == nil {
		err = c.do(ctx, call{method: http.MethodGet, path: path}, &v)
	}
	return v, err
}

// Versions limits the versions that are listed.
type Versions struct {
	Line   string // only this line, "" for all
	State  string // only those drawn, published or lapsed, "" for all
	Oldest bool   // oldest first instead of newest first
}

// Versions returns versions of an item in the order in which they were given. They are asked for
// page by page; an error ends them.
func (c *Client) Versions(ctx context.Context, name string, v Versions) iter.Seq2[api.Version, error] {
	path, err := itemPath(name)
	if err != nil {
		return func(yield func(api.Version, error) bool) { yield(api.Version{}, err) }
	}
	query := url.Values{}
	for field, text := range map[string]string{"line": v.Line, "state": v.State} {
		if text != "" {
			query.Set(field, text)
		}
	}
	if v.Oldest {
		query.Set("order", "oldest")
	}
	return pages[api.Version](ctx, c, path+"/versions", query)
}

// SetStatus changes a version's status. The edition is that of the item when it must not have
// changed since it was read, 0 for any.
func (c *Client) SetStatus(ctx context.Context, name, number string, n api.NewStatus, edition int64, key string) (v api.Version, err error) {
	path, err := versionPath(name, number)
	if err != nil {
		return v, err
	}
	r := call{method: http.MethodPost, path: path + "/status", body: n, key: c.key(key)}
	if edition != 0 {
		r.header = http.Header{"If-Match": {strconv.Quote(strconv.FormatInt(edition, 10))}}
	}
	err = c.do(ctx, r, &v)
	return v, err
}

// perPage is how many are asked for at once.
const perPage = "1000"

// pages asks for a list page by page.
func pages[T any](ctx context.Context, c *Client, path string, query url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		query := maps.Clone(query)
		query.Set("limit", perPage)
		for {
			var page api.Page[T]
			if err := c.do(ctx, call{method: http.MethodGet, path: path, query: query}, &page); err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range page.Items {
				if !yield(one, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			query.Set("cursor", page.Next)
		}
	}
}

// itemPath returns an item's path: its name is one segment. The error is a *[manifest.NameError].
func itemPath(name string) (string, error) {
	return "/v1/items/" + url.PathEscape(name), manifest.CheckName(name)
}

func versionPath(name, number string) (string, error) {
	path, err := itemPath(name)
	return path + "/versions/" + url.PathEscape(number), err
}

// key returns the idempotency key of a write, made unless there is one.
func (c *Client) key(given string) string {
	if given != "" {
		return given
	}
	return c.o.Key()
}
