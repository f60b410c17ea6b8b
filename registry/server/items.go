package server

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) itemRoutes() {
	register(s, route("list-items", http.MethodGet, "/v1/items", "List items, by name"), s.listItems)
	register(s, route("add-item", http.MethodPost, "/v1/items", "Add an item", creating, failing(http.StatusConflict)), s.addItem)
	register(s, route("get-item", http.MethodGet, "/v1/items/{name}", "Tell of an item", conditional, failing(http.StatusNotFound)), s.getItem)
}

func (s *Server) listItems(ctx context.Context, in *struct {
	param.Paged
	Contains string `query:"contains" maxLength:"200" doc:"Only those whose name, title or description has this text, letter case aside."`
},
) (*body[api.Page[api.Item]], error) {
	after, err := in.After("items", in.Contains)
	if err != nil {
		return nil, err
	}
	items, more, err := s.r.Items(ctx, whoOf(ctx), registry.ItemQuery{After: after, Contains: in.Contains, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Item]{Items: make([]api.Item, len(items))}
	for i := range items {
		page.Items[i] = itemOf(&items[i])
	}
	if more {
		page.Next = param.Next(items[len(items)-1].Name, "items", in.Contains)
	}
	return &body[api.Page[api.Item]]{page}, nil
}

// made is the answer to who made something.
type made[T any] struct {
	Location string `header:"Location" doc:"Where it is."`
	ETag     string `header:"ETag"`
	Body     T
}

func (s *Server) addItem(ctx context.Context, in *struct {
	param.Keyed
	Body api.NewItem
},
) (*made[api.Item], error) {
	n := &in.Body
	item, err := s.r.AddItem(ctx, whoOf(ctx), registry.NewItem{
		Name: n.Name, Title: n.Title, Description: n.Description, Scheme: n.Scheme, Pattern: n.Pattern,
		Initial: n.Initial, Since: n.FirstRelease, Key: in.Key,
	})
	if err != nil {
		return nil, err
	}
	return &made[api.Item]{Location: itemPath(item.Name), ETag: param.Tag(item.Edition), Body: itemOf(&item)}, nil
}

func (s *Server) getItem(ctx context.Context, in *struct {
	param.OfItem
	param.Unless
},
) (*tagged[api.Item], error) {
	item, err := s.r.Item(ctx, whoOf(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	return tag(in.Unless, param.Tag(item.Edition), itemOf(&item)), nil
}

// itemPath returns the path of an item.
func itemPath(name string) string { return "/v1/items/" + url.PathEscape(name) }

func itemOf(item *registry.Item) api.Item {
	a := api.Item{
		Name: item.Name, Title: item.Title, Description: item.Description, Scheme: item.Scheme, Pattern: item.Pattern,
		Given: item.Given, Edition: item.Edition, Created: item.Created,
	}
	if !item.Since.IsZero() {
		a.FirstRelease = item.Since.Format(time.DateOnly)
	}
	return a
}
