package resolve

import (
	"joinery/manifest"
	"joinery/manifest/diag"
)

// Requirement is one line of a manifest that asks for a component.
type Requirement struct {
	Entry    *manifest.Entry   // the version that asks, nil when a product does
	Product  *manifest.Product // the product that asks, nil when a version does
	Override bool              // it stands among the product's overrides
	*manifest.Dependency
}

// File returns the manifest that the requirement stands in.
func (r Requirement) File() string {
	if r.Product != nil {
		return r.Product.File
	}
	return r.Entry.Component.File
}

// At returns where the requirement stands.
func (r Requirement) At() diag.Place { return r.Name.In(r.File()) }

// Released reports whether a released version asks: its line is never edited.
func (r Requirement) Released() bool { return r.Entry != nil && !r.Entry.Parsed.IsPrerelease() }

// Requirers holds the requirements on every component and product, by its name: those of
// products first, then those of versions; each in the order of names, then as written.
type Requirers map[string][]Requirement

// RequirersOf reads who asks for what from everything that a source knows. The cost is linear
// in requirements, so whoever asks several times keeps the answer.
func RequirersOf(source Source) Requirers { return requirers(source, nil) }

// requirers is [RequirersOf] for the names in a set, nil for all: what products and components
// in it ask of components in it.
func requirers(source Source, within names) Requirers {
	all := Requirers{}
	every := source.Names()
	for _, name := range every {
		if p := source.Product(name); p != nil {
			all.add(Requirement{Product: p}, p.Components, within)
			all.add(Requirement{Product: p, Override: true}, p.Overrides, within)
		}
	}
	for _, name := range every {
		if !within.has(name) {
			continue
		}
		if c := source.Component(name); c != nil {
			for _, e := range c.Versions {
				all.add(Requirement{Entry: e}, e.Dependencies, within)
			}
		}
	}
	return all
}

// add notes what one asker asks for.
func (all Requirers) add(r Requirement, list []manifest.Dependency, within names) {
	for i := range list {
		if name := list[i].Name.Value; within.has(name) {
			r.Dependency = &list[i]
			all[name] = append(all[name], r)
		}
	}
}

// names is a set of components, nil the set of all.
type names map[string]bool

func (n names) has(name string) bool { return n == nil || n[name] }

// above returns a component and all components of which some version leads to it: who could have
// to follow when it moves.
func above(source Source, component string) names {
	every := source.Names()
	number := make(map[string]int, len(every))
	for i, name := range every {
		number[name] = i
	}
	users := make([][]int, len(every))
	for i, name := range every {
		c := source.Component(name)
		if c == nil {
			continue
		}
		var before []manifest.Dependency
		for _, e := range c.Versions {
			for k := range e.Dependencies {
				name := e.Dependencies[k].Name.Value
				if k < len(before) && before[k].Name.Value == name {
					continue // as in the version before, mostly so
				}
				if to, ok := number[name]; ok {
					users[to] = append(users[to], i)
				}
			}
			before = e.Dependencies
		}
	}
	set := names{component: true}
	queue := []int{number[component]}
	for len(queue) > 0 {
		next := users[queue[0]]
		queue = queue[1:]
		for _, user := range next {
			if name := every[user]; !set[name] {
				set[name] = true
				queue = append(queue, user)
			}
		}
	}
	return set
}
