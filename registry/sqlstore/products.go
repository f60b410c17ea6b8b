package sqlstore

import (
	"context"

	"joinery/registry"
)

const (
	productColumns = "name, document, edition, changed"
	bundleColumns  = "product, version, document, created, seq"
)

var (
	products = &table{name: "products", columns: productColumns, width: 4}
	bundles  = &table{name: "bundles", columns: bundleColumns, width: 5}
)

func scanProduct(columns scanFunc) (registry.Product, error) {
	var p registry.Product
	err := columns(&p.Name, &p.Document, &p.Edition, (*instant)(&p.Changed))
	return p, err
}

func (p *pending) addProduct(d *Dialect, product registry.Product) error {
	return p.add(d, products, key(product.Name), product.Document, product.Edition, product.Changed)
}

func updateProduct(p registry.Product) *statement {
	return write("update products set document = ?, edition = ?, changed = ? where name = ?", p.Document, p.Edition, p.Changed, key(p.Name))
}

// holdProduct reads the edition of a product and holds its row.
func (r *reader) holdProduct(ctx context.Context, name string) (edition int64, there bool, err error) {
	return single(ctx, r, value[int64], "select edition from products"+r.d.Hold.Hint+" where name = ?"+r.d.Hold.End, key(name))
}

// Product implements [registry.Reader].
func (r *reader) Product(ctx context.Context, name string) (registry.Product, bool, error) {
	return single(ctx, r, scanProduct, "select "+productColumns+" from products where name = ?", key(name))
}

// Products implements [registry.Reader].
func (r *reader) Products(ctx context.Context) ([]registry.Product, error) {
	return query(ctx, r, scanProduct, "select "+productColumns+" from products order by name")
}

// Bundled implements [registry.Reader].
func (r *reader) Bundled(ctx context.Context) ([]string, error) {
	return query(ctx, r, value[string], "select distinct product from bundles order by product")
}

func scanBundle(columns scanFunc) (registry.Bundle, error) {
	var b registry.Bundle
	err := columns(&b.Product, &b.Version, &b.Document, (*instant)(&b.Created), &b.Seq)
	return b, err
}

func (p *pending) addBundle(d *Dialect, b registry.Bundle) error {
	return p.add(d, bundles, key(b.Product), key(b.Version), b.Document, b.Created, b.Seq)
}

// lastBundle reads the Seq of a product's last bundle, 0 if it has none. It holds the product's row,
// so that who cuts at the same time waits instead of taking the same number.
func (r *reader) lastBundle(ctx context.Context, product string) (int64, error) {
	if _, _, err := r.holdProduct(ctx, product); err != nil {
		return 0, err
	}
	last, _, err := single(ctx, r, value[int64], "select coalesce(max(seq), 0) from bundles where product = ?", key(product))
	return last, err
}

// Bundle implements [registry.Reader].
func (r *reader) Bundle(ctx context.Context, product, version string) (registry.Bundle, bool, error) {
	return single(ctx, r, scanBundle, "select "+bundleColumns+" from bundles where product = ? and version = ?", key(product), key(version))
}

// Bundles implements [registry.Reader].
func (r *reader) Bundles(ctx context.Context, product string) ([]registry.Bundle, error) {
	return query(ctx, r, scanBundle, "select "+bundleColumns+" from bundles where product = ? order by seq", key(product))
}
