package resolve

import "joinery/manifest"

// Names finds components under every name that a bundle may list them by. The zero Names know
// none.
type Names struct {
	source Source
	now    map[string]string // former name to the present one; nil until somebody asks
}

// NewNames returns the names of all components of a source, which may be nil.
func NewNames(source Source) *Names { return &Names{source: source} }

// Component returns the component that has a name, or had it: of several that had it the first
// by its present name. It returns nil for a product's name, and for one that nobody ever had.
func (n *Names) Component(name string) *manifest.Component {
	if n.source == nil {
		return nil
	}
	if c := n.source.Component(name); c != nil || n.source.Product(name) != nil {
		return c
	}
	if n.now == nil {
		n.now = n.former()
	}
	if n.now[name] == "" {
		return nil
	}
	return n.source.Component(n.now[name])
}

func (n *Names) former() map[string]string {
	now := map[string]string{}
	for _, present := range n.source.Names() {
		c := n.source.Component(present)
		if c == nil {
			continue
		}
		for _, former := range c.Formerly {
			if now[former.Value] == "" {
				now[former.Value] = present
			}
		}
	}
	return now
}
