package registry

import (
	"slices"

	"joinery/manifest"
	"joinery/resolve"
)

// follow returns the bundles that the next one follows.
func follow(w *manifest.Workspace, product *manifest.Product, c Cut) ([]*manifest.Bundle, error) {
	if len(c.Extends) == 0 {
		b, problems, err := resolve.Predecessor(w, product, c.Line)
		switch {
		case err != nil:
			return nil, &Error{Code: NotFound, Field: "line", Message: err.Error()}
		case len(problems) > 0:
			return nil, &Error{Code: Conflict, Message: "the bundle to follow cannot be read", Findings: problems.Sorted()}
		case b == nil:
			return nil, nil
		}
		return []*manifest.Bundle{b}, nil
	}
	var all []*manifest.Bundle
	for _, text := range c.Extends {
		refs := w.Bundles(product.Name.Value)
		at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(text) })
		if at < 0 {
			return nil, &Error{Code: NotFound, Field: "extends", Message: product.Name.Value + " has no bundle " + Quoted(text)}
		}
		b, problems := w.Bundle(refs[at])
		if b == nil {
			return nil, &Error{Code: Conflict, Field: "extends", Message: "the bundle to follow cannot be read", Findings: problems.Sorted()}
		}
		all = append(all, b)
	}
	return all, nil
}
