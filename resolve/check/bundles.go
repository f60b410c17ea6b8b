package check

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// held is a bundle that rules look at: the newest of its line, or one that something refers to.
type held struct {
	product  string
	ref      manifest.BundleRef
	nested   bool             // a product's requirement leads to it
	bundle   *manifest.Bundle // nil when it cannot be read
	problems diag.List        // of a bundle that is known by its file's name
}

// hold reads, of every product's bundles, the newest of each line, those that a product's
// requirement admits, and those that one of these lists. They come by product, then version.
func hold(w *manifest.Workspace) []*held {
	known := map[manifest.BundleRef]*held{} // a ref's version is the workspace's own
	var queue []*held
	add := func(product string, ref manifest.BundleRef, nested bool) {
		h := known[ref]
		if h == nil {
			h = &held{product: product, ref: ref}
			h.bundle, h.problems = w.Bundle(ref)
			known[ref] = h
			queue = append(queue, h)
		} else if nested && !h.nested {
			queue = append(queue, h) // so are those that it lists
		}
		h.nested = h.nested || nested
	}
	for _, p := range w.Products {
		for i := range p.Components {
			d := &p.Components[i]
			for _, ref := range w.Bundles(d.Name.Value) {
				if admits(d, ref.Version) {
					add(d.Name.Value, ref, true)
				}
			}
		}
	}
	shelves := w.Shelves()
	for _, product := range shelves {
		for _, ref := range newest(w.Bundles(product)) {
			add(product, ref, false)
		}
	}
	for len(queue) > 0 {
		h := queue[0]
		queue = queue[1:]
		if h.bundle == nil {
			continue
		}
		for i := range h.bundle.Components {
			listed := &h.bundle.Components[i]
			for _, ref := range w.Bundles(listed.Name.Value) {
				if ref.Version.String() == listed.Version.Value {
					add(listed.Name.Value, ref, h.nested)
				}
			}
		}
	}
	all := make([]*held, 0, len(known))
	for _, product := range shelves {
		for _, ref := range w.Bundles(product) {
			if h := known[ref]; h != nil {
				all = append(all, h)
			}
		}
	}
	return all
}

// newest returns the highest bundle of each line, out of bundles that come lowest first.
func newest(refs []manifest.BundleRef) []manifest.BundleRef {
	type line struct {
		scheme version.Scheme
		name   string
	}
	seen := map[line]bool{}
	var all []manifest.BundleRef
	for _, ref := range slices.Backward(refs) {
		of := line{ref.Version.Scheme(), ref.Version.Line()}
		if !seen[of] {
			seen[of] = true
			all = append(all, ref)
		}
	}
	return all
}

// admits reports whether a requirement admits a version; one that did not parse admits its own
// text alone.
func admits(d *manifest.Dependency, v version.Version) bool {
	if d.Constraint.IsZero() {
		return d.Want.Value == v.String()
	}
	return d.Constraint.Admits(v)
}

// extras returns the versions that nested bundles list and the workspace does not hold, by
// component.
func extras(w *manifest.Workspace, bundles []*held) map[string][]string {
	all := map[string][]string{}
	for _, h := range bundles {
		if !h.nested || h.bundle == nil {
			continue
		}
		for i := range h.bundle.Components {
			name, text := h.bundle.Components[i].Name.Value, h.bundle.Components[i].Version.Value
			if c := w.Component(name); c != nil && resolve.Entry(c, text) != nil || slices.Contains(all[name], text) {
				continue
			}
			all[name] = append(all[name], text)
		}
	}
	return all
}
