package notes

import (
	"joinery/manifest"
	"joinery/resolve"
)

// names finds components and products under every name that a bundle may list them by.
type names struct {
	source resolve.Source
	known  *resolve.Names // nil until somebody asks
}

// component returns the component that has a name, or had it; nil for a product's name, and one
// that no manifest declares.
func (n *names) component(name string) *manifest.Component {
	if n.known == nil {
		n.known = resolve.NewNames(n.source)
	}
	return n.known.Component(name)
}

// title returns what people call a component or product: its title, else one made from its name.
func (n *names) title(name string) string {
	if c := n.component(name); c != nil {
		if c.Title.Value != "" {
			return c.Title.Value
		}
	} else if product := n.source.Product(name); product != nil && product.Title.Value != "" {
		return product.Title.Value
	}
	return titleOf(name)
}
