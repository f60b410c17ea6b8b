package registry

import (
	"context"
	"slices"
	"strings"

	"joinery/manifest"
)

// Product returns a product with its document. It needs the role read. The error is NotFound, also for one that
// has bundles but no document.
func (r *Registry) Product(ctx context.Context, who Who, name string) (Product, error) {
	if err := who.May(Read, name); err != nil {
		return Product{}, err
	}
	if manifest.CheckName(name) != nil {
		return Product{}, noProduct(Quoted(name))
	}
	product, ok, err := r.store.Product(ctx, name)
	if err == nil && !ok {
		err = noProduct(name)
	}
	return product, err
}

// Products returns the products that who may see, sorted by name, with their documents. Those of which there
// are bundles alone have none, and the edition 0. It needs the role read.
func (r *Registry) Products(ctx context.Context, who Who) ([]Product, error) {
	if err := who.May(Read, ""); err != nil {
		return nil, err
	}
	bundled, err := r.store.Bundled(ctx) // first: who gets a document meanwhile is found below
	if err != nil {
		return nil, err
	}
	all, err := r.store.Products(ctx)
	if err != nil {
		return nil, err
	}
	byName := func(p Product, name string) int { return strings.Compare(p.Name, name) }
	for _, name := range bundled {
		if at, ok := slices.BinarySearchFunc(all, name, byName); !ok {
			all = slices.Insert(all, at, Product{Name: name})
		}
	}
	return slices.DeleteFunc(all, func(p Product) bool { return !who.sees(p.Name) }), nil
}

// Bundle returns a product's bundle of that number, in its canonical spelling. It needs the role read. The error is
// NotFound.
func (r *Registry) Bundle(ctx context.Context, who Who, product, number string) (Bundle, error) {
	if err := who.May(Read, product); err != nil {
		return Bundle{}, err
	}
	none := &Error{Code: NotFound, Field: "version", Message: Quoted(product) + " has no bundle " + Quoted(number)}
	if manifest.CheckName(product) != nil || checkText("version", number, maxNumber) != nil {
		return Bundle{}, none
	}
	b, ok, err := r.store.Bundle(ctx, product, number)
	if err == nil && !ok {
		err = none
	}
	return b, err
}

// maxNumber is how many bytes a version has at most.
const maxNumber = 256

// Bundles returns a product's bundles in the order in which they came. It needs the role read. The
// error is NotFound where there is neither a product of the name nor a bundle.
func (r *Registry) Bundles(ctx context.Context, who Who, product string) ([]Bundle, error) {
	if err := who.May(Read, product); err != nil {
		return nil, err
	}
	if manifest.CheckName(product) != nil {
		return nil, noProduct(Quoted(product))
	}
	all, err := r.store.Bundles(ctx, product)
	if err == nil && len(all) == 0 {
		_, err = r.Product(ctx, who, product)
	}
	return all, err
}

func noProduct(name string) *Error {
	return &Error{Code: NotFound, Field: "product", Message: "there is no product " + name, Hint: "joinery publish FILE publishes its document"}
}
