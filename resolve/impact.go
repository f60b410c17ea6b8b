package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
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

// Impact returns everything downstream of some versions of a component or nested product: the
// versions of other components, and the products, whose requirements admit one of them, and what
// admits those in turn. Of each component it looks at what is current, its unreleased versions
// and its highest production version; older ones no longer change. The nearest come first, then
// by name and version.
func Impact(w *manifest.Workspace, name string, versions []version.Version) []Dependent {
	i := newImpact(w)
	var level []reached
	for _, v := range versions {
		level = append(level, reached{name, v})
	}
	seen := map[*manifest.Entry]bool{}
	if c := w.Component(name); c != nil {
		for _, v := range versions {
			seen[Entry(c, v.String())] = true
		}
	}
	products := map[*manifest.Product]bool{}
	var all []Dependent
	for depth := 1; len(level) > 0; depth++ {
		var next []reached
		first := len(all)
		for _, r := range level {
			for _, a := range i.asking[r.name] {
				if a.asks.Constraint.IsZero() || !a.asks.Constraint.Admits(r.version) {
					continue
				}
				d := Dependent{Wants: a.asks.Want.Value, On: r.name + " " + r.version.String(), Depth: depth}
				switch {
				case a.product != nil && !products[a.product]:
					products[a.product] = true
					d.Name, d.Product, d.At = a.product.Name.Value, true, a.asks.Name.In(a.product.File)
				case a.entry != nil && !seen[a.entry]:
					seen[a.entry] = true
					next = append(next, reached{a.entry.Component.Name.Value, a.entry.Parsed})
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

// reached is a version that something may hang on.
type reached struct {
	name    string
	version version.Version
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
