package notes

import (
	"joinery/manifest"
	"joinery/resolve"
)

// names finds components and products under every name that a bundle may list them by.
type names struct {
	source resolve.Source
	now    map[string]string // former name to the present one; nil until somebody asks
}

// component returns the component that has a name, or had it; nil for a product's name, and one
// that no manifest declares.
func (p *names) component(name string) *manifest.Component {
	if c := p.source.Component(name); c != nil || p.source.Product(name) != nil {
		return c
	}
	if p.now == nil {
		p.now = map[string]string{}
		for _, present := range p.source.Names() {
			c := p.source.Component(present)
			if c == nil {
				continue
			}
			for _, former := range c.Formerly {
				if p.now[former.Value] == "" {
					p.now[former.Value] = present
				}
			}
		}
	}
	if p.now[name] == "" {
		return nil
	}
	return p.source.Component(p.now[name])
}

// title returns what people call a component or product: its title, else one made from its name.
func (p *names) title(name string) string {
	if c := p.component(name); c != nil {
		if c.Title.Value != "" {
			return c.Title.Value
		}
	} else if product := p.source.Product(name); product != nil && product.Title.Value != "" {
		return product.Title.Value
	}
	return titleOf(name)
}
