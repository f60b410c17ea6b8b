package resolve

import (
	"joinery/manifest"
	"joinery/manifest/diag"
)

// Source is where components, products and bundles come from. A [manifest.Workspace] is one.
type Source interface {
	// Component returns the component of that name, nil when there is none.
	Component(name string) *manifest.Component
	// Product returns the product of that name, nil when there is none.
	Product(name string) *manifest.Product
	// Bundles returns the product's bundles, lowest version first.
	Bundles(product string) []manifest.BundleRef
	// Bundle reads a bundle. It returns nil and the reasons when the bundle cannot be read.
	Bundle(ref manifest.BundleRef) (*manifest.Bundle, diag.List)
	// Names returns the names of all components and products, sorted.
	Names() []string
}
