package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) productRoutes() {
	register(s, route("list-products", http.MethodGet, "/v1/products", "List products, by name"), s.listProducts)
	register(s, route("get-product", http.MethodGet, "/v1/products/{name}", "Tell of a product", conditional, failing(http.StatusNotFound)), s.getProduct)
}

func (s *Server) listProducts(ctx context.Context, in *struct{ param.Paged }) (*body[api.Page[api.Product]], error) {
	after, err := in.After("products")
	if err != nil {
		return nil, err
	}
	products, err := s.productsAfter(ctx, after)
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Product]{Items: []api.Product{}}
	for i, p := range products {
		if i == in.Limit {
			page.Next = param.Next(products[i-1].Name, "products")
			break
		}
		p.Document = nil
		page.Items = append(page.Items, productOf(&p))
	}
	return &body[api.Page[api.Product]]{page}, nil
}

// productsAfter returns the products whose names come after one.
func (s *Server) productsAfter(ctx context.Context, after string) ([]registry.Product, error) {
	products, err := s.r.Products(ctx, whoOf(ctx))
	at, found := slices.BinarySearchFunc(products, after, func(p registry.Product, name string) int { return strings.Compare(p.Name, name) })
	if found {
		at++
	}
	return products[at:], err
}

func (s *Server) getProduct(ctx context.Context, in *struct {
	param.OfProduct
	param.Unless
},
) (*tagged[api.Product], error) {
	p, err := s.r.Product(ctx, whoOf(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	return tag(in.Unless, param.Tag(p.Edition), productOf(&p)), nil
}

func productOf(p *registry.Product) api.Product {
	return api.Product{Name: p.Name, Edition: p.Edition, Changed: p.Changed, Document: string(p.Document)}
}

// productPath returns the path of a product.
func productPath(name string) string { return "/v1/products/" + url.PathEscape(name) }
