package resolve

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// universe is a product's problem in numbers: every name that is reached is an item, every
// version of it that may be chosen a candidate, best first. Item 0 is the product.
type universe struct {
	source    Source
	product   *manifest.Product
	settings  settings
	root      []*manifest.Dependency // the product's own wants, in the order in which they join the queue
	overrides map[string]*manifest.Dependency
	items     []*item
	index     map[string]int
	inner     []*inner            // the nested products that the product names itself
	strict    bool                // some version was left out because it is not usable
	extras    map[string][]*extra // versions that only nested bundles know, by name
}

// settings tell the attempts to solve one product from each other.
type settings struct {
	production bool                // pre-releases are out
	relaxed    bool                // disabled versions and pre-releases count, after all others
	freed      map[string][]string // components that may appear at these versions side by side
}

func newUniverse(source Source, product *manifest.Product, options Options, s settings) *universe {
	u := &universe{
		source: source, product: product, settings: s,
		overrides: map[string]*manifest.Dependency{},
		index:     map[string]int{},
		extras:    map[string][]*extra{},
	}
	root := &item{name: product.Name.Value}
	root.candidates = []*candidate{{item: root}}
	u.items = append(u.items, root)
	u.index[root.name] = 0
	u.ask(options)
	u.nest()
	return u
}

// ask collects what the product wants and what overrides it. Nested products come first, for
// their bundles answer for other components; then it goes by name.
func (u *universe) ask(options Options) {
	for i := range u.product.Overrides {
		d := &u.product.Overrides[i]
		u.overrides[d.Name.Value] = d
	}
	for i := range u.product.Components {
		u.root = append(u.root, &u.product.Components[i])
	}
	for _, pin := range options.With {
		d := &manifest.Dependency{Name: manifest.Text{Value: pin.Name}, Want: manifest.Text{Value: pin.Version}}
		d.Constraint = exactly(u.schemeOf(pin.Name), pin.Version)
		if at := slices.IndexFunc(u.root, func(r *manifest.Dependency) bool { return r.Name.Value == pin.Name }); at >= 0 {
			u.root[at] = d
			delete(u.overrides, pin.Name)
		} else {
			u.overrides[pin.Name] = d
		}
	}
	slices.SortStableFunc(u.root, func(a, b *manifest.Dependency) int {
		nested := func(d *manifest.Dependency) int {
			if u.source.Product(d.Name.Value) != nil {
				return 0
			}
			return 1
		}
		return cmp.Or(nested(a)-nested(b), strings.Compare(a.Name.Value, b.Name.Value))
	})
}

// schemeOf returns the scheme in which a name's versions are written.
func (u *universe) schemeOf(name string) version.Scheme {
	if c := u.source.Component(name); c != nil {
		return c.Versioning.Scheme
	}
	if p := u.source.Product(name); p != nil {
		return p.Versioning.Scheme
	}
	return version.Loose
}

// number returns the item's number and makes the item when the name is new.
func (u *universe) number(name string) int {
	if n, ok := u.index[name]; ok {
		return n
	}
	it := &item{number: len(u.items), name: name}
	u.items = append(u.items, it)
	u.index[name] = it.number
	it.component, it.nested = u.source.Component(name), u.source.Product(name)
	u.fill(it)
	return it.number
}
