package resolve

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve/solve"
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
	inner     []*item             // the nested products that the product names itself
	extras    map[string][]*extra // versions that only nested bundles know, by name
}

// settings tell the attempts to solve one product from each other.
type settings struct {
	production bool                // pre-releases are out
	relaxed    bool                // disabled versions and pre-releases count, after all others
	freed      map[string][]string // components that may appear at these versions side by side
}

// item is a name: the product, a component, a nested product, or a name that nothing declares.
type item struct {
	number     int
	name       string
	component  *manifest.Component
	nested     *manifest.Product
	candidates []*candidate // best first
	rising     []*candidate // by version
	admitted   map[string]solve.Set
}

// candidate is one version of an item.
type candidate struct {
	item         *item
	number       int
	version      version.Version
	entry        *manifest.Entry
	ref          *manifest.BundleRef
	bundled      *manifest.Bundled
	requirements []*solve.Requirement
	expanded     bool
	listed       map[string][]string // of a bundle: component to versions
}

// extra is a version that a nested bundle lists and the workspace does not hold.
type extra struct {
	version version.Version
	bundled *manifest.Bundled
}

// want is the Fact of a requirement: who wants what, and where that is written.
type want struct {
	from     *candidate // nil for the product
	to       *item
	asks     *manifest.Dependency
	file     string
	override *manifest.Dependency // takes the place of asks
	broken   bool                 // the bundle cannot be read
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
	for _, d := range u.root {
		if source.Product(d.Name.Value) != nil {
			u.admitBundles(d)
		}
	}
	for _, d := range u.root {
		if source.Product(d.Name.Value) != nil {
			u.inner = append(u.inner, u.items[u.number(d.Name.Value)])
		}
	}
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

// exactly returns the constraint that only the version meets, a zero one when it does not parse.
func exactly(s version.Scheme, text string) version.Constraint {
	v, err := s.Parse(text)
	if err != nil {
		return version.Constraint{}
	}
	c, err := version.ParseConstraint(s, v.String())
	if err != nil {
		return version.Constraint{}
	}
	return c
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

// admitBundles notes what the bundles that a product's want admits know and nobody else does.
func (u *universe) admitBundles(d *manifest.Dependency) {
	for _, ref := range u.source.Bundles(d.Name.Value) {
		if !admits(d, ref.Version) {
			continue
		}
		bundle, _ := u.source.Bundle(ref)
		if bundle == nil {
			continue
		}
		for i := range bundle.Components {
			u.note(&bundle.Components[i])
		}
	}
}

func (u *universe) note(listed *manifest.Bundled) {
	name, text := listed.Name.Value, listed.Version.Value
	if c := u.source.Component(name); c != nil && Entry(c, text) != nil {
		return
	}
	for _, ref := range u.source.Bundles(name) {
		if ref.Version.String() == text {
			return
		}
	}
	for _, known := range u.extras[name] {
		if known.version.String() == text {
			return
		}
	}
	v, err := u.schemeOf(name).Parse(text)
	if err != nil {
		if v, err = version.Loose.Parse(text); err != nil {
			return
		}
	}
	u.extras[name] = append(u.extras[name], &extra{v, listed})
}

// admits reports whether a want admits a version; one that did not parse admits only its own text.
func admits(d *manifest.Dependency, v version.Version) bool {
	if d.Constraint.IsZero() {
		return d.Want.Value == v.String()
	}
	return d.Constraint.Admits(v)
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

// fill finds the item's candidates and puts them in order.
func (u *universe) fill(it *item) {
	var all []*candidate
	if it.component != nil {
		block := make([]candidate, len(it.component.Versions))
		for i, e := range it.component.Versions {
			if !e.Parsed.IsZero() {
				block[i] = candidate{item: it, version: e.Parsed, entry: e}
				all = append(all, &block[i])
			}
		}
	}
	refs := u.source.Bundles(it.name)
	for i := range refs {
		all = append(all, &candidate{item: it, version: refs[i].Version, ref: &refs[i]})
	}
	for _, e := range u.extras[it.name] {
		all = append(all, &candidate{item: it, version: e.version, bundled: e.bundled})
	}
	if !u.settings.relaxed {
		all = slices.DeleteFunc(all, func(c *candidate) bool { return !u.usable(c) })
	}
	slices.SortStableFunc(all, func(a, b *candidate) int {
		return cmp.Or(u.rank(a)-u.rank(b), compare(b.version, a.version))
	})
	it.candidates = all
	for i, c := range all {
		c.number = i
	}
	if len(all) > few {
		it.rising = slices.Clone(all)
		slices.SortStableFunc(it.rising, func(a, b *candidate) int { return compare(a.version, b.version) })
		it.admitted = map[string]solve.Set{}
	}
}

// few is the number of candidates up to which looking at each beats looking one up.
const few = 8

// compare orders versions, those of another scheme (that only old bundles know) below the rest.
func compare(a, b version.Version) int {
	if a.Scheme() != b.Scheme() {
		return strings.Compare(a.Scheme().Name(), b.Scheme().Name())
	}
	return a.Compare(b)
}

// usable reports whether a candidate may be chosen.
func (u *universe) usable(c *candidate) bool {
	if c.entry != nil && c.entry.Status == manifest.Disabled {
		return false
	}
	return !u.settings.production || !c.version.IsPrerelease()
}

// rank orders candidates before their versions do: active, deprecated, then those that are not
// usable, disabled ones last.
func (u *universe) rank(c *candidate) int {
	rank := 0
	if c.entry != nil {
		rank = int(c.entry.Status)
	}
	if !u.usable(c) {
		rank += 2
	}
	return rank
}

// admits returns the candidates that meet the want.
func (it *item) admits(d *manifest.Dependency) solve.Set {
	if len(it.candidates) <= few {
		var b solve.Builder
		for i, c := range it.candidates {
			if it.meets(d, c) {
				b.Add(i)
			}
		}
		return b.Set()
	}
	if exact, ok := d.Constraint.Exact(); ok {
		var found []int
		at, _ := slices.BinarySearchFunc(it.rising, exact, func(c *candidate, v version.Version) int { return compare(c.version, v) })
		for ; at < len(it.rising) && compare(it.rising[at].version, exact) == 0; at++ {
			found = append(found, it.rising[at].number)
		}
		return solve.Of(found...)
	}
	if s, ok := it.admitted[d.Want.Value]; ok {
		return s
	}
	var b solve.Builder
	for i, c := range it.candidates {
		if it.meets(d, c) {
			b.Add(i)
		}
	}
	s := b.Set()
	it.admitted[d.Want.Value] = s
	return s
}

func (it *item) meets(d *manifest.Dependency, c *candidate) bool {
	if exact, ok := d.Constraint.Exact(); ok && exact.Scheme() != c.version.Scheme() || d.Constraint.IsZero() {
		return d.Want.Value == c.version.String()
	}
	return d.Constraint.Admits(c.version)
}

// place returns where the want is written.
func (w *want) place() diag.Place {
	d := w.asks
	if w.override != nil {
		d = w.override
	}
	if d.Name.IsZero() || d.Name.Line == 0 {
		return diag.Place{}
	}
	return d.Name.In(w.file)
}

// text returns the want as it counts: the override's version where one is in force.
func (w *want) text() string {
	if w.override != nil {
		return w.override.Want.Value
	}
	return w.asks.Want.Value
}
