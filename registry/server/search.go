package server

import (
	"context"
	"net/http"
	"strings"

	"joinery/manifest"
	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) searchRoutes() {
	register(s, route("search", http.MethodGet, "/v1/search", "Find items and products by a part of their name, title or description",
		described("Letter case aside; sorted by name.")), s.search)
}

func (s *Server) search(ctx context.Context, in *struct {
	param.Paged
	Text string `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"What to look for."`
},
) (*body[api.Page[api.Hit]], error) {
	after, err := in.After("search", in.Text)
	if err != nil {
		return nil, err
	}
	items, more, err := s.r.Items(ctx, whoOf(ctx), registry.ItemQuery{After: after, Contains: in.Text, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	products, err := s.productsAfter(ctx, after)
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Hit]{Items: []api.Hit{}}
	for i := 0; i < len(items) || len(products) > 0; {
		if len(page.Items) == in.Limit {
			more = true
			break
		}
		if len(products) > 0 && (i == len(items) && !more || i < len(items) && products[0].Name < items[i].Name) {
			if hit, ok := productHit(&products[0], in.Text); ok {
				page.Items = append(page.Items, hit)
			}
			products = products[1:]
			continue
		}
		if i == len(items) { // the next items come on the next page, and products behind them, too
			break
		}
		page.Items = append(page.Items, api.Hit{Kind: kindComponent, Name: items[i].Name, Title: items[i].Title, Description: items[i].Description})
		i++
	}
	if more && len(page.Items) > 0 {
		page.Next = param.Next(page.Items[len(page.Items)-1].Name, "search", in.Text)
	}
	return &body[api.Page[api.Hit]]{page}, nil
}

// productHit tells whether a product has the text in its name or title.
func productHit(p *registry.Product, text string) (api.Hit, bool) {
	hit := api.Hit{Kind: kindProduct, Name: p.Name}
	if parts, _ := manifest.Split(p.Name, p.Document); len(parts) == 1 && parts[0].Product != nil {
		hit.Title = parts[0].Product.Title.Value
	}
	return hit, contains(hit.Name, text) || contains(hit.Title, text)
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
