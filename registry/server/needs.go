package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/registry"
)

// needed is what a component or product requires, at one edition, as [registry.Registry.Document] counts them.
type needed struct {
	kind, name string
	edition    int64
	scheme     version.Scheme // of a component
	versions   []neededBy     // of a component the published ones, highest first; of a product one
}

// neededBy is what one version requires, sorted by name.
type neededBy struct {
	parsed version.Version // zero for a product
	wants  []want
}

type want struct{ name, text string }

const (
	kindComponent = "Component"
	kindProduct   = "Product"
)

// needs remembers what was read from documents, so that only those are read again that changed.
type needs struct {
	mu sync.Mutex
	of map[string]*needed

	reading chan struct{} // holds one while somebody reads all: who comes meanwhile finds it remembered
}

func newNeeds() *needs { return &needs{of: map[string]*needed{}, reading: make(chan struct{}, 1)} }

// at returns what is remembered of a name at an edition, nil for nothing.
func (n *needs) at(kind, name string, edition int64) *needed {
	n.mu.Lock()
	defer n.mu.Unlock()
	if known := n.of[name]; known != nil && known.kind == kind && known.edition == edition {
		return known
	}
	return nil
}

func (n *needs) keep(new *needed) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.of[new.name] = new
}

// needsOf returns what a component or product requires.
func (s *Server) needsOf(ctx context.Context, name string) (*needed, error) {
	item, err := s.r.Item(ctx, whoOf(ctx), name)
	if err == nil {
		return s.read(ctx, kindComponent, name, item.Edition)
	}
	if registry.CodeOf(err) != registry.NotFound {
		return nil, err
	}
	product, err := s.r.Product(ctx, whoOf(ctx), name)
	if err != nil {
		return nil, err
	}
	return s.read(ctx, kindProduct, name, product.Stamp())
}

// allNeeds returns what all components and products require that who asks may see, sorted by name.
func (s *Server) allNeeds(ctx context.Context) ([]*needed, error) {
	type edited struct {
		kind, name string
		edition    int64
	}
	var all []edited
	for q, more := (registry.ItemQuery{Limit: 1000}), true; more; {
		var items []registry.Item
		var err error
		if items, more, err = s.r.Items(ctx, whoOf(ctx), q); err != nil {
			return nil, err
		}
		for _, item := range items {
			all = append(all, edited{kindComponent, item.Name, item.Edition})
			q.After = item.Name
		}
	}
	products, err := s.r.Products(ctx, whoOf(ctx))
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		if p.Edition > 0 { // else there are bundles alone
			all = append(all, edited{kindProduct, p.Name, p.Stamp()})
		}
	}
	slices.SortFunc(all, func(a, b edited) int { return cmp.Compare(a.name, b.name) })
	select {
	case s.needs.reading <- struct{}{}:
		defer func() { <-s.needs.reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	found := make([]*needed, len(all))
	for i, e := range all {
		if found[i], err = s.read(ctx, e.kind, e.name, e.edition); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// read returns what a document requires, from memory if it is of that edition.
func (s *Server) read(ctx context.Context, kind, name string, edition int64) (*needed, error) {
	if known := s.needs.at(kind, name, edition); known != nil {
		return known, nil
	}
	text, edition, err := s.r.Document(ctx, whoOf(ctx), name)
	if err != nil {
		return nil, err
	}
	parts, problems := manifest.Split(name, text)
	if len(parts) != 1 {
		return nil, &registry.Error{Code: registry.Internal, Message: fmt.Sprintf("the document of %s cannot be read", name), Findings: problems}
	}
	n := &needed{kind: kind, name: name, edition: edition}
	switch {
	case parts[0].Component != nil:
		c := parts[0].Component
		n.scheme = c.Versioning.Scheme
		for _, e := range c.Versions {
			n.versions = append(n.versions, neededBy{e.Parsed, wantsOf(e.Dependencies)})
		}
		slices.SortStableFunc(n.versions, func(a, b neededBy) int { return b.parsed.Compare(a.parsed) })
	case parts[0].Product != nil:
		n.versions = []neededBy{{wants: wantsOf(parts[0].Product.Components)}}
	}
	s.needs.keep(n)
	return n, nil
}

func wantsOf(dependencies []manifest.Dependency) []want {
	wants := make([]want, len(dependencies))
	for i, d := range dependencies {
		wants[i] = want{d.Name.Value, d.Want.Value}
	}
	slices.SortFunc(wants, func(a, b want) int { return cmp.Compare(a.name, b.name) })
	return wants
}

// highest returns the version that speaks for the whole: the highest production version, the highest
// where there is none, and nothing for a component without versions.
func (n *needed) highest() neededBy {
	for _, v := range n.versions {
		if !v.parsed.IsPrerelease() {
			return v
		}
	}
	if len(n.versions) > 0 {
		return n.versions[0]
	}
	return neededBy{}
}

// names returns the names of all that any version requires, with doubles.
func (n *needed) names() []string {
	var names []string
	for _, v := range n.versions {
		for _, w := range v.wants {
			names = append(names, w.name)
		}
	}
	return names
}
