package server

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) dependencyRoutes() {
	missing := failing(http.StatusNotFound)
	register(s, route("list-dependencies", http.MethodGet, "/v1/dependencies", "Tell what everything requires, and what requires it",
		described("Components and products by name, each with its highest production version.")), s.listDependencies)
	register(s, route("get-dependencies", http.MethodGet, "/v1/items/{name}/dependencies", "Tell what an item requires, and what requires it", missing,
		described("By the highest production version of each.")), s.itemDependencies)
	register(s, route("get-product-dependencies", http.MethodGet, "/v1/products/{name}/dependencies", "Tell what a product requires, and what requires it", missing,
		described("As its document says now; a bundle says of itself what is in it.")), s.productDependencies)
	register(s, route("get-version-dependencies", http.MethodGet, "/v1/items/{name}/versions/{version}/dependencies", "Tell what a version requires, and what it would do for", missing,
		described("Of others, all published versions are looked at.")), s.versionDependencies)
}

func (s *Server) listDependencies(ctx context.Context, in *struct{ param.Paged }) (*body[api.Page[api.Dependencies]], error) {
	after, err := in.After("dependencies")
	if err != nil {
		return nil, err
	}
	all, err := s.allNeeds(ctx)
	if err != nil {
		return nil, err
	}
	kinds, back := map[string]string{}, map[string][]api.Requirement{}
	for _, n := range all {
		kinds[n.name] = n.kind
		top := n.highest()
		for _, w := range top.wants {
			back[w.name] = append(back[w.name], requirement(n, top, w))
		}
	}
	page := api.Page[api.Dependencies]{Items: []api.Dependencies{}}
	for _, n := range all {
		if n.name <= after {
			continue
		}
		if len(page.Items) == in.Limit {
			page.Next = param.Next(page.Items[in.Limit-1].Name, "dependencies")
			break
		}
		d := dependenciesOf(n, n.highest(), kinds)
		d.RequiredBy = append(d.RequiredBy, back[n.name]...)
		page.Items = append(page.Items, d)
	}
	return &body[api.Page[api.Dependencies]]{page}, nil
}

func (s *Server) itemDependencies(ctx context.Context, in *struct{ param.OfItem }) (*body[api.Dependencies], error) {
	if _, err := s.r.Item(ctx, whoOf(ctx), in.Name); err != nil {
		return nil, err
	}
	n, err := s.needsOf(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	return s.dependencies(ctx, n, n.highest(), func(other *needed) []neededBy { return []neededBy{other.highest()} }, nil)
}

func (s *Server) productDependencies(ctx context.Context, in *struct{ param.OfProduct }) (*body[api.Dependencies], error) {
	p, err := s.r.Product(ctx, whoOf(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	n, err := s.read(ctx, kindProduct, p.Name, p.Stamp())
	if err != nil {
		return nil, err
	}
	return s.dependencies(ctx, n, n.highest(), func(other *needed) []neededBy { return []neededBy{other.highest()} }, nil)
}

func (s *Server) versionDependencies(ctx context.Context, in *struct{ param.OfVersion }) (*body[api.Dependencies], error) {
	v, err := s.r.Version(ctx, whoOf(ctx), in.Name, in.Version)
	if err != nil {
		return nil, err
	}
	n, err := s.needsOf(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(n.versions, func(have neededBy) bool { return have.number() == v.Number })
	if at < 0 {
		return nil, &registry.Error{
			Code: registry.NotFound, Field: "version", Message: fmt.Sprintf("%s %s is not published, and so nobody knows what it requires", v.Item, v.Number),
			Hint: "joinery publish FILE publishes it",
		}
	}
	of := n.versions[at]
	admits := func(w want) bool {
		c, err := version.ParseConstraint(n.scheme, w.text)
		return err == nil && c.Admits(of.parsed)
	}
	return s.dependencies(ctx, n, of, func(other *needed) []neededBy { return other.versions }, admits)
}

// dependencies tells what a version requires, and which of the others' versions require it in a way
// that will do.
func (s *Server) dependencies(ctx context.Context, n *needed, of neededBy, versions func(other *needed) []neededBy, do func(want) bool) (*body[api.Dependencies], error) {
	all, err := s.allNeeds(ctx)
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for _, other := range all {
		kinds[other.name] = other.kind
	}
	d := dependenciesOf(n, of, kinds)
	for _, other := range all {
		for _, v := range versions(other) {
			at, found := slices.BinarySearchFunc(v.wants, n.name, func(w want, name string) int { return strings.Compare(w.name, name) })
			if found && (do == nil || do(v.wants[at])) {
				d.RequiredBy = append(d.RequiredBy, requirement(other, v, v.wants[at]))
			}
		}
	}
	return &body[api.Dependencies]{d}, nil
}

func dependenciesOf(n *needed, v neededBy, kinds map[string]string) api.Dependencies {
	d := api.Dependencies{Kind: n.kind, Name: n.name, Version: v.number(), Requires: []api.Requirement{}, RequiredBy: []api.Requirement{}}
	for _, w := range v.wants {
		d.Requires = append(d.Requires, api.Requirement{Kind: kinds[w.name], Name: w.name, Wants: w.text})
	}
	return d
}

// requirement tells who requires.
func requirement(by *needed, v neededBy, w want) api.Requirement {
	return api.Requirement{Kind: by.kind, Name: by.name, Version: v.number(), Wants: w.text}
}

// number returns the version as the registry knows it, "" for a product.
func (v *neededBy) number() string {
	if v.parsed.IsZero() {
		return ""
	}
	number, _, _ := strings.Cut(v.parsed.Canonical(), "+")
	return number
}
