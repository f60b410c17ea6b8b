package manifest

import (
	"path"
	"slices"
)

// known takes what a workspace that was loaded before says of files that are the same. It
// returns that, and the files that have to be read. A file that has a problem, holds a bundle,
// is reached through a link or lies in a folder that changed as a whole is read again.
func (o Options) known(files, links []string) (again documents, rest []string) {
	if o.Known == nil {
		return documents{}, files
	}
	unsure := map[string]bool{}
	for _, file := range slices.Concat(o.Changed, links) {
		unsure[file] = true
	}
	for _, problem := range o.Known.Problems {
		unsure[problem.At.File] = true
		for _, r := range problem.Related {
			unsure[r.At.File] = true
		}
	}
	for _, s := range o.Known.shelves {
		for _, ref := range s.refs {
			unsure[ref.File] = true
		}
	}
	said := map[string]*documents{}
	of := func(file string) *documents {
		if said[file] == nil {
			said[file] = &documents{}
		}
		return said[file]
	}
	for _, c := range o.Known.Components {
		if d := of(c.File); !unsure[c.File] {
			d.components = append(d.components, c)
		}
	}
	for _, p := range o.Known.Products {
		if d := of(p.File); !unsure[p.File] {
			d.products = append(d.products, p)
		}
	}
	for _, file := range files {
		d := said[file]
		if d == nil || unsure[file] || isBelow(file, unsure) {
			rest = append(rest, file)
			continue
		}
		for _, c := range d.components {
			again.components = append(again.components, c.unlinked())
		}
		for _, p := range d.products {
			again.products = append(again.products, p.unlinked())
		}
	}
	return again, rest
}

// isBelow reports whether a file lies in one of the folders.
func isBelow(file string, folders map[string]bool) bool {
	for at := path.Dir(file); at != "."; at = path.Dir(at) {
		if folders[at] {
			return true
		}
	}
	return false
}

// unlinked returns a component that says the same and may be linked to another workspace.
func (c *Component) unlinked() *Component {
	twin := *c
	twin.Versions = make([]*Entry, len(c.Versions))
	for i, e := range c.Versions {
		entry := *e
		entry.Component, entry.Dependencies = &twin, unlinked(e.Dependencies)
		twin.Versions[i] = &entry
	}
	return &twin
}

// unlinked returns a product that says the same and may be linked to another workspace.
func (p *Product) unlinked() *Product {
	twin := *p
	twin.Components, twin.Overrides = unlinked(p.Components), unlinked(p.Overrides)
	return &twin
}

// unlinked returns requirements as they were before they were parsed.
func unlinked(requirements []Dependency) []Dependency {
	if requirements == nil {
		return nil
	}
	bare := make([]Dependency, len(requirements))
	for i, d := range requirements {
		bare[i] = Dependency{Name: d.Name, Want: d.Want}
	}
	return bare
}
