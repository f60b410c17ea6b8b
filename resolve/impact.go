package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// Dependent is something that hangs on a component: a version of another component, or a product.
type Dependent struct {
	Name    string
	Version string     // "" for a product
	Wants   string     // what it asks for, as written
	On      string     // the version that it hangs on, "ledger-lib 2.1.0"
	At      diag.Place // where it asks
	Depth   int        // 1 for what asks for the component itself
	Product bool
}

// ID names the dependent, "payments-api 1.4.0" or "acme-suite".
func (d Dependent) ID() string {
	if d.Version == "" {
		return d.Name
	}
	return d.Name + " " + d.Version
}

// Impact returns everything downstream of a component: the versions of other components, and
// the products, whose requirements admit it, and what admits those in turn. With a version
// given it starts at that one, else at every version. Of each component it looks at what is
// current, its unreleased versions and its highest production version; older ones no longer
// change. The nearest come first, then by name and version.
func Impact(w *manifest.Workspace, c *manifest.Component, only *manifest.Entry) []Dependent {
	i := newImpact(w)
	level := c.Versions
	if only != nil {
		level = []*manifest.Entry{only}
	}
	seen := map[*manifest.Entry]bool{}
	for _, e := range level {
		seen[e] = true
	}
	products := map[*manifest.Product]bool{}
	var all []Dependent
	for depth := 1; len(level) > 0; depth++ {
		var next []*manifest.Entry
		first := len(all)
		for _, e := range level {
			for _, a := range i.asking[e.Component.Name.Value] {
				if e.Parsed.IsZero() || a.asks.Constraint.IsZero() || !a.asks.Constraint.Admits(e.Parsed) {
					continue
				}
				d := Dependent{Wants: a.asks.Want.Value, On: e.Component.Name.Value + " " + e.Version.Value, Depth: depth}
				switch {
				case a.product != nil && !products[a.product]:
					products[a.product] = true
					d.Name, d.Product, d.At = a.product.Name.Value, true, a.asks.Name.In(a.product.File)
				case a.entry != nil && !seen[a.entry]:
					seen[a.entry] = true
					next = append(next, a.entry)
					d.Name, d.Version, d.At = a.entry.Component.Name.Value, a.entry.Version.Value, a.asks.Name.In(a.entry.Component.File)
				default:
					continue
				}
				all = append(all, d)
			}
		}
		slices.SortStableFunc(all[first:], func(a, b Dependent) int {
			return slices.Compare([]string{a.Name, a.Version}, []string{b.Name, b.Version})
		})
		level = next
	}
	return all
}

// impact knows who asks for a name.
type impact struct{ asking map[string][]asker }

type asker struct {
	entry   *manifest.Entry
	product *manifest.Product
	asks    *manifest.Dependency
}

func newImpact(w *manifest.Workspace) *impact {
	i := &impact{asking: map[string][]asker{}}
	note := func(a asker, wants []manifest.Dependency) {
		for n := range wants {
			a.asks = &wants[n]
			name := a.asks.Name.Value
			i.asking[name] = append(i.asking[name], a)
		}
	}
	for _, c := range w.Components {
		for _, e := range Current(c) {
			note(asker{entry: e}, e.Dependencies)
		}
	}
	for _, p := range w.Products {
		note(asker{product: p}, p.Components)
	}
	return i
}

// Current returns the versions of a component that may still change what depends on them: its
// unreleased versions and its highest production version, as written.
func Current(c *manifest.Component) []*manifest.Entry {
	top := highest(c, func(e *manifest.Entry) bool { return !e.Parsed.IsPrerelease() })
	var all []*manifest.Entry
	for _, e := range c.Versions {
		if e == top || !e.Parsed.IsZero() && e.Parsed.IsPrerelease() {
			all = append(all, e)
		}
	}
	return all
}
